// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.math.BigInteger;
import java.util.Objects;
import java.util.function.Consumer;
import org.crdt4j.counter.CountStore;
import org.crdt4j.counter.ResettableCounter;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.ValueChange;

/**
 * A handle of a counter that goes up and down, can be reset, and can be deleted. Concurrent changes all count; a reset, or a delete,
 * cancels exactly what was seen here. Thread-safe. See {@link ResettableCounter}.
 */
public final class ReplicatedCounter {

    private final ReplicatedObject<ResettableCounter, Causal<CountStore>, ValueChange<BigInteger>> object;

    ReplicatedCounter(ReplicatedObject<ResettableCounter, Causal<CountStore>, ValueChange<BigInteger>> object) {
        this.object = object;
    }

    /**
     * The counter's name.
     *
     * @return the name
     */
    public String name() {
        return object.name();
    }

    /**
     * The value.
     *
     * @return the value now
     * @throws ArithmeticException if it does not fit into a {@code long}
     */
    public long value() {
        return object.read(ResettableCounter::value);
    }

    /** Adds one. */
    public void increment() {
        add(1);
    }

    /** Takes one away. */
    public void decrement() {
        add(-1);
    }

    /**
     * Adds some, or takes some away.
     *
     * @param amount how many, negative to take away; 0 does nothing
     * @throws ArithmeticException if this replica's running total would not fit into a {@code long}; nothing is counted
     */
    public void add(long amount) {
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
        object.delete();
    }

    /**
     * Has each change reported, exactly once and in order.
     *
     * @param listener takes the changes; called outside of any lock
     * @return ends it
     */
    public Subscription onChange(Consumer<? super ObjectChange<ValueChange<BigInteger>>> listener) {
        return object.onChange(listener);
    }

    /**
     * Has the value reported now, then each change of it, without a gap.
     *
     * @param first takes the present value
     * @param listener takes the changes after it
     * @return ends it
     */
    public Subscription onChange(
            Consumer<Long> first, Consumer<? super ObjectChange<ValueChange<BigInteger>>> listener) {
        Objects.requireNonNull(first, "first");
        return object.onChange(value -> first.accept((Long) value), listener);
    }

    @Override
    public String toString() {
        return name() + "=" + object.read(ResettableCounter::bigValue);
    }
}
