// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.DotCover;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.MutableCausalContext;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.codec.Codec;
import org.crdt4j.crdt.Crdt;
import org.crdt4j.crdt.CrdtType;
import org.crdt4j.crdt.Delta;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.op.OperationObject;

/** What a replica knows: its objects, what it has received, and which object changed when. Not thread-safe. */
final class ReplicaState {

    /* received: the numbers of all events that are reflected here; its part without gaps is the version. Invariants:
     * I1 version[o] >= n: every event of o up to n is reflected on every object.
     * I2 per object and origin, what is reflected is a prefix (the object's clock).
     * I3 each event between floor and version is indexed, or superseded by a later event on its object. */

    private static final int ANSWER_BITS = 32;

    private final ReplicaId id;
    private final Codec codec;
    private final HybridClock clock;
    private final LongSupplier ticker;
    private final SyncRules rules;
    private final Portions portions;
    private final long secret;
    private final NavigableMap<String, ObjectEntry<?, ?, ?>> objects = new TreeMap<>();
    private final List<OperationObject<?, ?, ?, ?>> operationBased = new ArrayList<>();
    private final ChangeIndex index = new ChangeIndex();
    private final AtomicEvents atomicEvents = new AtomicEvents(AtomicEvents.MAX_EVENTS);
    private final MutableCausalContext received = new MutableCausalContext();
    private final Consumer<ObjectEntry<?, ?, ?>> created;
    private VersionVector floor = VersionVector.empty();

    /* what peers had seen that lacked objects which were emptied here for that; no event stands for it on the objects */
    private VersionVector emptiedBy = VersionVector.empty();
    private long lastEvent;
    private long openings;
    private long answersMade;
    private boolean updating;
    private Fingerprint visible = Fingerprint.ZERO;
    private final Set<ObjectEntry<?, ?, ?>> uncounted = new HashSet<>();

    ReplicaState(
            ReplicaId id,
            Codec codec,
            HybridClock clock,
            LongSupplier ticker,
            SyncRules rules,
            Portions portions,
            long secret,
            Consumer<ObjectEntry<?, ?, ?>> created) {
        this.id = id;
        this.codec = codec;
        this.clock = clock;
        this.ticker = ticker;
        this.rules = rules;
        this.portions = portions;
        this.secret = secret;
        this.created = created;
    }

    ReplicaId id() {
        return id;
    }

    Codec codec() {
        return codec;
    }

    HybridClock clock() {
        return clock;
    }

    SyncRules rules() {
        return rules;
    }

    Portions portions() {
        return portions;
    }

    ChangeIndex index() {
        return index;
    }

    AtomicEvents atomicEvents() {
        return atomicEvents;
    }

    MutableCausalContext received() {
        return received;
    }

    VersionVector version() {
        return received.vector();
    }

    VersionVector floor() {
        return floor;
    }

    void raiseFloor(VersionVector newFloor) {
        floor = newFloor;
    }

    long lastEvent() {
        return lastEvent;
    }

    /** Whether an update is being made, by the very thread that asks. */
    boolean isUpdating() {
        return updating;
    }

    void setUpdating(boolean isUpdating) {
        updating = isUpdating;
    }

    /** What beside the objects has to be kept. */
    Message.Mark mark() {
        return new Message.Mark(openings, lastEvent, received.snapshot(), floor);
    }

    void restore(Message.Mark mark) {
        openings = Math.max(openings, mark.openings());
        received.addAll(mark.received());
        floor = floor.join(mark.floor());
        restoreLastEvent(mark.lastEvent());
    }

    /** Notes that this replica lives once more, so that its answers are not mistaken for those of its life before. */
    void reopen() {
        openings++;
    }

    /** A name for an answer that no other has. */
    Message.AnswerId nextAnswer() {
        return new Message.AnswerId(id, (openings << ANSWER_BITS) + ++answersMade);
    }

    void restoreLastEvent(long event) {
        lastEvent = Math.max(lastEvent, event);
        received.fill(id, lastEvent);
    }

    Optional<ObjectEntry<?, ?, ?>> find(String name) {
        return Optional.ofNullable(objects.get(name));
    }

    /** The objects of which an application sees anything. */
    void forEachVisible(Consumer<ObjectEntry<?, ?, ?>> action) {
        startingWith("").filter(ObjectEntry::isVisible).forEach(action);
    }

    boolean contains(ObjectEntry<?, ?, ?> entry) {
        return objects.get(entry.name()) == entry;
    }

