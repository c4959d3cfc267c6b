// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.crdt.Delta;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;
import org.crdt4j.error.IncompatibleTypeException;
import org.crdt4j.error.LimitExceededException;

/**
 * Tells events that were there before from new ones, by ids, for events that have an id and a time but no offset. Those that do have
 * offsets are better off with a {@link SourceId}, which needs no window.
 *
 * <p>Ids are remembered for a window of <em>event</em> time: as long as their event is no older than the window behind the newest
 * event. No wall clock forgets anything, so a consumer that was down for a week still knows what it had seen. An event that is
 * older than the window may have been counted and forgotten, or be new: {@link Answer#TOO_OLD} leaves that to the application,
 * which may count it elsewhere, ask, or drop it and say so.
 *
 * <p>It only knows what this consumer, or one whose state it {@linkplain #join joined}, has seen. <strong>Two consumers that take one event
 * before either has joined the other's state both call it the first.</strong> So the next one joins before it reads. What is
 * remembered has to be stored together with what the events did, see {@link SourceConsumer}.
 *
 * <p>Memory: one entry an id, {@code maxIds} at most. All calls take O(log ids), but a join O(ids of both). Not thread-safe.
 */
public final class EventWindow {

    /* The newest time is that of some id that is remembered, so the ids with their times are all of the state. */

    private static final int DEFAULT_MAX_IDS = 1_000_000;

    private final long windowMillis;
    private final int maxIds;
    private final HybridClock clock;
    private final Map<Object, Long> times = new HashMap<>();
    private final TreeMap<Long, Set<Object>> byTime = new TreeMap<>();

    /**
     * A window that has seen nothing and remembers a million ids at most.
     *
     * @param window how much older than the newest event an event may be, in whole milliseconds; the same at all consumers
     * @param clock tells which event times are too far in the future, nothing else
     */
    public EventWindow(Duration window, HybridClock clock) {
        this(window, DEFAULT_MAX_IDS, clock);
    }

