// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.math.BigInteger;
import org.crdt4j.counter.PnCounter;
import org.crdt4j.crdt.ValueChange;

/**
 * A handle of a counter that goes up and down, and can be neither reset nor deleted. Concurrent changes all count. Thread-safe. See
 * {@link PnCounter}.
 */
public final class ReplicatedPnCounter extends CounterHandle {

    private final ReplicatedObject<PnCounter, ?, ValueChange<BigInteger>> object;

    ReplicatedPnCounter(ReplicatedObject<PnCounter, ?, ValueChange<BigInteger>> object) {
        super(object);
        this.object = object;
    }

    @Override
    public BigInteger bigValue() {
        return object.read(PnCounter::bigValue);
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
     * @throws ArithmeticException if what this replica has added, or taken away, in all would not fit into a {@code long}; nothing is
     *     counted
     */
    @Override
    public void increment(long amount) {
        object.update(counter -> counter.increment(amount));
    }
}
