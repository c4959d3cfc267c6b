// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.counter;

import java.math.BigInteger;
import java.util.Objects;
import java.util.function.Consumer;
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

    /* Two grow-only counters, one of what was added, one of what was taken away; both halves join by themselves. */

    private static final CrdtType<PnCounter, Tallies, ValueChange<BigInteger>> TYPE =
            new LatticeType<>("pn-counter", Tallies.EMPTY, PnCounter::new, Tallies.FORMAT);

    private final GrowOnlyCounter ups;
    private final GrowOnlyCounter downs;
    private @Nullable Consumer<? super ValueChange<BigInteger>> observer;

    /**
     * A counter at 0.
     *
     * @param replicaContext its surroundings
     */
    public PnCounter(ReplicaContext replicaContext) {
        ups = new GrowOnlyCounter(replicaContext);
        downs = new GrowOnlyCounter(replicaContext);
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
        return bigValue().longValueExact();
    }

    /**
     * What was added less what was taken away.
     *
     * @return the value, however large
     */
    public BigInteger bigValue() {
        return ups.bigValue().subtract(downs.bigValue());
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
        BigInteger before = observer == null ? BigInteger.ZERO : bigValue();
        Tallies delta = new Tallies(ups.increment(amount), Tally.empty());
        report(before);
        return delta;
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
        BigInteger before = observer == null ? BigInteger.ZERO : bigValue();
        Tallies delta = new Tallies(Tally.empty(), downs.increment(amount));
        report(before);
        return delta;
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
        boolean added = ups.join(delta.ups);
        boolean taken = downs.join(delta.downs);
        report(before);
        return added || taken;
    }

    @Override
    public Tallies inOneDelta(Runnable mutators) {
        Tally[] taken = {Tally.empty()};
        Tally added = ups.inOneDelta(() -> taken[0] = downs.inOneDelta(mutators));
        return new Tallies(added, taken[0]);
    }

    @Override
    public Tallies state() {
        return new Tallies(ups.state(), downs.state());
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
        ups.checkInvariants();
        downs.checkInvariants();
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

    /**
     * What each replica has added and taken away: the counter's delta and state.
     *
     * @param ups what was added
     * @param downs what was taken away
     */
    public record Tallies(Tally ups, Tally downs) implements Delta<Tallies> {

        private static final Tallies EMPTY = new Tallies(Tally.empty(), Tally.empty());

        private static final WireFormat<Tallies> FORMAT = new WireFormat<>() {
            @Override
            public void write(Tallies value, WireOutput out) {
                Tally.format().write(value.ups, out);
                Tally.format().write(value.downs, out);
            }

            @Override
            public Tallies read(WireInput in) {
                return new Tallies(Tally.format().read(in), Tally.format().read(in));
            }
        };

        @Override
        public Tallies join(Tallies other) {
            return new Tallies(ups.join(other.ups), downs.join(other.downs));
        }

        @Override
        public boolean isBottom() {
            return ups.isBottom() && downs.isBottom();
        }
    }
}
