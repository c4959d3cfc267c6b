// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.log;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotSet;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.JoinScope;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.CausalCrdt;
import org.crdt4j.crdt.CausalType;
import org.crdt4j.crdt.LogEntry;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;
import org.jspecify.annotations.Nullable;

/**
 * A stock that can be oversold, and a ledger that says which reservations it cannot serve (oversell ledger).
 *
 * <p>Everybody restocks and reserves at any time, without asking. All events are put into one order, by time, then dot, and decided in
 * it: a reservation is accepted if what was restocked before it, less what was accepted before it, suffices; else it is rejected and
 * takes nothing. All replicas that have seen the same events decide alike. Of two concurrent reservations of the last unit the earlier
 * one gets it. An event that comes late may change the decisions on later ones: a restocking that was not known, or a reservation that
 * was made before. What is {@linkplain #settled settled} cannot change any more: if it is rejected, it needs a
 * {@linkplain #compensations compensation}, which everybody names alike. Events cannot be removed singly; the removal of the ledger
 * removes those that its author had seen.
 *
 * <p>Deltas may come in any order, late, twice and with gaps. A restocking, a reservation, and joining one that is the latest take O(log
 * n); one that comes late has those after it decided again, until nothing changes any more. Joining a whole state takes O(n log n).
 * Units are whole; sums are of any size and never wrap. Each event keeps a dot, a time and its units for good. Nested in a map, each
 * query takes O(n log n). Not thread-safe.
 *
 * <p>Helland, Campbell, "Building on Quicksand", 2009 (memories, guesses and apologies); Terry et al., "Managing Update Conflicts in
 * Bayou", 1995.
 */
public final class Reservations extends CausalCrdt<LogStore<Long>, Reservations.Change> {

    /* The store has the events: units above 0 are restocked, below 0 reserved. No event has parents: who has seen what does not
     * matter, as a hybrid time is later than all that its author saw.
     *
     * A decision depends on the events before it alone. An event with a time at or after the watermark is after all those with
     * times below it, so it changes none of their decisions; only a removal does. */

    private static final CausalType<Reservations, LogStore<Long>, Change> TYPE =
            new CausalType<>("reservations", LogStore.empty(), Reservations::new, LogStore.format(new UnitsFormat()));

    private @Nullable Decisions decisions;

    /**
     * A ledger without any stock.
     *
     * @param replicaContext its surroundings
     */
    public Reservations(ReplicaContext replicaContext) {
        this(replicaContext, LogStore.empty());
    }

    private Reservations(ReplicaContext replicaContext, LogStore<Long> store) {
        super(replicaContext, store);
    }

    /**
     * The type.
     *
     * @return its descriptor
     */
    public static CausalType<Reservations, LogStore<Long>, Change> type() {
        return TYPE;
    }

    /**
     * What the ledger says.
     *
     * @param available what is left of the stock
     * @param reservations all reservations with their decisions, in the order in which they were decided
     */
    public record Book(BigInteger available, List<Reservation> reservations) {

        /**
         * Copies the list.
         *
         * @param available what is left of the stock
         * @param reservations all reservations with their decisions, in the order in which they were decided
         */
        public Book {
            Objects.requireNonNull(available, "available");
            reservations = List.copyOf(reservations);
        }
    }

    /**
     * What changed in a ledger. Each list is in the order of decision.
     *
     * @param before what was left of the stock before
     * @param after what is left of it now
     * @param made reservations that were not there, with their decisions
     * @param changed reservations on which the decision is another now, with the new one
     * @param removed reservations that are gone, with the decisions that they had
     */
    public record Change(
            BigInteger before,
            BigInteger after,
            List<Reservation> made,
            List<Reservation> changed,
            List<Reservation> removed) {

        /**
         * Copies the lists.
         *
         * @param before what was left of the stock before
         * @param after what is left of it now
         * @param made reservations that were not there, with their decisions
         * @param changed reservations on which the decision is another now, with the new one
         * @param removed reservations that are gone, with the decisions that they had
         */
        public Change {
            Objects.requireNonNull(before, "before");
            Objects.requireNonNull(after, "after");
            made = List.copyOf(made);
            changed = List.copyOf(changed);
            removed = List.copyOf(removed);
        }

        private boolean isEmpty() {
            return before.equals(after) && made.isEmpty() && changed.isEmpty() && removed.isEmpty();
        }
    }

    private Decisions decisions() {
        Decisions known = decisions;
        if (known == null) {
            known = Decisions.of(store().entries());
            decisions = known;
        }
        return known;
    }

    /**
     * The units that a reservation made now could get, as far as is known here.
     *
     * @return what is left of the stock, never below 0
     */
    public BigInteger available() {
        return decisions().available();
    }

    /** What is left, and all reservations. Takes O(n). */
    @Override
    public Book value() {
        return new Book(available(), decisions().reservations());
    }

    /**
     * What is decided about a reservation, as far as is known here.
     *
     * @param reservation its id
     * @return the decision, empty if the reservation is not here
     */
    public Optional<Reservation> decision(Dot reservation) {
        LogEntry<Long> entry = store().get(reservation);
        return entry == null || entry.item() > 0
                ? Optional.empty()
                : Optional.of(decisions().find(entry));
    }

    /**
     * The reservations whose decisions no event at or after a watermark can change.
     *
     * @param watermark a time before which no replica makes events any more, as far as they have not come
     * @return those made before it, in order
     */
    public List<Reservation> settled(HybridTimestamp watermark) {
        return decisions().reservations(watermark, true);
    }

    /**
     * The reservations whose decisions may still change.
     *
     * @param watermark see {@link #settled}
     * @return those made at it or later, in order
     */
    public List<Reservation> tentative(HybridTimestamp watermark) {
        return decisions().reservations(watermark, false);
    }

