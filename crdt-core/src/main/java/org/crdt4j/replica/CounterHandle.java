// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.math.BigInteger;
import org.crdt4j.crdt.ValueChange;

/** What the handles of all counters can do. Concurrent changes all count. Thread-safe. */
public abstract sealed class CounterHandle extends Handle<Long, ValueChange<BigInteger>>
        permits ReplicatedCounter, ReplicatedPnCounter, ReplicatedGrowOnlyCounter, ReplicatedBoundedCounter {

    CounterHandle(ReplicatedObject<?, ?, ValueChange<BigInteger>> object) {
        super(object);
    }

    /**
     * The value.
     *
     * @return the value now
     * @throws ArithmeticException if it does not fit into a {@code long}; then use {@link #bigValue}
     */
    public final long value() {
        return current();
    }

    /**
     * The value, which never wraps.
     *
     * @return the value now, however large
     */
    public abstract BigInteger bigValue();

    /**
     * Adds one.
     *
     * @throws ArithmeticException if what this replica has counted in all would not fit into a {@code long}; nothing is counted
     */
    public final void increment() {
        increment(1);
    }

    /**
     * Adds some.
     *
     * @param amount how many; 0 does nothing
     * @throws ArithmeticException if what this replica has counted in all would not fit into a {@code long}; nothing is counted
     */
    public abstract void increment(long amount);

    @Override
    public String toString() {
        return name() + "=" + bigValue();
    }
}