    /** Whether some events are reflected on an object. */
    boolean reflects(ObjectEntry<?, ?, ?> entry, CausalContext events) {
        return events.isEmpty()
                || received.covers(events)
                || received.snapshot().join(entry.clock().snapshot()).covers(events);
    }

    Collection<ObjectEntry<?, ?, ?>> all() {
        return objects.values();
    }

    /** The objects named from {@code low} up to, and without, {@code high}; an empty {@code high} is the end. */
    Collection<ObjectEntry<?, ?, ?>> between(String low, String high) {
        return (high.isEmpty() ? objects.tailMap(low, true) : objects.subMap(low, true, high, false)).values();
    }

    /** The objects whose names begin so, sorted; an application sees something of those that are visible. */
    Stream<ObjectEntry<?, ?, ?>> startingWith(String prefix) {
        visibleFingerprint();
        return objects.tailMap(prefix, true).values().stream()
                .takeWhile(entry -> entry.name().startsWith(prefix));
    }

    /** The name after the given number of names from {@code low} on, empty if there are no more. */
    String nameAfter(String low, int count) {
        return objects.tailMap(low, true).keySet().stream()
                .skip(count)
                .findFirst()
                .orElse("");
    }

    /** A new object that does not belong to this replica yet. */
    <T extends Crdt<D, C>, D extends Delta<D>, C> ObjectEntry<T, D, C> prepare(String name, CrdtType<T, D, C> type) {
        return ObjectEntry.of(name, type, new ObjectContext(new MutableCausalContext()), portions);
    }

    /** A copy of an object, which does not belong to this replica, but mints numbers of it. */
    <T extends Crdt<D, C>, D extends Delta<D>, C> ObjectEntry<T, D, C> copy(ObjectEntry<T, D, C> entry) {
        return entry.copy(
                new ObjectContext(new MutableCausalContext(entry.clock().snapshot())));
    }

    /** Takes a new object in, if it is not there already. */
    void add(ObjectEntry<?, ?, ?> entry) {
        if (objects.putIfAbsent(entry.name(), entry) == null) {
            entry.operations().ifPresent(operationBased::add);
            created.accept(entry);
        }
    }

    /** The message of a local event: of whatever the mutators minted, or of one number if they minted none. */
    Message.Push push(ObjectEntry<?, ?, ?> entry, long eventBefore, VersionVector clockBefore, byte[] delta) {
        /* an earlier event may have left with the object when it was collected; then it is not above the floor */
        long previous = Math.max(clockBefore.get(id), floor.get(id));
        Message.Row row = Message.Row.fresh(entry.name(), entry.type(), delta);
        return new Message.Push(id, eventBefore + 1, Math.max(lastEvent, eventBefore + 1), previous, row);
    }

    /** Mints the number of a change that has minted none. */
    long nextEvent() {
        lastEvent = Math.addExact(lastEvent, 1);
        return lastEvent;
    }

    /** Takes back numbers that nobody has heard of. */
    void forgetEventsAfter(long event) {
        lastEvent = event;
    }

    /** Completes a local event. */
    void recordLocal(ObjectEntry<?, ?, ?> entry, long eventBefore, VersionVector clockBefore) {
        if (lastEvent == eventBefore) {
            entry.clock().fill(id, ++lastEvent);
        }
        add(entry);
        received.fill(id, lastEvent);
        reindex(entry, clockBefore);
    }

    /** Joins what a fresh event is on one object, which was checked to follow on what is reflected here. */
    <T extends Crdt<D, C>, D extends Delta<D>, C> void join(
            ObjectEntry<T, D, C> entry, D delta, ReplicaId origin, long event) {
        VersionVector before = entry.clock().vector();
        add(entry);
        entry.joinDelta(delta);
        CausalContext context = entry.contextOf(delta);
        context.origins().forEach(seen -> entry.clock().fill(seen, context.max(seen)));
        entry.clock().fill(origin, event);
        reindex(entry, before);
    }

    /** Notes in the index what an object's clock has gained. */
    void reindex(ObjectEntry<?, ?, ?> entry, VersionVector clockBefore) {
        changed(entry);
        entry.clock().vector().forEach((origin, event) -> {
            long before = clockBefore.get(origin);
            if (event > before) {
                index.move(origin, before, event, entry);
            }
        });
    }

