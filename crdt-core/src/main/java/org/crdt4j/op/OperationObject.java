// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Crdt;
import org.crdt4j.crdt.Delta;
import org.crdt4j.crdt.LatticeType;
import org.crdt4j.crdt.OpCrdt;
import org.crdt4j.crdt.OpType;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.error.StaleReplicaException;
import org.crdt4j.op.OperationLog.Base;
import org.crdt4j.op.OperationLog.Logged;
import org.jspecify.annotations.Nullable;

/**
 * An operation-based object that is held like a state-based one: its deltas and states are {@linkplain OperationLog logs of
 * operations}, which can come in any order, late, twice and with gaps. So a {@code Replica} carries operation-based types too.
 *
 * <p>An operation takes effect when all that its author had seen has taken effect; until then it is here, is passed on, and waits ({@link
 * #pending}, {@link #missing}). A peer that lacks the latest operations gets these; one that lacks more gets what they led to, and the
 * operations after it. An operation is kept for peers until it is {@linkplain #compact stable}, the latest {@value #KEPT} at most.
 *
 * <p>An update takes what the type takes; joining one operation O(its dependencies) besides. Not thread-safe.
 *
 * @param <T> the live objects of the operation-based type
 * @param <O> its operations
 * @param <S> its states
 * @param <C> its reports of what changed
 */
