// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.counter;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotConsumer;
import org.crdt4j.causality.DotCover;
import org.crdt4j.causality.DotStore;
import org.crdt4j.causality.JoinScope;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;

/**
 * The dot store of a counter that can be reset: for each replica how far it has counted, and up to where that was reset. Immutable.
 *
 * <p>Join: for each replica the later of both marks, each; an entry that one side has seen and no longer has is gone.
 */
public final class CountStore implements DotStore<CountStore> {

    /* A replica counts by itself, one event after another, so "its running total at its event n" is one number, the same wherever it
     * is known. Both marks of an entry are such (event, total) pairs; the later is the one with the higher event. A reset moves the
     * lower mark up to the upper one that it observed; what is counted concurrently lies above it. So resets cost nothing per
     * increment, and a concurrent increment can never carry along what the reset had cancelled.
     *
     * An entry whose marks are equal counts 0. Its own replica may drop it at once, since nobody else makes upper marks; any other
     * must wait until the reset is stable, because until then that replica may still send an upper mark with an older lower one. A
     * replica that has no entry any more starts a new one; its birth is later, and overrules all that is left of older ones.
     *
     * Events between birth and upper mark are in contexts, though nobody removed them: they were counted on. So only who has seen both
     * the birth and the upper mark of an entry, and no longer has it, says that it is gone. */

    private static final CountStore EMPTY = new CountStore(List.of());

    /**
     * What one replica has counted.
     *
     * @param origin the replica
     * @param birth its event with which this entry began
     * @param event its latest event that counted
     * @param total its running total at that event
     * @param resetEvent the event up to which it was reset; 0 if never
     * @param resetTotal its running total at that event
     */
    public record Entry(ReplicaId origin, long birth, long event, long total, long resetEvent, long resetTotal) {

        /**
         * Checks the events' order.
         *
         * @param origin the replica
         * @param birth its event with which this entry began
         * @param event its latest event that counted
         * @param total its running total at that event
         * @param resetEvent the event up to which it was reset; 0 if never
         * @param resetTotal its running total at that event
         */
        public Entry {
            Objects.requireNonNull(origin, "origin");
            boolean resetFits = resetEvent == 0
                    ? resetTotal == 0
                    : birth <= resetEvent && (resetEvent < event || (resetEvent == event && resetTotal == total));
            if (birth < 1 || birth > event || !resetFits) {
                throw new IllegalArgumentException(
                        "no entry of a counter: events " + birth + " to " + event + ", reset at " + resetEvent);
            }
        }

        /* how it continues */
        Entry counted(long newEvent, long amount) {
            return new Entry(origin, birth, newEvent, Math.addExact(total, amount), resetEvent, resetTotal);
        }

        Entry reset() {
            return isZero() ? this : new Entry(origin, birth, event, total, event, total);
        }

        Entry join(Entry other) {
            if (birth != other.birth) {
                return birth > other.birth ? this : other;
            }
            boolean isUpper = event != other.event ? event > other.event : total >= other.total;
            boolean isLower =
                    resetEvent != other.resetEvent ? resetEvent > other.resetEvent : resetTotal >= other.resetTotal;
            Entry upper = isUpper ? this : other;
            Entry lower = isLower ? this : other;
            if (upper == lower) {
                return upper;
            }
            /* one event has two totals only if two replicas act under one identity; even then a join must not fail halfway */
            long joined = upper.event == lower.resetEvent ? lower.resetTotal : upper.total;
            return new Entry(origin, birth, upper.event, joined, lower.resetEvent, lower.resetTotal);
        }

        boolean isZero() {
            return event == resetEvent;
        }

        boolean isSeenBy(DotCover cover) {
            return cover.covers(origin, birth) && cover.covers(origin, event);
        }
    }

    private final List<Entry> entries;

    private CountStore(List<Entry> entries) {
        this.entries = entries;
    }

    /**
     * Nothing counted.
     *
     * @return the empty store
     */
    public static CountStore empty() {
        return EMPTY;
    }

    /**
     * A store of one entry.
     *
     * @param entry the entry
     * @return the store
     */
    public static CountStore of(Entry entry) {
        return new CountStore(List.of(entry));
    }

    /**
     * The entries.
     *
     * @return one a replica, replicas ascending
     */
    public List<Entry> entries() {
        return entries;
    }

    /**
     * The sum.
     *
     * @return what was counted and not reset
     */
    public BigInteger sum() {
        BigInteger sum = BigInteger.ZERO;
        for (Entry entry : entries) {
            sum = sum.add(BigInteger.valueOf(entry.total)).subtract(BigInteger.valueOf(entry.resetTotal));
        }
        return sum;
    }

    boolean isZero() {
        return entries.stream().allMatch(Entry::isZero);
    }

    /**
     * Mints the event of a step.
     *
     * @param surroundings of the counter, whose replica counts
     * @param amount how many
     * @return the entry of the replica, with the step
     * @throws ArithmeticException if the running total would not fit into a {@code long}; then no event was minted
     */
    Entry step(ReplicaContext surroundings, long amount) {
        Entry last = byOrigin().get(surroundings.replica());
        if (last != null) {
            Math.addExact(last.total, amount);
        }
        Dot dot = surroundings.nextDot();
        return last == null
                ? new Entry(dot.replica(), dot.counter(), dot.counter(), amount, 0, 0)
                : last.counted(dot.counter(), amount);
    }

    /**
     * A store with an entry put in the place of its replica's.
     *
     * @param entry the entry
     * @return the changed store
     */
    public CountStore with(Entry entry) {
        NavigableMap<ReplicaId, Entry> sorted = byOrigin();
        sorted.put(entry.origin, entry);
        return new CountStore(List.copyOf(sorted.values()));
    }