    /**
     * What is owed for settled reservations that were rejected. Whoever asks, and whenever, the same reservation leads to the same
     * compensation; the ledger does not keep which of them were made.
     *
     * @param watermark see {@link #settled}
     * @return one for each settled rejected reservation, in order
     */
    public List<Compensation> compensations(HybridTimestamp watermark) {
        return settled(watermark).stream()
                .filter(reservation -> !reservation.isAccepted())
                .map(Compensation::of)
                .toList();
    }

    /**
     * The reservation that a delta is about.
     *
     * @param delta what one {@link #reserve} returned
     * @return the id of its reservation
     * @throws IllegalStateException if the delta is not that of one mutator
     */
    public static Dot reservationOf(Causal<LogStore<Long>> delta) {
        return delta.store().onlyDot();
    }

    /**
     * Adds to the stock now.
     *
     * @param units how many, at least 1
     * @return the delta
     */
    public Causal<LogStore<Long>> restock(long units) {
        return enter(checked(units), now());
    }

    /**
     * Adds to the stock as of a given time, for events that carry their own.
     *
     * @param units how many, at least 1
     * @param time when it happened
     * @return the delta
     */
    public Causal<LogStore<Long>> restock(long units, HybridTimestamp time) {
        return enter(checked(units), time);
    }

    /**
     * Reserves now. It is recorded whether or not the stock suffices; ask {@link #decision} what that means as far as is known here.
     *
     * @param units how many, at least 1; all of them or none
     * @return the delta, see {@link #reservationOf} for the id
     */
    public Causal<LogStore<Long>> reserve(long units) {
        return enter(-checked(units), now());
    }

    /**
     * Reserves as of a given time, for events that carry their own.
     *
     * @param units how many, at least 1; all of them or none
     * @param time when it happened
     * @return the delta, see {@link #reservationOf} for the id
     */
    public Causal<LogStore<Long>> reserve(long units, HybridTimestamp time) {
        return enter(-checked(units), time);
    }

    private static long checked(long units) {
        if (units < 1) {
            throw new IllegalArgumentException("units must be at least 1: " + units
                    + "; to give something back, restock; to take something out, reserve");
        }
        return units;
    }

    private HybridTimestamp now() {
        return replicaContext().nextTimestamp(decisions().latest());
    }

    private Causal<LogStore<Long>> enter(long units, HybridTimestamp time) {
        Objects.requireNonNull(time, "time");
        Decisions known = decisions();
        Dot dot = replicaContext().nextDot();
        LogEntry<Long> entry = new LogEntry<>(dot, time, units, DotSet.empty());
        Causal<LogStore<Long>> delta = commit(store().put(entry, owner()), LogStore.of(entry), CausalContext.of(dot));
        add(known, List.of(entry));
        return delta;
    }

    private void add(Decisions known, List<LogEntry<Long>> entries) {
        BigInteger before = known.available();
        Decisions.Difference difference = known.addAll(entries);
        if (isObserved()) {
            Change change = new Change(before, known.available(), difference.made(), difference.changed(), List.of());
            report(change.isEmpty() ? null : change);
        }
    }

    @Override
    protected void emptied() {
        decisions = null;
    }

    @Override
    protected LogStore<Long> join(LogStore<Long> mine, LogStore<Long> theirs, JoinScope scope) {
        Decisions known = isObserved() ? decisions() : decisions;
        LogStore.Merge<Long> merge = mine.merge(theirs, scope);
        if (known == null) {
            return merge.store();
        }
        if (!merge.isMoreThanAdded() && !known.isWorthRebuilding(merge.added())) {
            add(known, merge.added());
        } else if (isObserved()) {
            Decisions rebuilt = Decisions.of(merge.store().entries());
            decisions = rebuilt;
            report(change(known, rebuilt));
        } else {
            decisions = null;
        }
        return merge.store();
    }

    @Override
    public @Nullable Change change(LogStore<Long> before, LogStore<Long> after) {
        return change(Decisions.of(before.entries()), Decisions.of(after.entries()));
    }

    private static @Nullable Change change(Decisions before, Decisions after) {
        Map<Dot, Reservation> old = new HashMap<>();
        before.reservations().forEach(reservation -> old.put(reservation.id(), reservation));
        Map<Dot, Reservation> now = new HashMap<>();
        after.reservations().forEach(reservation -> now.put(reservation.id(), reservation));
        Change change = new Change(
                before.available(),
                after.available(),
                after.reservations().stream()
                        .filter(made -> !old.containsKey(made.id()))
                        .toList(),
                after.reservations().stream()
                        .filter(present -> old.containsKey(present.id()) && !present.equals(old.get(present.id())))
                        .toList(),
                before.reservations().stream()
                        .filter(gone -> !now.containsKey(gone.id()))
                        .toList());
        return change.isEmpty() ? null : change;
    }

    @Override
    public void checkInvariants() {
        super.checkInvariants();
        Decisions rebuilt = Decisions.of(store().entries());
        if (!rebuilt.lefts().equals(decisions().lefts())
                || !rebuilt.reservations().equals(value().reservations())) {
            throw new IllegalStateException("decided are " + value() + ", but should be " + rebuilt.reservations());
        }
    }

    /* units as signed numbers, of which 0 and the one without a positive counterpart are no units */
    private static final class UnitsFormat implements WireFormat<Long> {

        @Override
        public void write(Long units, WireOutput out) {
            out.writeSigned(units);
        }

        @Override
        public Long read(WireInput in) {
            long units = in.readSigned();
            if (units == 0 || units == Long.MIN_VALUE) {
                throw WireInput.corrupt(units + " units");
            }
            return units;
        }
    }
}
