// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.math.BigInteger;
import java.util.function.Consumer;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.OpCrdt;
import org.crdt4j.crdt.OpType;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.error.CorruptDataException;
import org.jspecify.annotations.Nullable;

/**
 * A counter that only goes up, operation-based (op-based G-counter).
 *
 * <p>Concurrent increments all count. The value has no upper bound, see {@link #bigValue()}. An operation that takes away is refused
 * from everybody.
 *
 * <p>Its operations have to be delivered exactly once and each replica's in their order, as {@link CausalDelivery} does. Every
 * operation takes O(1), and the state is two numbers for each replica that counts. Not thread-safe.
 *
 * <p>Shapiro, Preguica, Baquero, Zawirski, "A comprehensive study of Convergent and Commutative Replicated Data Types", 2011.
 */
public final class OpGrowOnlyCounter implements OpCrdt<OpPnCounter.Add, Sums, ValueChange<BigInteger>> {

    private static final OpType<OpGrowOnlyCounter, OpPnCounter.Add, Sums> TYPE = new OpType<>(
            "op-grow-only-counter",
            Sums.none(),
            OpGrowOnlyCounter::new,
            OpPnCounter.type().format(),
            Sums.format());

    private final OpPnCounter counter = new OpPnCounter();

    /** A counter at 0. */
    public OpGrowOnlyCounter() {}

    /**
     * The type.
     *
     * @return its descriptor
     */
    public static OpType<OpGrowOnlyCounter, OpPnCounter.Add, Sums> type() {
        return TYPE;
    }

    /**
     * What was added, as a {@code long}.
     *
     * @return the value
     * @throws ArithmeticException if it does not fit; then use {@link #bigValue()}
     */
    @Override
    public Long value() {
        return counter.value();
    }

    /**
     * What was added.
     *
     * @return the value, however large
     */
    public BigInteger bigValue() {
        return counter.bigValue();
    }

    /**
     * Prepares to add one.
     *
     * @return the operation
     */
    public OpPnCounter.Add increment() {
        return increment(1);
    }

    /**
     * Prepares to add some.
     *
     * @param amount how many, 0 or more
     * @return the operation
     * @throws IllegalArgumentException if the amount is negative
     */
    public OpPnCounter.Add increment(long amount) {
        if (amount < 0) {
            throw new IllegalArgumentException(
                    "this counter only grows: " + amount + "; use an OpPnCounter to take away");
        }
        return new OpPnCounter.Add(amount);
    }

    /** Refuses a negative amount. */
    @Override
    public void validate(OpPnCounter.Add operation) {
        if (operation.amount() < 0) {
            throw new CorruptDataException(
                    "an operation takes " + operation.amount() + " from a counter that only grows");
        }
    }

    @Override
    public void effect(Tagged<OpPnCounter.Add> operation) {
        counter.effect(operation);
    }

    /** What each replica has counted. Takes O(replicas). */
    @Override
    public Sums state() {
        return counter.state();
    }

    @Override
    public boolean join(Sums state) {
        return counter.join(state);
    }

    /** Nothing to do: the state has no smaller form. */
    @Override
    public void compact(VersionVector stable) {
        counter.compact(stable);
    }

    @Override
    public void observe(@Nullable Consumer<? super ValueChange<BigInteger>> observer) {
        counter.observe(observer);
    }

    @Override
    public void checkInvariants() {
        counter.checkInvariants();
    }

    /** Equal if each replica's operations are in effect up to the same one: as states, whatever replica they live at. */
    @Override
    public boolean equals(Object object) {
        return object instanceof OpGrowOnlyCounter other && counter.equals(other.counter);
    }

    @Override
    public int hashCode() {
        return counter.hashCode();
    }

    @Override
    public String toString() {
        return "OpGrowOnlyCounter[" + bigValue() + "]";
    }
}
