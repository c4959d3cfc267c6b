// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.counter;

import java.math.BigInteger;
import java.util.Objects;
import java.util.function.Consumer;
import org.crdt4j.causality.ReplicaId;
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

    /* own = this replica's number, kept apart so that an increment is one addition; others never has an entry for this replica
     * higher than own. A replica alone raises its number, so the maximum is the newest, and the join loses nothing. */

    private static final CrdtType<GrowOnlyCounter, Tally, ValueChange<BigInteger>> TYPE =
            new LatticeType<>("grow-only-counter", Tally.empty(), GrowOnlyCounter::new, Tally.format());

    private final ReplicaId replica;
    private long own;
    private Tally others = Tally.empty();
    private @Nullable Consumer<? super ValueChange<BigInteger>> observer;

    /**
     * A counter at 0.
     *
     * @param replicaContext its surroundings
     */
    public GrowOnlyCounter(ReplicaContext replicaContext) {
        replica = replicaContext.replica();
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
        return bigValue().longValueExact();
    }

    /**
     * The sum of all increments.
     *
     * @return the value, however large
     */
    public BigInteger bigValue() {
        return state().sum();
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
        long raised = Math.addExact(own, amount);
        if (amount == 0) {
            return Tally.empty();
        }
        BigInteger before = observer == null ? BigInteger.ZERO : bigValue();
        own = raised;
        report(before);
        return Tally.of(replica, own);
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
        Tally joined = others.join(delta);
        long theirsOfMine = joined.get(replica);
        if (theirsOfMine <= own && joined == others) {
            return false;
        }
        boolean grew =
                theirsOfMine > own || !state().equals(Tally.of(replica, own).join(joined));
        others = joined;
        own = Math.max(own, theirsOfMine);
        report(before);
        return grew;
    }

    @Override
    public Tally inOneDelta(Runnable mutators) {
        long before = own;
        mutators.run();
        return own == before ? Tally.empty() : Tally.of(replica, own);
    }

    @Override
    public Tally state() {
        return others.with(replica, own);
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
        if (own < 0 || others.get(replica) > own) {
            throw new IllegalStateException(
                    "own number " + own + ", but " + others.get(replica) + " is known of this replica");
        }
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
