// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Delta;
import org.crdt4j.crdt.OpCrdt;
import org.crdt4j.crdt.OpType;
import org.crdt4j.error.CrdtException;
import org.crdt4j.error.DuplicateReplicaException;
import org.crdt4j.error.IncompatibleTypeException;
import org.jspecify.annotations.Nullable;

/**
 * Lets each event of a log take effect once, however often the log gives it, in whatever order, and to whichever consumer.
 *
 * <pre>{@code
 * var sold = new SourceConsumer<>(OpPnCounter.type(), ReplicaId.random(), clock);
 * sold.accept(new SourceId("sales", 3, 1017), soldAt, counter -> counter.increment(2)); // as often as it comes
 * store(codec.encode(SourceState.format(OpPnCounter.type()), sold.save())); // the value and the positions are one
 * }</pre>
 *
 * <p><strong>How.</strong> A partition is an origin, an event its {@code offset + 1}-th operation. So all consumers make the very same
 * operation of it, events of a partition take effect in their order, one that is ahead waits, and what has taken effect is one number
 * a partition. Two consumers that both took an event before they knew of each other count it once when they {@linkplain #join join}.
 *
 * <p><strong>Which operations.</strong> The operation must follow from the event alone. So {@code prepare} is given an empty object, and
 * what an operation has seen is nothing: adds to counters and sets, writes, marks, which count by the event's own time where a type goes
 * by time. <strong>What takes back what it has seen takes nothing back</strong>: a remove of an add-wins set, a clear. Where events
 * take away, use a type that decides by time, such as {@link OpLastWriterWinsMap}, or a counter; or let the application do it, as {@link
 * OpReplica#update an update} of its own. And the operation must not follow from anything else, such as a random number or the time.
 *
 * <p><strong>When a consumer starts again</strong>, it goes on with what it stored, and reads each partition from {@link #position}. When
 * a partition is handed to another consumer, that one joins what the former one stored, as soon as it can, and also reads from its own
 * {@link #position}, not from a position that is kept apart from the value. What was {@linkplain #save saved} has to be stored before
 * it is given to others.
 *
 * <p>Whoever consumes a log does not {@linkplain OpCrdt#compact compact} the object: an event that is still to come has seen nothing, so
 * nothing is stable. Operations of types with dots therefore keep a dot each until an update of this replica's own takes their place;
 * those of counters, grow-only sets, and max and min registers leave nothing.
 *
 * <p>Memory besides the object: three numbers a partition with its name, the events that wait, the window if there is one. Not thread-safe.
 *
 * @param <T> the object
 * @param <O> its operations
 * @param <S> its states
 */
public final class SourceConsumer<T extends OpCrdt<O, S, ?>, O, S extends Delta<S>> {

    private final T unseeing;
    private final HybridClock clock;
    private final OpReplica<T, O> replica;
    private final @Nullable EventWindow window;
    private final Map<SourcePartition, Source> sources = new HashMap<>();
    private final Map<ReplicaId, SourcePartition> names = new HashMap<>();

    /** What is known of a partition that does not follow from the delivery. */
    private record Source(ReplicaId origin, long start) {}

    /**
     * A consumer that has read nothing, without a window for ids.
     *
     * @param type the type of the object
     * @param replica the identity of this consumer; no other may have it
     * @param clock tells which event times are too far in the future, and the time of this replica's own operations
     */
    public SourceConsumer(OpType<T, O, S> type, ReplicaId replica, HybridClock clock) {
        this(
                type,
                new SourceState<>(type.bottom(), Saved.of(replica), Map.of(), Optional.empty()),
                clock,
                CausalDelivery.Limits.DEFAULT,
                Optional.empty());
    }

    /**
     * A consumer that goes on where it was saved.
     *
     * @param type the type of the object
     * @param saved what {@link #save} gave
     * @param clock tells which event times are too far in the future, and the time of this replica's own operations
     * @param limits what may wait; the size of an operation counts as nothing
     * @param window remembers ids for {@link #acceptOnce}, empty for none; to be used by nobody else from now on
     * @throws IncompatibleTypeException if another window was saved
     * @throws org.crdt4j.error.LimitExceededException if more ids were saved than the window may have
     */
    public SourceConsumer(
            OpType<T, O, S> type,
            SourceState<O, S> saved,
            HybridClock clock,
            CausalDelivery.Limits limits,
            Optional<EventWindow> window) {
        this.unseeing = type.create();
        this.clock = Objects.requireNonNull(clock, "clock");
        this.window = window.orElse(null);
        T object = type.create();
        object.join(saved.state());
        this.replica = new OpReplica<>(object, new CausalDelivery<>(saved.delivery(), clock, limits));
        saved.starts().forEach(this::register);
        saved.window().ifPresent(stored -> windowFor(stored).resume(stored));
    }