    /** Drops what has been empty long enough, and is known to be complete here. Returns how many objects. */
    int collect(long nowMillis, long retentionMillis) {
        List<ObjectEntry<?, ?, ?>> dropped = new ArrayList<>();
        for (Iterator<ObjectEntry<?, ?, ?>> each = objects.values().iterator(); each.hasNext(); ) {
            ObjectEntry<?, ?, ?> entry = each.next();
            if (entry.isEmptyLongEnough(nowMillis, retentionMillis)
                    && received.covers(entry.clock().snapshot())) {
                each.remove();
                dropped.add(entry);
            }
        }
        for (ObjectEntry<?, ?, ?> entry : dropped) {
            VersionVector last = entry.clock().vector();
            last.forEach(index::remove);
            floor = floor.join(last);
        }
        return dropped.size();
    }

    /** The operation-based objects; they are never dropped. */
    List<OperationObject<?, ?, ?, ?>> operationBased() {
        return operationBased;
    }

    /** What is visible on all objects: equal at replicas of equal version, whatever either has compacted or collected. */
    Fingerprint visibleFingerprint() {
        for (ObjectEntry<?, ?, ?> entry : uncounted) {
            visible = visible.plus(entry.recount(secret));
        }
        uncounted.clear();
        return visible;
    }

    /** What is visible in a range of names, and what is reflected there: if both are equal, nothing in the range needs to be sent. */
    Fingerprint rangeFingerprint(String low, String high) {
        Fingerprint sum = Fingerprint.ZERO;
        for (ObjectEntry<?, ?, ?> entry : between(low, high)) {
            sum = sum.plus(entry.visibleFingerprint(secret)).plus(entry.clockFingerprint(secret));
        }
        return sum;
    }

    /** Has to be called after every change of an object. */
    void changed(ObjectEntry<?, ?, ?> entry) {
        entry.touch();
        uncounted.add(entry);
    }

    /** Whether nothing is reflected here beyond the version: no event that came early, no row of an answer that is not complete. */
    boolean isSettled() {
        VersionVector version = version();
        return received.snapshot().equals(CausalContext.of(version))
                && !index.reachesBeyond(version)
                && emptiedBy().isEmpty();
    }

    /** What peers had seen that lacked objects which were emptied here since, as far as that is beyond the version. */
    VersionVector emptiedBy() {
        if (version().covers(emptiedBy)) {
            emptiedBy = VersionVector.empty();
        }
        return emptiedBy;
    }

    /** Objects were emptied since a peer that had seen so much lacks them. */
    void emptiedBy(VersionVector seen) {
        emptiedBy = emptiedBy().join(seen);
    }

    /** The events that are reflected on an object. */
    DotCover reflected(String name) {
        DotCover clock =
                find(name).<DotCover>map(entry -> entry.clock().vector()).orElse(DotCover.NONE);
        return received.or(clock);
    }

    /** Checks the invariants as far as one replica can. */
    void checkInvariants() {
        for (ObjectEntry<?, ?, ?> entry : objects.values()) {
            entry.crdt().checkInvariants();
            entry.clock().vector().forEach((origin, event) -> {
                if (index.at(origin, event) != entry) {
                    throw new IllegalStateException(
                            "event " + origin + ":" + event + " of " + entry.name() + " is not indexed");
                }
            });
        }
        if (received.contiguous(id) < lastEvent) {
            throw new IllegalStateException("own events up to " + lastEvent + ", but the version says " + version());
        }
    }

    /** The surroundings of one object: its dots are the replica's events, and what the replica has received counts as seen. */
    private final class ObjectContext implements ReplicaContext {

        private final MutableCausalContext objectClock;
        private final DotCover seen;

        ObjectContext(MutableCausalContext objectClock) {
            this.objectClock = objectClock;
            this.seen = rules.receiverSaw(objectClock, received);
        }

        @Override
        public ReplicaId replica() {
            return id;
        }

        @Override
        public MutableCausalContext context() {
            return objectClock;
        }

        @Override
        public DotCover seen() {
            return seen;
        }

        @Override
        public long nextEvent() {
            if (!updating) {
                throw new IllegalStateException(
                        "an object can only be read here: change it by a handle's methods, or within its update(...)");
            }
            lastEvent = Math.addExact(lastEvent, 1);
            objectClock.fill(id, lastEvent);
            return lastEvent;
        }

        @Override
        public HybridTimestamp nextTimestamp(HybridTimestamp after) {
            return clock.nextAfter(after);
        }

        @Override
        public long nextTime(long after) {
            return clock.nextAfter(after);
        }

        @Override
        public long monotonicNanos() {
            return ticker.getAsLong();
        }
    }
}