    /**
     * A window that has seen nothing.
     *
     * @param window how much older than the newest event an event may be, in whole milliseconds; the same at all consumers
     * @param maxIds how many ids may be remembered, from 1
     * @param clock tells which event times are too far in the future, nothing else
     */
    public EventWindow(Duration window, int maxIds, HybridClock clock) {
        if (window.isNegative() || maxIds < 1) {
            throw new IllegalArgumentException(
                    "a window must not be negative, and maxIds not below 1: " + window + ", " + maxIds);
        }
        this.windowMillis = window.toMillis();
        this.maxIds = maxIds;
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /** What is known of an event. */
    public enum Answer {
        /** It was not there before. */
        FIRST,
        /** It was there before. */
        REPEATED,
        /** It is older than the window, and not known: perhaps it was there and is forgotten. */
        TOO_OLD
    }

    /**
     * Looks whether an event was there before, and remembers nothing.
     *
     * @param id the id of the event, a value with an equality of its own that never changes
     * @param time when it happened, by the event itself
     * @return what {@link #first} would answer
     * @throws LimitExceededException as {@link #first}
     */
    public Answer ask(Object id, Instant time) {
        Objects.requireNonNull(id, "id");
        long millis = checkedMillis(time);
        if (times.containsKey(id)) {
            return Answer.REPEATED;
        }
        if (millis < floor()) {
            return Answer.TOO_OLD;
        }
        checkRoom(millis);
        return Answer.FIRST;
    }

    /**
     * Takes an event, and remembers its id if it is new. An id that is repeated with a later time is remembered from then on. <strong>To be
     * called when the event has had its effect</strong> or cannot fail to have it; before that, {@link #ask}.
     *
     * @param id the id of the event, a value with an equality of its own that never changes
     * @param time when it happened, by the event itself; finer parts than milliseconds are cut off
     * @return whether it was there before; nothing is remembered of one that is too old
     * @throws LimitExceededException if the time is too far in the future, or there is no room for one more id; nothing has changed
     */
    public Answer first(Object id, Instant time) {
        Answer answer = ask(id, time);
        if (answer != Answer.TOO_OLD) {
            remember(id, time.toEpochMilli());
        }
        return answer;
    }

    /* one event from the far future would have all ids forgotten and all events be too old */
    private long checkedMillis(Instant time) {
        clock.check(SourceId.timeOf(time));
        return time.toEpochMilli();
    }

    private void checkRoom(long millis) {
        if (times.size() < maxIds) {
            return;
        }
        int forgotten = 0;
        for (Set<Object> ids : byTime.headMap(millis - windowMillis).values()) {
            forgotten += ids.size();
        }
        if (times.size() - forgotten >= maxIds) {
            throw new LimitExceededException("no room for one more id: " + times.size()
                    + " are remembered, and maxIds is " + maxIds + "; raise it, or make the window of " + windowMillis
                    + " ms shorter at all consumers");
        }
    }

    private void remember(Object id, long millis) {
        Long before = times.get(id);
        if (before != null && before >= millis) {
            return;
        }
        if (before != null) {
            Set<Object> ids = Objects.requireNonNull(byTime.get(before));
            ids.remove(id);
            if (ids.isEmpty()) {
                byTime.remove(before);
            }
        }
        times.put(id, millis);
        byTime.computeIfAbsent(millis, ignored -> new HashSet<>()).add(id);
        prune();
    }

    private void prune() {
        Map<Long, Set<Object>> old = byTime.headMap(floor());
        old.values().forEach(ids -> ids.forEach(times::remove));
        old.clear();
    }

    private long floor() {
        return byTime.isEmpty() ? Long.MIN_VALUE : byTime.lastKey() - windowMillis;
    }

    /**
     * How many ids are remembered.
     *
     * @return their number
     */
    public int size() {
        return times.size();
    }

    /**
     * What is remembered.
     *
     * @return an immutable copy, in O(ids)
     */
    public State state() {
        return new State(windowMillis, Map.copyOf(times));
    }

    /**
     * Takes over what another consumer has seen, or what was stored.
     *
     * @param other its state
     * @return whether anything is new
     * @throws IncompatibleTypeException if its window is another one; nothing has changed
     * @throws LimitExceededException if the newest event is too far in the future, or both together have too many ids; nothing has
     *     changed
     */
    public boolean join(State other) {
        check(other);
        return resume(other);
    }

    /* as join, but takes every time, since it is the state that was stored here */
    boolean resume(State stored) {
        State joined = joined(stored);
        if (joined.ids.equals(times)) {
            return false;
        }
        times.clear();
        byTime.clear();
        joined.ids.forEach(this::remember);
        return true;
    }

    /* refuses what join would refuse */
    void check(State other) {
        joined(other);
        if (!other.isBottom()) {
            clock.check(SourceId.timeOf(Instant.ofEpochMilli(other.newest())));
        }
    }

    private State joined(State other) {
        if (other.windowMillis != windowMillis) {
            throw new IncompatibleTypeException("a window of " + other.windowMillis + " ms cannot be joined to one of "
                    + windowMillis + " ms: give all consumers the same");
        }
        State joined = state().join(other);
        if (joined.ids.size() > maxIds) {
            throw new LimitExceededException(
                    joined.ids.size() + " ids together, and maxIds is " + maxIds + ": raise it");
        }
        return joined;
    }

    @Override
    public String toString() {
        return "EventWindow[" + times.size() + " ids in " + windowMillis + " ms]";
    }

    /**
     * The ids that are remembered: a lattice. A join takes all ids of both, of one that both have the later time, and then forgets what is
     * older than the window behind the newest.
     *
     * <p>Forgetting early or late comes to the same: what one side's newest event makes too old, the newest of both does as well, and
     * of the newest events and of the later times only the greatest counts. So it does not matter in which order states meet.
     *
     * @param windowMillis how much older than the newest an event may be
     * @param ids of each id the latest time, in milliseconds since 1970, none older than the window behind the greatest
     */
    public record State(long windowMillis, Map<Object, Long> ids) implements Delta<State> {

        /**
         * Copies the map.
         *
         * @param windowMillis how much older than the newest an event may be
         * @param ids of each id the latest time, none older than the window behind the greatest
         */
        public State {
            ids = Map.copyOf(ids);
            boolean isTooOldThere = !ids.isEmpty() && Collections.min(ids.values()) < newest(ids) - windowMillis;
            if (windowMillis < 0 || isTooOldThere) {
                throw new IllegalArgumentException("ids that are older than the window of " + windowMillis + " ms");
            }
        }

        private static long newest(Map<Object, Long> ids) {
            return Collections.max(ids.values());
        }

        private long newest() {
            return newest(ids);
        }

        /**
         * {@inheritDoc}
         *
         * @throws IllegalArgumentException if the other window is another one
         */
        @Override
        public State join(State other) {
            if (windowMillis != other.windowMillis) {
                throw new IllegalArgumentException("two windows: " + windowMillis + " and " + other.windowMillis);
            }
            Map<Object, Long> joined = new HashMap<>(ids);
            other.ids.forEach((id, time) -> joined.merge(id, time, Math::max));
            if (!joined.isEmpty()) {
                long floor = newest(joined) - windowMillis;
                joined.values().removeIf(time -> time < floor);
            }
            return new State(windowMillis, joined);
        }

        @Override
        public boolean isBottom() {
            return ids.isEmpty();
        }

        /**
         * How it is written: the window, the newest time, and of each id how much older it is.
         *
         * @return the format
         */
        public static WireFormat<State> format() {
            return new Format();
        }
    }

    private static final class Format implements WireFormat<State> {

        private final WireFormat<Map<Object, Long>> ages = WireFormat.map(new WireFormat<>() {
            @Override
            public void write(Long age, WireOutput out) {
                out.writeCount(age);
            }

            @Override
            public Long read(WireInput in) {
                return in.readCount();
            }
        });

        @Override
        public void write(State state, WireOutput out) {
            out.writeCount(state.windowMillis);
            long newest = state.isBottom() ? 0 : state.newest();
            out.writeTimestamp(SourceId.timeOf(Instant.ofEpochMilli(newest)));
            Map<Object, Long> written = new HashMap<>(state.ids);
            written.replaceAll((id, time) -> newest - time);
            ages.write(written, out);
        }

        @Override
        public State read(WireInput in) {
            long window = in.readCount();
            var newest = in.readTimestamp();
            Map<Object, Long> ids = new HashMap<>(ages.read(in));
            boolean isNewestThere = ids.isEmpty() ? newest.millis() == 0 : ids.containsValue(0L);
            if (newest.counter() != 0 || !isNewestThere) {
                throw WireInput.corrupt("a window without its newest event");
            }
            ids.replaceAll((id, age) -> {
                if (age > window || age > newest.millis()) {
                    throw WireInput.corrupt("an id outside of its window");
                }
                return newest.millis() - age;
            });
            return new State(window, ids);
        }
    }
}
