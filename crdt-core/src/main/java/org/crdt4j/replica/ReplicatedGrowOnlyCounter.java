// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.math.BigInteger;
import org.crdt4j.counter.GrowOnlyCounter;
import org.crdt4j.crdt.ValueChange;

/** A handle of a counter that only grows. Concurrent increments all count. Thread-safe. See {@link GrowOnlyCounter}. */
public final class ReplicatedGrowOnlyCounter extends CounterHandle {

    private final ReplicatedObject<GrowOnlyCounter, ?, ValueChange<BigInteger>> object;

    ReplicatedGrowOnlyCounter(ReplicatedObject<GrowOnlyCounter, ?, ValueChange<BigInteger>> object) {
        super(object);
        this.object = object;
    }

    @Override
    public BigInteger bigValue() {
        return object.read(GrowOnlyCounter::bigValue);
    }

    /**
     * Adds some.
     *
     * @param amount how many, 0 or more
     * @throws IllegalArgumentException if the amount is negative
     * @throws ArithmeticException if what this replica has counted in all would not fit into a {@code long}; nothing is counted
     */
    @Override
    public void increment(long amount) {
        object.update(counter -> counter.increment(amount));
    }
}
