// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.counter;

import java.math.BigInteger;
import java.util.Objects;
import java.util.function.Consumer;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Crdt;
import org.crdt4j.crdt.CrdtType;
import org.crdt4j.crdt.Delta;
import org.crdt4j.crdt.LatticeType;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;
import org.crdt4j.internal.LiveMaxima;
import org.crdt4j.internal.Maxima;
import org.jspecify.annotations.Nullable;

/**
 * A counter that goes up and down (PN-counter). The cheapest counter; it cannot be reset, see {@link ResettableCounter}.
 *
 * <p>Concurrent increments and decrements all count. Deltas may come in any order, late and twice; one that is lost is made good by
 * later ones of the same replica. The value has no lower bound.
 *
 * <p>An increment takes O(1), a join and a value O(replicas). The state is two numbers a replica. The sum of all increments of one
 * replica must fit into a {@code long}, and so the sum of its decrements; the value may exceed it, see {@link #bigValue()}. Not
 * thread-safe.
 *
 * <p>Shapiro, Preguica, Baquero, Zawirski, "A comprehensive study of Convergent and Commutative Replicated Data Types", 2011.
 */
public final class PnCounter implements Crdt<PnCounter.Tallies, ValueChange<BigInteger>> {

    /* Two grow-only counters side by side, one of what was added, one of what was taken away; both join by themselves. A replica alone
     * raises its numbers, so the maximum is the newest. */

    private static final int UP = 0;
    private static final int DOWN = 1;

    private static final CrdtType<PnCounter, Tallies, ValueChange<BigInteger>> TYPE =
            new LatticeType<>("pn-counter", Tallies.EMPTY, PnCounter::new, Tallies.FORMAT);

    private final OwnCounts counts;
    private @Nullable Consumer<? super ValueChange<BigInteger>> observer;

    /**
     * A counter at 0.
     *
     * @param replicaContext its surroundings
     */
    public PnCounter(ReplicaContext replicaContext) {
        counts = new OwnCounts(replicaContext.replica(), 2);
    }

    /**
     * The type.
     *
     * @return its descriptor
     */
    public static CrdtType<PnCounter, Tallies, ValueChange<BigInteger>> type() {
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
        long ups = counts.all().smallSum(UP);
        long downs = counts.all().smallSum(DOWN);
        return ups >= 0 && downs >= 0 ? ups - downs : bigValue().longValueExact();
    }

    /**
     * What was added less what was taken away.
     *
     * @return the value, however large
     */
    public BigInteger bigValue() {
        return counts.all().sum(UP).subtract(counts.all().sum(DOWN));
    }

    /**
     * Adds one.
     *
     * @return the delta
     * @throws ArithmeticException if the sum of this replica's increments would not fit into a {@code long}; nothing is counted
     */
    public Tallies increment() {
        return increment(1);
    }

    /**
     * Adds some, or takes some away if the amount is negative.
     *
     * @param amount how many
     * @return the delta
     * @throws ArithmeticException if this replica's sum would not fit into a {@code long}; nothing is counted
     */
    public Tallies increment(long amount) {
        if (amount < 0) {
            return decrement(Math.negateExact(amount));
        }
        return count(UP, amount);
    }

    /**
     * Takes one away.
     *
     * @return the delta
     * @throws ArithmeticException if the sum of this replica's decrements would not fit into a {@code long}; nothing is counted
     */
    public Tallies decrement() {
        return decrement(1);
    }

    /**
     * Takes some away, or adds some if the amount is negative.
     *
     * @param amount how many
     * @return the delta
     * @throws ArithmeticException if this replica's sum would not fit into a {@code long}; nothing is counted
     */
    public Tallies decrement(long amount) {
        if (amount < 0) {
            return increment(Math.negateExact(amount));
        }
        return count(DOWN, amount);
    }

