// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.math.BigInteger;
import org.crdt4j.counter.CountStore;
import org.crdt4j.counter.ResettableCounter;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.ValueChange;

/**
 * A handle of a counter that goes up and down, can be reset, and can be deleted. Concurrent changes all count; a reset, or a delete,
 * cancels exactly what was seen here. Thread-safe. See {@link ResettableCounter}.
 */
public final class ReplicatedCounter extends CounterHandle {

    private final ReplicatedObject<ResettableCounter, Causal<CountStore>, ValueChange<BigInteger>> object;

    ReplicatedCounter(ReplicatedObject<ResettableCounter, Causal<CountStore>, ValueChange<BigInteger>> object) {
        super(object);
        this.object = object;
    }

    @Override
    public BigInteger bigValue() {
        return object.read(ResettableCounter::bigValue);
    }

    /** Takes one away. */
    public void decrement() {
        increment(-1);
    }

    /**
     * Takes some away.
     *
     * @param amount how many; 0 does nothing
     * @throws ArithmeticException if what this replica has taken away in all would not fit into a {@code long}; nothing is counted
     */
    public void decrement(long amount) {
        increment(Math.negateExact(amount));
    }

    /**
     * Adds some, or takes some away.
     *
     * @param amount how many, negative to take away; 0 does nothing
     * @throws ArithmeticException if this replica's running total would not fit into a {@code long}; nothing is counted
     */
    @Override
    public void increment(long amount) {
        if (amount != 0) {
            object.update(counter -> counter.increment(amount));
        }
    }

    /** Cancels everything that was seen here. */
    public void reset() {
        object.update(ResettableCounter::reset);
    }

    /** Removes the counter, with everything that was seen here; what is counted concurrently survives. */
    public void delete() {
        deleteObject();
    }
}
