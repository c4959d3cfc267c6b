// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.math.BigInteger;
import java.util.Objects;
import java.util.function.Consumer;
import org.crdt4j.crdt.OpCrdt;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;
import org.jspecify.annotations.Nullable;

/**
 * A counter that goes up and down, operation-based (op-based PN-counter).
 *
 * <p>Concurrent increments and decrements all count. The value has no lower and no upper bound, see {@link #bigValue()}.
 *
 * <p>Its operations have to be delivered exactly once, as {@link CausalDelivery} does; their order does not matter. Every operation
 * takes O(1), and the state is one number, however many replicas count. Not thread-safe.
 *
 * <p>Shapiro, Preguica, Baquero, Zawirski, "A comprehensive study of Convergent and Commutative Replicated Data Types", 2011.
 */
public final class OpCounter implements OpCrdt<OpCounter.Add, ValueChange<BigInteger>> {

    /* The value is sum + carried. Only when sum would overflow is it carried over, so nearly all effects add two longs. */

    private static final WireFormat<Add> FORMAT = new WireFormat<>() {
        @Override
        public void write(Add add, WireOutput out) {
            out.writeSigned(add.amount);
        }

        @Override
        public Add read(WireInput in) {
            return new Add(in.readSigned());
        }
    };

    private long sum;
    private BigInteger carried;
    private @Nullable Consumer<? super ValueChange<BigInteger>> observer;

    /** A counter at 0. */
    public OpCounter() {
        this(BigInteger.ZERO);
    }

    /**
     * A counter as it was when it was saved.
     *
     * @param value its {@link #bigValue} then
     */
    public OpCounter(BigInteger value) {
        carried = Objects.requireNonNull(value, "value");
    }

    /**
     * How its operations are written.
     *
     * @return the format
     */
    public static WireFormat<Add> format() {
        return FORMAT;
    }

    /**
     * What was added less what was taken away, as a {@code long}.
     *
     * @return the value
     * @throws ArithmeticException if it does not fit; then use {@link #bigValue()}
     */
    @Override
    public Long value() {
        return bigValue().longValueExact();
    }

    /**
     * What was added less what was taken away.
     *
     * @return the value, however large
     */
    public BigInteger bigValue() {
        return carried.add(BigInteger.valueOf(sum));
    }

    /**
     * Prepares to add one.
     *
     * @return the operation
     */
    public Add increment() {
        return increment(1);
    }

    /**
     * Prepares to add some, or to take some away if the amount is negative.
     *
     * @param amount how many
     * @return the operation
     */
    public Add increment(long amount) {
        return new Add(amount);
    }

    /**
     * Prepares to take one away.
     *
     * @return the operation
     */
    public Add decrement() {
        return decrement(1);
    }

    /**
     * Prepares to take some away, or to add some if the amount is negative.
     *
     * @param amount how many
     * @return the operation
     * @throws ArithmeticException if the amount is {@link Long#MIN_VALUE}, whose opposite does not fit into a {@code long}
     */
    public Add decrement(long amount) {
        return new Add(Math.negateExact(amount));
    }

    /** Accepts every amount: the value cannot overflow. */
    @Override
    public void validate(Add operation) {
        Objects.requireNonNull(operation, "operation");
    }

    @Override
    public void effect(Tagged<Add> operation) {
        long amount = operation.operation().amount;
        BigInteger before = observer == null ? BigInteger.ZERO : bigValue();
        long added = sum + amount;
        boolean overflow = ((sum ^ added) & (amount ^ added)) < 0;
        if (overflow) {
            carried = carried.add(BigInteger.valueOf(sum));
            sum = amount;
        } else {
            sum = added;
        }
        if (observer != null && amount != 0) {
            observer.accept(new ValueChange<>(before, bigValue()));
        }
    }

    @Override
    public void observe(@Nullable Consumer<? super ValueChange<BigInteger>> newObserver) {
        observer = newObserver;
    }

    /** Nothing can be wrong: every pair of numbers is a value. */
    @Override
    public void checkInvariants() {
        Objects.requireNonNull(carried, "carried");
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof OpCounter other && bigValue().equals(other.bigValue());
    }

    @Override
    public int hashCode() {
        return bigValue().hashCode();
    }

    @Override
    public String toString() {
        return "OpCounter[" + bigValue() + "]";
    }

    /**
     * The operation: adds an amount.
     *
     * @param amount how many; negative to take away
     */
    public record Add(long amount) {}
}