    private Tallies count(int column, long amount) {
        BigInteger before = observer == null ? BigInteger.ZERO : bigValue();
        long raised = counts.add(column, amount);
        if (amount == 0) {
            return Tallies.EMPTY;
        }
        if (observer != null) {
            report(before);
        }
        return new Tallies(counts.replica(), column == UP ? raised : 0, column == UP ? 0 : raised, null);
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
    public boolean join(Tallies delta) {
        BigInteger before = observer == null ? BigInteger.ZERO : bigValue();
        boolean grew = delta.joinInto(counts.all());
        report(before);
        return grew;
    }

    @Override
    public Tallies inOneDelta(Runnable mutators) {
        long up = counts.own(UP);
        long down = counts.own(DOWN);
        mutators.run();
        long newUp = counts.own(UP) == up ? 0 : counts.own(UP);
        long newDown = counts.own(DOWN) == down ? 0 : counts.own(DOWN);
        return newUp == 0 && newDown == 0 ? Tallies.EMPTY : new Tallies(counts.replica(), newUp, newDown, null);
    }

    @Override
    public Tallies state() {
        return Tallies.of(counts.all().snapshot());
    }

    /** The whole state: increments have no dots by which to tell old from new. */
    @Override
    public Tallies deltaSince(VersionVector seen) {
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
        return object instanceof PnCounter other && state().equals(other.state());
    }

    @Override
    public int hashCode() {
        return state().hashCode();
    }

    @Override
    public String toString() {
        return "PnCounter[" + bigValue() + "]";
    }

    /** What each replica has added and taken away: the counter's delta and state. Immutable. */
    public static final class Tallies implements Delta<Tallies> {

        /* The numbers of one replica, as deltas have them, are one object, of which a table is made only where somebody asks for it. */

        private static final Tallies EMPTY = new Tallies(null, 0, 0, Maxima.empty(2));

        private static final WireFormat<Tallies> FORMAT = new Format();

        private final @Nullable ReplicaId replica;
        private final long up;
        private final long down;
        private @Nullable Maxima counts;

        private Tallies(@Nullable ReplicaId replica, long up, long down, @Nullable Maxima counts) {
            this.replica = replica;
            this.up = up;
            this.down = down;
            this.counts = counts;
        }

        /**
         * The numbers of some replicas.
         *
         * @param ups what was added
         * @param downs what was taken away
         */
        public Tallies(Tally ups, Tally downs) {
            this(null, 0, 0, Maxima.paired(ups.counts(), downs.counts()));
        }

        private static Tallies of(Maxima counts) {
            return counts.size() == 0 ? EMPTY : new Tallies(null, 0, 0, counts);
        }

        private Maxima counts() {
            Maxima table = counts;
            if (table == null) {
                ReplicaId only = Objects.requireNonNull(replica);
                table = Maxima.of(only.id(), only.incarnation(), up, down);
                counts = table;
            }
            return table;
        }

        /**
         * What was added. Takes O(replicas).
         *
         * @return each replica's number
         */
        public Tally ups() {
            return Tally.of(counts().column(UP));
        }

        /**
         * What was taken away. Takes O(replicas).
         *
         * @return each replica's number
         */
        public Tally downs() {
            return Tally.of(counts().column(DOWN));
        }

        @Override
        public Tallies join(Tallies other) {
            Maxima joined = counts().join(other.counts());
            return joined == counts ? this : of(joined);
        }

        private boolean joinInto(LiveMaxima live) {
            if (replica == null) {
                return live.join(counts());
            }
            boolean grew = up > 0 && live.raise(replica.id(), replica.incarnation(), UP, up);
            return (down > 0 && live.raise(replica.id(), replica.incarnation(), DOWN, down)) || grew;
        }

        @Override
        public boolean isBottom() {
            return replica == null && counts().size() == 0;
        }

        @Override
        public boolean equals(Object object) {
            return object instanceof Tallies other && counts().equals(other.counts());
        }

        @Override
        public int hashCode() {
            return counts().hashCode();
        }

        @Override
        public String toString() {
            return "Tallies[ups=" + ups() + ", downs=" + downs() + "]";
        }

        private static final class Format implements WireFormat<Tallies> {

            @Override
            public void write(Tallies value, WireOutput out) {
                ReplicaId only = value.replica;
                if (only == null) {
                    Tally.format().write(value.ups(), out);
                    Tally.format().write(value.downs(), out);
                } else {
                    writeOne(only, value.up, out);
                    writeOne(only, value.down, out);
                }
            }

            private static void writeOne(ReplicaId replica, long count, WireOutput out) {
                out.writeSize(count > 0 ? 1 : 0);
                if (count > 0) {
                    out.writeReplica(replica);
                    out.writeCount(count);
                }
            }

            @Override
            public Tallies read(WireInput in) {
                return new Tallies(Tally.format().read(in), Tally.format().read(in));
            }
        }
    }
}