    private void register(SourcePartition source, long start) {
        ReplicaId origin = source.origin();
        SourcePartition other = names.putIfAbsent(origin, source);
        if (other != null && !other.equals(source)) {
            throw new DuplicateReplicaException(
                    source + " has the same identity as " + other + ": read one of them under another topic name");
        }
        sources.put(source, new Source(origin, start));
    }

    private EventWindow windowFor(EventWindow.State other) {
        if (window == null) {
            throw new IncompatibleTypeException(
                    "this consumer has no window, the other one has one of " + other.windowMillis() + " ms");
        }
        return window;
    }

    private ReplicaId originOf(SourcePartition source) {
        Source known = sources.get(source);
        return known == null ? source.origin() : known.origin;
    }

    /**
     * Takes an event. It takes effect when all events before it in its partition have taken effect, or were {@linkplain #skipTo
     * skipped}; until then it waits.
     *
     * <p>An event that is refused is read again later, and the consumer does not go beyond it as if it had been counted. One whose time is
     * too far in the future is such an event: it is accepted when the clock has come near, or with a larger {@code maxSkew}; or all
     * consumers agree on another time for it, such as that at which the log took it, or skip it. Never give it the time of reading: that
     * differs from consumer to consumer.
     *
     * @param event its place in the log
     * @param eventTime its own time; finer parts than milliseconds are cut off
     * @param prepare calls one of the object's own methods on an empty object and returns its operation, from the event alone; it may
     *     be called for an event that was there before
     * @return whether it is new; if not, it has taken effect, waits already, or is before the {@linkplain #startAt start}
     * @throws org.crdt4j.error.LimitExceededException if there is no room for it to wait, or it is too far ahead, or its time is too far
     *     in the future; nothing has changed
     * @throws DuplicateReplicaException if another event was at its place; nothing has changed
     * @throws RuntimeException whatever {@code prepare} threw, then nothing has changed; or an observer of the object, then the event has
     *     taken effect
     */
    public boolean accept(SourceId event, Instant eventTime, Function<? super T, ? extends O> prepare) {
        SourcePartition source = event.source();
        if (event.offset() < position(source)) {
            return false;
        }
        O operation = Objects.requireNonNull(prepare.apply(unseeing), "operation");
        boolean isNewSource = !sources.containsKey(source);
        if (isNewSource) {
            register(source, 0);
        }
        try {
            return replica.receive(event.tag(operation, eventTime));
        } catch (CrdtException refused) {
            if (isNewSource) {
                names.remove(sources.remove(source).origin);
            }
            throw refused;
        }
    }

    /**
     * Takes an event that has an id but no place in a log: an operation of this replica's own, unless the window knows the id. Weaker
     * than {@link #accept}: two consumers that take one event before either has joined the other's state both count it.
     *
     * @param id the id of the event
     * @param eventTime its own time
     * @param prepare calls one of the object's own methods, on the live object, and returns its operation
     * @return whether it took effect, or why not; of one that is too old the caller decides
     * @throws IllegalStateException if there is no window
     * @throws org.crdt4j.error.LimitExceededException as {@link EventWindow#first}; nothing has changed
     * @throws RuntimeException whatever {@code prepare} threw, then nothing has changed; or an observer of the object, then the event has
     *     taken effect
     */
    public EventWindow.Answer acceptOnce(Object id, Instant eventTime, Function<? super T, ? extends O> prepare) {
        if (window == null) {
            throw new IllegalStateException("this consumer has no window to remember ids in");
        }
        if (window.ask(id, eventTime) != EventWindow.Answer.FIRST) {
            return window.first(id, eventTime);
        }
        /* the id is remembered exactly if the event takes effect, so that what failed can be given again */
        long before = replica.delivered(replica.replica());
        try {
            replica.update(prepare);
        } finally {
            if (replica.delivered(replica.replica()) > before) {
                window.first(id, eventTime);
            }
        }
        return EventWindow.Answer.FIRST;
    }

    /**
     * Where to read on after a restart, or when a partition is handed over.
     *
     * @param source the partition
     * @return the offset after the last event that took effect; 0 if nothing is known of the partition
     */
    public long position(SourcePartition source) {
        return replica.delivered(originOf(source));
    }

    /**
     * Says that no event of a partition before an offset counts: to begin in the middle. To be said before any of its events is
     * taken, and <strong>alike by all consumers</strong>; one that comes later joins the state of another one instead. Two that began
     * at different offsets are told so when they join.
     *
     * @param source the partition
     * @param offset the first event that counts
     * @throws IllegalStateException if events were taken already, or another start was said
     */
    public void startAt(SourcePartition source, long offset) {
        if (offset < 0) {
            throw new IllegalArgumentException("an offset must not be negative: " + offset);
        }
        long position = position(source);
        Source known = sources.get(source);
        if (position > 0 && known != null && known.start == offset) {
            return;
        }
        if (position > 0 || lowestPending(originOf(source)) < offset) {
            throw new IllegalStateException(source + " cannot start at " + offset + ": events from "
                    + (known == null ? 0 : known.start) + " on were taken already");
        }
        register(source, offset);
        replica.advance(VersionVector.copyOf(counters(originOf(source), offset)), () -> {});
    }