    private NavigableMap<ReplicaId, Entry> byOrigin() {
        NavigableMap<ReplicaId, Entry> sorted = new TreeMap<>();
        entries.forEach(entry -> sorted.put(entry.origin, entry));
        return sorted;
    }

    @Override
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    @Override
    public CountStore bottom() {
        return EMPTY;
    }

    @Override
    public CountStore self() {
        return this;
    }

    @Override
    public void forEachDot(DotConsumer action) {
        for (Entry entry : entries) {
            action.accept(entry.origin, entry.birth);
            if (entry.event > entry.birth) {
                action.accept(entry.origin, entry.event);
            }
        }
    }

    /* both marks count; an entry that was reset to 0 may be gone elsewhere already */
    void forEachVisibleDot(DotConsumer action) {
        for (Entry entry : entries) {
            if (!entry.isZero()) {
                action.accept(entry.origin, entry.event);
                action.accept(entry.origin, -1 - entry.resetEvent);
            }
        }
    }

    @Override
    public CountStore join(CountStore other, JoinScope scope) {
        if (this == other) {
            return this;
        }
        NavigableMap<ReplicaId, Entry> theirs = other.byOrigin();
        TreeMap<ReplicaId, Entry> joined = new TreeMap<>();
        for (Entry mine : entries) {
            Entry their = theirs.remove(mine.origin);
            if (their != null) {
                joined.put(mine.origin, mine.join(their));
            } else if (!mine.isSeenBy(scope.theirs())) {
                joined.put(mine.origin, mine);
            }
        }
        for (Entry their : theirs.values()) {
            if (!their.isSeenBy(scope.mine())) {
                joined.put(their.origin, their);
            }
        }
        List<Entry> result = List.copyOf(joined.values());
        if (result.equals(entries)) {
            return this;
        }
        scope.markChanged();
        return result.isEmpty() ? EMPTY : new CountStore(result);
    }

    /** Entries that were reset are always included: a reset has no dot of its own by which to tell whether the peer knows it. */
    @Override
    public CountStore since(DotCover seen) {
        return keeping(entries.stream()
                .filter(entry -> entry.resetEvent > 0 || !seen.covers(entry.origin, entry.event))
                .toList());
    }

    private CountStore keeping(List<Entry> kept) {
        if (kept.size() == entries.size()) {
            return this;
        }
        return kept.isEmpty() ? EMPTY : new CountStore(kept);
    }

    /** The entries, each reset to where it is. */
    @Override
    public CountStore removed() {
        return entries.isEmpty()
                ? EMPTY
                : new CountStore(entries.stream().map(Entry::reset).toList());
    }

    @Override
    public CountStore removal() {
        return withoutZeros(origin -> true).removed();
    }

    /**
     * This store without entries that count nothing any more.
     *
     * @param test of which replicas
     * @return the rest; this very object if there are none
     */
    CountStore withoutZeros(Predicate<ReplicaId> test) {
        return keeping(entries.stream()
                .filter(entry -> !(entry.isZero() && test.test(entry.origin)))
                .toList());
    }

    /* a reset has a dot, but a mark does not tell which; so it is stable for certain only if everything seen here is */
    static Predicate<ReplicaId> droppable(ReplicaContext surroundings, VersionVector stable) {
        boolean allStable =
                CausalContext.of(stable).covers(surroundings.context().snapshot());
        return origin -> allStable || origin.equals(surroundings.replica());
    }

    /**
     * How these stores are written.
     *
     * @return the format
     */
    public static WireFormat<CountStore> format() {
        return new WireFormat<>() {
            @Override
            public void write(CountStore store, WireOutput out) {
                out.writeSize(store.entries.size());
                for (Entry entry : store.entries) {
                    out.writeDot(entry.origin, entry.event);
                    out.writeSigned(entry.total);
                    out.writeCount(entry.event - entry.birth);
                    out.writeCount(entry.resetEvent == 0 ? 0 : entry.event - entry.resetEvent + 1);
                    if (entry.resetEvent != 0 && !entry.isZero()) {
                        out.writeSigned(entry.resetTotal);
                    }
                }
            }

            @Override
            public CountStore read(WireInput in) {
                List<Entry> entries = new ArrayList<>();
                for (int left = in.readSize(); left > 0; left--) {
                    Entry entry = in.readDot((origin, event) -> readEntry(origin, event, in));
                    if (!entries.isEmpty()
                            && entries.get(entries.size() - 1).origin.compareTo(entry.origin) >= 0) {
                        throw WireInput.corrupt("replicas of a counter that are not ascending");
                    }
                    entries.add(entry);
                }
                return entries.isEmpty() ? EMPTY : new CountStore(List.copyOf(entries));
            }
        };
    }

    private static Entry readEntry(ReplicaId origin, long event, WireInput in) {
        long total = in.readSigned();
        long sinceBirth = in.readCount();
        long sinceReset = in.readCount() - 1;
        if (sinceBirth >= event || sinceReset > sinceBirth) {
            throw WireInput.corrupt("a counter that counted or was reset before its first event");
        }
        if (sinceReset < 0) {
            return new Entry(origin, event - sinceBirth, event, total, 0, 0);
        }
        long resetTotal = sinceReset == 0 ? total : in.readSigned();
        return new Entry(origin, event - sinceBirth, event, total, event - sinceReset, resetTotal);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof CountStore other && entries.equals(other.entries);
    }

    @Override
    public int hashCode() {
        return entries.hashCode();
    }

    @Override
    public String toString() {
        return entries.toString();
    }
}
