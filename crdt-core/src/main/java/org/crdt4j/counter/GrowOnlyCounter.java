// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.counter;

import java.math.BigInteger;
import java.util.Objects;
import java.util.function.Consumer;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Crdt;
import org.crdt4j.crdt.CrdtType;
import org.crdt4j.crdt.LatticeType;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.ValueChange;
import org.jspecify.annotations.Nullable;

/**
 * A counter that only grows (G-counter).
 *
 * <p>Concurrent increments all count. Deltas may come in any order, late and twice; one that is lost is made good by any later one
 * of the same replica.
 *
 * <p>An increment takes O(1), a join and a value O(replicas). The state is one number a replica. What a replica has counted must fit
 * into a {@code long}; the sum of all may exceed it, see {@link #bigValue()}. Not thread-safe.
 *
 * <p>Shapiro, Preguica, Baquero, Zawirski, "A comprehensive study of Convergent and Commutative Replicated Data Types", 2011.
 */
public final class GrowOnlyCounter implements Crdt<Tally, ValueChange<BigInteger>> {

    /* A replica alone raises its number, so the maximum is the newest, and the join loses nothing. */

    private static final CrdtType<GrowOnlyCounter, Tally, ValueChange<BigInteger>> TYPE =
            new LatticeType<>("grow-only-counter", Tally.empty(), GrowOnlyCounter::new, Tally.format());

    private final OwnCounts counts;
    private @Nullable Consumer<? super ValueChange<BigInteger>> observer;

    /**
     * A counter at 0.
     *
     * @param replicaContext its surroundings
     */
    public GrowOnlyCounter(ReplicaContext replicaContext) {
        counts = new OwnCounts(replicaContext.replica(), 1);
    }

    /**
     * The type.
     *
     * @return its descriptor
     */
    public static CrdtType<GrowOnlyCounter, Tally, ValueChange<BigInteger>> type() {
        return TYPE;
    }

    /**
     * The sum of all increments, as a {@code long}.
     *
     * @return the value
     * @throws ArithmeticException if it does not fit; then use {@link #bigValue()}
     */
    @Override
    public Long value() {
        long sum = counts.all().smallSum(0);
        return sum >= 0 ? sum : bigValue().longValueExact();
    }

    /**
     * The sum of all increments.
     *
     * @return the value, however large
     */
    public BigInteger bigValue() {
        return counts.all().sum(0);
    }

    /**
     * Counts one.
     *
     * @return the delta
     * @throws ArithmeticException if this replica's number would not fit into a {@code long}; nothing is counted
     */
    public Tally increment() {
        return increment(1);
    }

    /**
     * Counts some.
     *
     * @param amount how many, 0 or more
     * @return the delta
     * @throws IllegalArgumentException if the amount is negative
     * @throws ArithmeticException if this replica's number would not fit into a {@code long}; nothing is counted
     */
    public Tally increment(long amount) {
        if (amount < 0) {
            throw new IllegalArgumentException("a grow-only counter cannot count " + amount + ": use a PnCounter");
        }
        BigInteger before = observer == null ? BigInteger.ZERO : bigValue();
        long raised = counts.add(0, amount);
        if (amount == 0) {
            return Tally.empty();
        }
        if (observer != null) {
            report(before);
        }
        return Tally.of(counts.replica(), raised);
    }

    private void report(BigInteger before) {
        if (observer != null) {
            BigInteger after = bigValue();
            if (!before.equals(after)) {
                observer.accept(new ValueChange<>(before, after));
            }
        }
    }

    @Override
    public boolean join(Tally delta) {
        BigInteger before = observer == null ? BigInteger.ZERO : bigValue();
        boolean grew = delta.joinInto(counts.all());
        report(before);
        return grew;
    }

    @Override
    public Tally inOneDelta(Runnable mutators) {
        long before = counts.own(0);
        mutators.run();
        long after = counts.own(0);
        return after == before ? Tally.empty() : Tally.of(counts.replica(), after);
    }

    @Override
    public Tally state() {
        return Tally.of(counts.all().snapshot());
    }

    /** The whole state: increments have no dots by which to tell old from new. */
    @Override
    public Tally deltaSince(VersionVector seen) {
        Objects.requireNonNull(seen, "seen");
        return state();
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
        counts.checkInvariants();
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof GrowOnlyCounter other && state().equals(other.state());
    }

    @Override
    public int hashCode() {
        return state().hashCode();
    }

    @Override
    public String toString() {
        return "GrowOnlyCounter[" + bigValue() + "]";
    }
}
