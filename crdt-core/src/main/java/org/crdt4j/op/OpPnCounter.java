// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.OpCrdt;
import org.crdt4j.crdt.OpType;
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
 * <p>Its operations have to be delivered exactly once and each replica's in their order, as {@link CausalDelivery} does; the order
 * between replicas does not matter. Every operation takes O(1), and the state is two numbers for each replica that counts. Not
 * thread-safe.
 *
 * <p>Shapiro, Preguica, Baquero, Zawirski, "A comprehensive study of Convergent and Commutative Replicated Data Types", 2011.
 */
public final class OpPnCounter implements OpCrdt<OpPnCounter.Add, Sums, ValueChange<BigInteger>> {

    /* The value is sum + carried. Only when sum would overflow is it carried over, so nearly all effects add two longs. */

    private static final OpType<OpPnCounter, Add, Sums> TYPE =
            new OpType<>("op-pn-counter", Sums.none(), OpPnCounter::new, new Format(), Sums.format());

    private final Map<ReplicaId, Sums.Running> parts = new HashMap<>();
    private long sum;
    private BigInteger carried = BigInteger.ZERO;
    private @Nullable Consumer<? super ValueChange<BigInteger>> observer;

    /** A counter at 0. */
    public OpPnCounter() {}

    /**
     * The type.
     *
     * @return its descriptor
     */
    public static OpType<OpPnCounter, Add, Sums> type() {
        return TYPE;
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
        parts.computeIfAbsent(operation.dot().replica(), replica -> new Sums.Running())
                .add(amount, operation.dot().counter());
        long added = sum + amount;
        boolean overflow = ((sum ^ added) & (amount ^ added)) < 0;
        if (overflow) {
            carried = carried.add(BigInteger.valueOf(sum));
            sum = amount;
        } else {
            sum = added;
        }
        report(before);
    }

    private void report(BigInteger before) {
        if (observer != null) {
            BigInteger after = bigValue();
            if (!before.equals(after)) {
                observer.accept(new ValueChange<>(before, after));
            }
        }
    }

    /** What each replica has counted. Takes O(replicas). */
    @Override
    public Sums state() {
        return Sums.of(parts);
    }

    @Override
    public boolean join(Sums state) {
        Sums before = state();
        Sums joined = before.join(state);
        if (joined.equals(before)) {
            return false;
        }
        BigInteger valueBefore = bigValue();
        parts.clear();
        joined.forEach((replica, part) -> parts.put(replica, new Sums.Running(part)));
        sum = 0;
        carried = joined.total();
        report(valueBefore);
        return true;
    }

    /** Nothing to do: the state has no smaller form. */
    @Override
    public void compact(VersionVector stable) {
        Objects.requireNonNull(stable, "stable");
    }

    @Override
    public void observe(@Nullable Consumer<? super ValueChange<BigInteger>> newObserver) {
        observer = newObserver;
    }

    @Override
    public void checkInvariants() {
        if (!state().total().equals(bigValue())) {
            throw new IllegalStateException("the value is " + bigValue() + ", but the replicas counted " + state());
        }
    }

    /** Equal if each replica's operations are in effect up to the same one: as states, whatever replica they live at. */
    @Override
    public boolean equals(Object object) {
        return object instanceof OpPnCounter other && state().equals(other.state());
    }

    @Override
    public int hashCode() {
        return bigValue().hashCode();
    }

    @Override
    public String toString() {
        return "OpPnCounter[" + bigValue() + "]";
    }

    /**
     * The operation: adds an amount.
     *
     * @param amount how many; negative to take away
     */
    public record Add(long amount) {}

    private static final class Format implements WireFormat<Add> {

        @Override
        public void write(Add add, WireOutput out) {
            out.writeSigned(add.amount);
        }

        @Override
        public Add read(WireInput in) {
            return new Add(in.readSigned());
        }
    }
}