public final class OperationObject<T extends OpCrdt<O, S, C>, O, S extends Delta<S>, C>
        implements Crdt<OperationLog<O, S>, C> {

    /* Operations have two numbers. The event is the replica's, with gaps, shared with other objects: by it a peer says what it has. The
     * dot counts the operations of this object without gaps: by it CausalDelivery sees what is missing.
     *
     * The state is (what delivered operations led to, those that wait). It does not tell what is kept: kept only saves sending the
     * whole. Everything that took effect here and is not in kept came with an event that forgotten covers, so whoever has seen
     * forgotten lacks nothing but what is kept. forgotten may cover too much; then the whole is sent in vain, no more. */

    static final int KEPT = 4_096;

    private final OpType<T, O, S> type;
    private final ReplicaContext replicaContext;
    private final T object;
    private final T unseeing;
    private final Deque<Logged<O>> kept = new ArrayDeque<>();
    private final Map<Dot, Logged<O>> waiting = new HashMap<>();
    private final Map<ReplicaId, Long> events = new HashMap<>();
    private VersionVector forgotten = VersionVector.empty();
    private VersionVector stableOperations = VersionVector.empty();
    private boolean isCompacted;
    private final CausalDelivery<O> delivery;
    private @Nullable List<Logged<O>> collected;

    private OperationObject(OpType<T, O, S> type, ReplicaContext replicaContext) {
        this.type = type;
        this.replicaContext = replicaContext;
        this.object = type.create();
        this.unseeing = type.create();
        /* times are given by the replica, which has also refused what lies too far in the future */
        this.delivery = new CausalDelivery<>(replicaContext.replica(), new HybridClock(() -> Instant.EPOCH));
    }

    /**
     * The state-based form of an operation-based type.
     *
     * @param <T> the live objects of the operation-based type
     * @param <O> its operations
     * @param <S> its states
     * @param <C> its reports of what changed
     * @param type the operation-based type
     * @return its form for a replica
     */
    public static <T extends OpCrdt<O, S, C>, O, S extends Delta<S>, C>
            LatticeType<OperationObject<T, O, S, C>, OperationLog<O, S>, C> of(OpType<T, O, S> type) {
        return new LatticeType<>(
                nameOf(type),
                OperationLog.none(type.bottom()),
                replicaContext -> new OperationObject<>(type, replicaContext),
                OperationLog.format(type));
    }

    /**
     * The name of the state-based form.
     *
     * @param type the operation-based type
     * @return the name in messages
     */
    public static String nameOf(OpType<?, ?, ?> type) {
        return "operations(" + type.name() + ")";
    }

    /**
     * The object, to read.
     *
     * @return the live object, never to be changed
     */
    public T object() {
        return object;
    }

    @Override
    public Object value() {
        return object.value();
    }

    /**
     * How many operations are here and wait for others.
     *
     * @return their number
     */
    public int pending() {
        return delivery.pending();
    }

    /**
     * The operations that those wait for.
     *
     * @return their dots, as numbered among the operations of this object
     */
    public CausalContext missing() {
        return delivery.missing();
    }

    /**
     * The operations in effect here, as numbered among those of this object.
     *
     * @return of each origin, its last one
     */
    public VersionVector delivered() {
        return delivery.delivered();
    }

    /**
     * Makes an operation.
     *
     * @param prepare calls one of the object's own methods and returns its operation
     * @return the delta
     */
    public OperationLog<O, S> update(Function<? super T, ? extends O> prepare) {
        O operation = prepare.apply(object);
        object.validate(operation);
        Dot event = replicaContext.nextDot();
        Logged<O> logged = new Logged<>(event, delivery.tag(operation, replicaContext::nextTimestamp));
        return commit(logged, () -> tookEffect(logged));
    }

    /**
     * Takes an event of a log, which others may take too: it is the same operation everywhere, and counts once. As {@link
     * SourceConsumer#accept}; the caller has refused a time that is too far in the future.
     *
     * @param event its place in the log
     * @param eventTime its own time
     * @param prepare calls one of the object's own methods on an empty object and returns its operation, from the event alone
     * @return the delta, which is the bottom if the event was here before
     * @throws StaleReplicaException if the object was {@linkplain #compact compacted} here before it took any event; nothing has changed
     * @throws org.crdt4j.error.CrdtException if it cannot wait, see {@link CausalDelivery#receive}; nothing has changed
     */
    public OperationLog<O, S> accept(SourceId event, Instant eventTime, Function<? super T, ? extends O> prepare) {
        if (event.offset() < position(event.source())) {
            return OperationLog.none(type.bottom());
        }
        checkStillWhole(event.source().origin());
        O operation = prepare.apply(unseeing);
        object.validate(operation);
        Tagged<O> tagged = event.tag(operation, eventTime);
        if (!delivery.replay(tagged)) {
            return OperationLog.none(type.bottom());
        }
        Logged<O> logged = new Logged<>(replicaContext.nextDot(), tagged);
        waiting.put(tagged.dot(), logged);
        return commit(logged, this::deliver);
    }

    /**
     * Where to read a partition on, see {@link SourceConsumer#position}.
     *
     * @param source the partition
     * @return the offset after the last event that took effect
     */
    public long position(SourcePartition source) {
        return delivery.origins.get(source.origin()).delivered;
    }

    /* what an observer throws must not keep the operation from being sent */
    private OperationLog<O, S> commit(Logged<O> logged, Runnable effect) {
        if (collected != null) {
            collected.add(logged);
        }
        effect.run();
        return OperationLog.of(Base.none(type.bottom()), List.of(logged));
    }

    private void tookEffect(Logged<O> logged) {
        note(logged.event());
        kept.addLast(logged);
        if (kept.size() > KEPT) {
            forget(kept.removeFirst().event());
        }
        object.effect(logged.operation());
    }

    private void note(Dot event) {
        events.merge(event.replica(), event.counter(), Math::max);
    }

    private void forget(Dot event) {
        forgotten = forgotten.with(event.replica(), event.counter());
    }

    @Override
    public OperationLog<O, S> inOneDelta(Runnable mutators) {
        List<Logged<O>> outer = collected;
        List<Logged<O>> inner = new ArrayList<>();
        collected = inner;
        try {
            mutators.run();
        } finally {
            collected = outer;
            if (outer != null) {
                outer.addAll(inner);
            }
        }
        return OperationLog.of(Base.none(type.bottom()), inner);
    }

    /**
     * {@inheritDoc}
     *
     * @throws org.crdt4j.error.LimitExceededException if too many operations wait; what was joined before stays
     */
    @Override
    public boolean join(OperationLog<O, S> delta) {
        boolean grew = joinBase(delta.base());
        for (Logged<O> logged : delta.operations()) {
            grew |= take(logged);
        }
        return grew;
    }

    /* an event of a log has seen nothing, and may be of any time: what was forgotten could have mattered to it */
    private void checkStillWhole(ReplicaId origin) {
        if (isCompacted && SourcePartition.isOriginOf(origin)) {
            throw new StaleReplicaException(
                    "an event of a log for an object that was compacted before it took any;"
                            + " keep what takes events in objects of its own, and let it take the first before anybody compacts");
        }
    }

    private boolean take(Logged<O> logged) {
        checkStillWhole(logged.operation().dot().replica());
        if (!delivery.replay(logged.operation())) {
            return false;
        }
        waiting.put(logged.operation().dot(), logged);
        deliver();
        return true;
    }

    private void deliver() {
        for (Tagged<O> next = delivery.poll(); next != null; next = delivery.poll()) {
            tookEffect(Objects.requireNonNull(waiting.remove(next.dot())));
        }
    }

    private boolean joinBase(Base<S> base) {
        base.events().forEach((origin, event) -> note(new Dot(origin, event)));
        if (!delivery.replay(base.delivered(), base.latest())) {
            return false;
        }
        forgotten = forgotten.join(base.events());
        VersionVector contained = delivery.delivered();
        waiting.values().removeIf(logged -> dropIfIn(contained, logged));
        object.join(base.state());
        deliver();
        return true;
    }

    private boolean dropIfIn(VersionVector contained, Logged<O> logged) {
        if (!contained.covers(logged.operation().dot())) {
            return false;
        }
        note(logged.event());
        forget(logged.event());
        return true;
    }

    @Override
    public OperationLog<O, S> state() {
        Base<S> base = new Base<>(
                VersionVector.copyOf(events),
                delivery.delivered(),
                delivery.save().time(),
                object.state());
        return OperationLog.of(base, waiting.values());
    }

    /** The operations that the peer lacks, and what they led to as well if some of them are not kept any more. */
    @Override
    public OperationLog<O, S> deltaSince(VersionVector seen) {
        if (seen.isEmpty() || !seen.covers(forgotten)) {
            return state();
        }
        List<Logged<O>> unseen = new ArrayList<>();
        kept.forEach(logged -> addUnseen(logged, seen, unseen));
        waiting.values().forEach(logged -> addUnseen(logged, seen, unseen));
        return OperationLog.of(Base.none(type.bottom()), unseen);
    }

    private static <O> void addUnseen(Logged<O> logged, VersionVector seen, List<Logged<O>> unseen) {
        if (!seen.covers(logged.event())) {
            unseen.add(logged);
        }
    }

    /**
     * Keeps stable operations no longer, and compacts the object, unless it has taken {@linkplain #accept events of a log}: those still to
     * come have seen nothing. Takes O(kept operations).
     */
    @Override
    public void compact(VersionVector stable) {
        if (stable.covers(forgotten)) {
            stableOperations = stableOperations.join(notKept());
        }
        Deque<Logged<O>> left = new ArrayDeque<>();
        for (Logged<O> logged : kept) {
            Tagged<O> operation = logged.operation();
            if (stable.covers(logged.event()) && isStableAfter(operation)) {
                stableOperations = stableOperations.with(
                        operation.dot().replica(), operation.dot().counter());
                forget(logged.event());
            } else {
                left.add(logged);
            }
        }
        kept.clear();
        kept.addAll(left);
        if (!stableOperations.isEmpty()
                && delivery.delivered().origins().stream().noneMatch(SourcePartition::isOriginOf)) {
            isCompacted = true;
            object.compact(stableOperations);
        }
    }

    /* what took effect and is not kept; of each origin the latest operations are kept, or none */
    private VersionVector notKept() {
        Map<ReplicaId, Long> last = new HashMap<>();
        kept.forEach(logged -> last.putIfAbsent(
                logged.operation().dot().replica(), logged.operation().dot().counter() - 1));
        delivery.delivered().forEach(last::putIfAbsent);
        last.values().removeIf(counter -> counter == 0);
        return VersionVector.copyOf(last);
    }

    /* A replica that reflects an event may hold its operation back still, because it lacks another one; then that is not stable. */
    private boolean isStableAfter(Tagged<O> operation) {
        return stableOperations.get(operation.dot().replica())
                        == operation.dot().counter() - 1
                && stableOperations.covers(operation.dependencies());
    }

    @Override
    public void observe(@Nullable Consumer<? super C> observer) {
        object.observe(observer);
    }

    @Override
    public void checkInvariants() {
        object.checkInvariants();
        delivery.checkInvariants();
        if (waiting.size() != delivery.pending()) {
            throw new IllegalStateException(
                    waiting.size() + " operations wait, but " + delivery.pending() + " are pending");
        }
        for (Logged<O> logged : kept) {
            if (!delivery.delivered().covers(logged.operation().dot())) {
                throw new IllegalStateException(logged + " is kept as if it had taken effect");
            }
        }
    }

    /** Equal if the states are. */
    @Override
    public boolean equals(Object other) {
        return other instanceof OperationObject<?, ?, ?, ?> that && state().equals(that.state());
    }

    @Override
    public int hashCode() {
        return delivery.delivered().hashCode();
    }

    @Override
    public String toString() {
        return "OperationObject[" + object + "]";
    }
}