    private static Map<ReplicaId, Long> counters(ReplicaId origin, long counter) {
        return counter == 0 ? Map.of() : Map.of(origin, counter);
    }

    /* the offset of the first event that waits */
    private long lowestPending(ReplicaId origin) {
        long lowest = Long.MAX_VALUE;
        for (Saved.Pending<O> each : replica.save().pending()) {
            var dot = each.operation().dot();
            if (dot.replica().equals(origin)) {
                lowest = Math.min(lowest, dot.counter() - 1);
            }
        }
        return lowest;
    }

    /**
     * Says that the log has no other events of a partition before an offset than those that were taken: its places were taken by marks of
     * transactions, or compacted away. What waited for these takes effect.
     *
     * <p>It must be so for all consumers, from the beginning: an event that one has counted and another one skips is lost for both, or not,
     * by chance. A log that is compacted, or of which some read what was aborted and some do not, cannot be counted. To skip holes as they come,
     * say {@code skipTo(source, offset)} before each event of an ordered read is accepted; that takes O(1) if nothing waits, and
     * otherwise O(what waits) for each hole.
     *
     * @param source the partition
     * @param offset the next event that the log has
     * @return how many places were skipped
     */
    public long skipTo(SourcePartition source, long offset) {
        long skipped = 0;
        ReplicaId origin = originOf(source);
        for (long position = position(source); position < offset; position = position(source)) {
            if (!sources.containsKey(source)) {
                register(source, 0);
            }
            /* only holes: an event that waits among them takes effect, and is not taken for one that was skipped */
            long end = replica.pending() == 0 ? offset : Math.min(offset, lowestPending(origin));
            skipped += end - position;
            replica.advance(VersionVector.of(origin, end), () -> {});
        }
        return skipped;
    }

    /**
     * The events that others wait for. A hole in the log that is never filled stands here for ever, until it is {@linkplain #skipTo skipped}.
     *
     * @return the gaps, in O(n log n) for n events that wait
     */
    public List<SourceGap> missing() {
        List<SourceGap> gaps = new ArrayList<>();
        CausalContext missing = replica.missing();
        missing.forEachInterval((origin, low, high) -> {
            SourcePartition source = names.get(origin);
            if (source != null) {
                gaps.add(new SourceGap(source, low - 1, high - 1));
            }
        });
        return gaps;
    }

    /**
     * Takes over what another consumer had stored. What both had counted counts once.
     *
     * @param other its state, stored before it is given away
     * @return whether anything took effect that had not here
     * @throws DuplicateReplicaException if the two started a partition at different offsets, or the other one knows operations of this
     *     replica that it does not know itself; nothing has changed
     * @throws IncompatibleTypeException if the other one has another window; nothing has changed
     * @throws org.crdt4j.error.LimitExceededException if its time is too far in the future, or both windows together have too many ids;
     *     nothing has changed
     * @throws RuntimeException whatever an observer of the object threw; all has been taken over nevertheless
     */
    public boolean join(SourceState<O, S> other) {
        clock.check(other.delivery().time());
        other.window().ifPresent(ids -> windowFor(ids).check(ids));
        VersionVector theirs = other.delivery().delivered();
        Map<SourcePartition, Long> taken = new HashMap<>();
        other.starts().forEach((source, start) -> {
            if (theirs.get(originOf(source)) > 0) {
                checkStart(source, start);
                taken.put(source, start);
            }
        });
        return replica.advance(theirs, () -> {
            clock.resumeAfter(other.delivery().time());
            taken.forEach(this::register);
            other.window().ifPresent(ids -> windowFor(ids).join(ids));
            replica.object().join(other.state());
        });
    }

    private void checkStart(SourcePartition source, long start) {
        Source known = sources.get(source);
        if (known == null || known.start == start) {
            return;
        }
        if (position(source) > 0 || lowestPending(known.origin) < start) {
            throw new DuplicateReplicaException("of " + source + " events count from " + known.start
                    + " on here and from " + start + " on there: start alike at all consumers, or join before reading");
        }
    }

    /**
     * The object with its delivery: to read and observe the object, and for operations of this replica's own and of others.
     *
     * @return the live replica
     */
    public OpReplica<T, O> replica() {
        return replica;
    }

    /**
     * All that has to survive a restart, and that another consumer can {@linkplain #join join}. Store it as one, and before others get it.
     *
     * @return an immutable copy, in O(state + events that wait + ids)
     */
    public SourceState<O, S> save() {
        Map<SourcePartition, Long> starts = new HashMap<>();
        sources.forEach((source, known) -> starts.put(source, known.start));
        return new SourceState<>(
                replica.object().state(),
                replica.save(),
                starts,
                Optional.ofNullable(window).map(EventWindow::state));
    }

    @Override
    public String toString() {
        return "SourceConsumer[" + replica + "]";
    }
}
