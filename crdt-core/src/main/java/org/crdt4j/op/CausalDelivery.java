// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.error.CorruptDataException;
import org.crdt4j.error.DuplicateReplicaException;
import org.crdt4j.error.LimitExceededException;
import org.jspecify.annotations.Nullable;

/**
 * Gives each operation exactly once and in causal order, whatever the network did: lost and sent again, repeated, out of order.
 *
 * <p>An operation is delivered when the one before it of the same replica was delivered, and all that it depends on. Until then it
 * waits here. The number of waiting operations is limited; what is refused changes nothing and can be received again later.
 * Operations that can be delivered at once are never refused for lack of room, so a full buffer empties as soon as the {@linkplain
 * #missing() missing} operations come.
 *
 * <p>Receiving and delivering an operation takes O(its dependencies), however many others wait. Memory: two numbers a replica, and the
 * waiting operations. Pure: no threads, no time but that of the clock. Not thread-safe.
 *
 * <p>Birman, Schiper, Stephenson, "Lightweight Causal and Atomic Group Multicast", 1991; Baquero, Almeida, Shoker, "Pure
 * Operation-Based Replicated Data Types", 2017.
 *
 * @param <O> the operations
 */
public final class CausalDelivery<O> {

    /* received holds what was accepted and not delivered yet. Each of these is either in ready, or in one chain of waiting: under the
     * one dot that it was found to lack. A chain is looked at when its dot is delivered, and each of its operations then goes on to
     * its next dependency, never back. An operation lacks its direct predecessor first, not the first gap of its origin; else a
     * reversed stream would be moved from gap to gap.
     *
     * At most one operation of an origin can be ready, since the next one waits for it: ready needs no limit. */

    private final ReplicaId replica;
    private final HybridClock clock;
    private final Limits limits;
    private final Map<ReplicaId, Long> delivered = new HashMap<>();
    private final Set<ReplicaId> newSinceTag = new HashSet<>();
    private final Map<Dot, Waiting<O>> received = new LinkedHashMap<>();
    private final Map<Dot, Waiting<O>> waiting = new HashMap<>();
    private final Queue<Waiting<O>> ready = new ArrayDeque<>();
    private HybridTimestamp latest;
    private long lookups;

    /**
     * The delivery of a new replica, with the default limits.
     *
     * @param replica its identity
     * @param clock the time of its operations
     */
    public CausalDelivery(ReplicaId replica, HybridClock clock) {
        this(Saved.of(replica), clock, Limits.DEFAULT);
    }

    /**
     * The delivery of a replica that goes on where it was saved.
     *
     * @param saved what {@link #save} gave; it must be the last that this replica did, or the replica has to take its {@linkplain
     *     ReplicaId#nextIncarnation() next incarnation}
     * @param clock the time of its operations
     * @param limits what may wait
     */
    public CausalDelivery(Saved<O> saved, HybridClock clock, Limits limits) {
        this.replica = saved.replica();
        this.clock = Objects.requireNonNull(clock, "clock");
        this.limits = Objects.requireNonNull(limits, "limits");
        this.latest = saved.time();
        saved.delivered().forEach(delivered::put);
        newSinceTag.addAll(saved.dependencies().origins());
        for (Tagged<O> operation : saved.pending()) {
            if (!isKnown(operation)) {
                accept(new Waiting<>(operation));
            }
        }
    }

    /**
     * Whose delivery this is.
     *
     * @return the identity of the replica
     */
    public ReplicaId replica() {
        return replica;
    }

    /**
     * Names an operation of this replica and takes it as delivered here. The caller lets it take effect at once, and sends it to all.
     *
     * @param operation what to do, prepared with all in effect that was delivered
     * @return the operation with its dot, its time and what must come before it
     */
    public Tagged<O> tag(O operation) {
        Objects.requireNonNull(operation, "operation");
        Dot dot = new Dot(replica, Math.addExact(deliveredOf(replica), 1));
        VersionVector dependencies = nextDependencies();
        latest = clock.nextAfter(latest);
        newSinceTag.clear();
        delivered.put(replica, dot.counter());
        return new Tagged<>(operation, dot, dependencies, latest);
    }

    private VersionVector nextDependencies() {
        Map<ReplicaId, Long> dependencies = new HashMap<>();
        for (ReplicaId origin : newSinceTag) {
            dependencies.put(origin, deliveredOf(origin));
        }
        return VersionVector.copyOf(dependencies);
    }

    /**
     * Takes an operation from the network. {@link #poll} then gives what can be delivered.
     *
     * @param operation an operation of any replica, as often and in whatever order it comes
     * @return whether it was accepted; if not, it has been accepted before
     * @throws LimitExceededException if too many operations wait, or it is too far ahead of what was delivered, or its time is too far
     *     in the future; it can be received again later
     * @throws DuplicateReplicaException if it shows that another replica uses this identity, or one identity was used twice
     * @throws CorruptDataException if its dependencies make no sense
     */
    public boolean receive(Tagged<O> operation) {
        if (isKnown(operation)) {
            return false;
        }
        checkOrigin(operation);
        operation.dependencies().forEach((origin, counter) -> checkDependency(operation.dot(), origin, counter));
        Waiting<O> arrived = new Waiting<>(operation);
        if (pending() - ready.size() >= limits.maxWaiting && lacking(arrived) != null) {
            throw new LimitExceededException("no room for " + operation.dot() + ": " + limits.maxWaiting
                    + " operations wait already; have those sent again that missing() names, then this one");
        }
        clock.observe(operation.time());
        accept(arrived);
        return true;
    }

    private boolean isKnown(Tagged<O> operation) {
        Dot dot = operation.dot();
        if (dot.counter() <= deliveredOf(dot.replica())) {
            return true;
        }
        Waiting<O> other = received.get(dot);
        if (other == null) {
            return false;
        }
        if (!other.operation.time().equals(operation.time())
                || !other.operation.dependencies().equals(operation.dependencies())) {
            throw new DuplicateReplicaException(
                    "two operations are named " + dot
                            + ": two replicas use one identity, or one was restored from an old backup; it needs its next incarnation");
        }
        return true;
    }

    private void checkOrigin(Tagged<O> operation) {
        Dot dot = operation.dot();
        if (dot.replica().equals(replica)) {
            throw unknownToItself(dot);
        }
        checkAhead(dot, dot.replica(), dot.counter());
    }

    private void checkDependency(Dot dot, ReplicaId origin, long counter) {
        if (origin.equals(dot.replica())) {
            throw new CorruptDataException(dot + " depends on " + origin + ":" + counter + ", of its own author");
        }
        if (origin.equals(replica) && counter > deliveredOf(replica)) {
            throw unknownToItself(new Dot(origin, counter));
        }
        checkAhead(dot, origin, counter);
    }

    private static DuplicateReplicaException unknownToItself(Dot dot) {
        return new DuplicateReplicaException(
                "operation " + dot + " is known elsewhere but not to its author: two replicas use this"
                        + " identity, or it was restored from an old backup; take the next incarnation");
    }

    private void checkAhead(Dot dot, ReplicaId origin, long counter) {
        long ahead = counter - deliveredOf(origin);
        if (ahead > limits.maxAhead) {
            throw new LimitExceededException(dot + " needs " + origin + ":" + counter + ", which is " + ahead
                    + " ahead of what was delivered, more than the limit of " + limits.maxAhead
                    + "; have it sent again later");
        }
    }

    private void accept(Waiting<O> arrived) {
        if (arrived.operation.time().compareTo(latest) > 0) {
            latest = arrived.operation.time();
        }
        received.put(arrived.operation.dot(), arrived);
        place(arrived);
    }

    private void place(Waiting<O> operation) {
        Dot lacking = lacking(operation);
        if (lacking == null) {
            ready.add(operation);
        } else {
            operation.alsoWaiting = waiting.put(lacking, operation);
        }
    }

    /* the first dot that the operation lacks: its predecessor, then its dependencies in their order */
    private @Nullable Dot lacking(Waiting<O> operation) {
        for (; operation.found < operation.needs(); operation.found++) {
            ReplicaId origin = operation.origin(operation.found);
            long counter = operation.counter(operation.found);
            lookups++;
            if (counter > deliveredOf(origin)) {
                return new Dot(origin, counter);
            }
        }
        return null;
    }

    /**
     * Delivers the next operation. Whoever calls this lets it take effect, before anything else of this object happens.
     *
     * @return the operation, null if there is none that can be delivered now
     */
    public @Nullable Tagged<O> poll() {
        Waiting<O> next = ready.poll();
        if (next == null) {
            return null;
        }
        Dot dot = next.operation.dot();
        received.remove(dot);
        delivered.put(dot.replica(), dot.counter());
        newSinceTag.add(dot.replica());
        Waiting<O> freed = waiting.remove(dot);
        while (freed != null) {
            Waiting<O> after = freed.alsoWaiting;
            place(freed);
            freed = after;
        }
        return next.operation;
    }

    private long deliveredOf(ReplicaId origin) {
        return delivered.getOrDefault(origin, 0L);
    }

    /**
     * What was delivered here, this replica's own operations included. A peer that has more than this can send the rest.
     *
     * @return the version, in O(replicas)
     */
    public VersionVector delivered() {
        return VersionVector.copyOf(delivered);
    }

    /**
     * How many operations were accepted and not delivered yet.
     *
     * @return their number
     */
    public int pending() {
        return received.size();
    }

    /**
     * The operations that others wait for and that have not come: to be sent again by whoever has them. An operation that is lost
     * and that nothing here depends on is not known here, and neither is what a refused one depends on; compare {@link #delivered} with a
     * peer's to find it. Sent in the order in which the peer delivered them, operations are never refused for lack of room.
     *
     * @return exactly those dots, in O(n log n) for n pending operations with their dependencies
     */
    public CausalContext missing() {
        return Gaps.below(received.values().stream().map(Waiting::operation).toList(), this::deliveredOf);
    }

    /**
     * What has to survive a restart, together with the state of the object.
     *
     * @return an immutable copy
     */
    public Saved<O> save() {
        List<Tagged<O>> pending = new ArrayList<>();
        received.values().forEach(operation -> pending.add(operation.operation));
        return new Saved<>(replica, delivered(), nextDependencies(), latest, pending);
    }

    /* how often a dependency was compared with what was delivered; a test holds it against the number of operations */
    long lookups() {
        return lookups;
    }

    /**
     * Checks what must hold of the representation.
     *
     * @throws IllegalStateException if it does not hold, which is a mistake in this library
     */
    public void checkInvariants() {
        int placed = ready.size();
        for (Map.Entry<Dot, Waiting<O>> chain : waiting.entrySet()) {
            Dot lacking = chain.getKey();
            if (lacking.counter() <= deliveredOf(lacking.replica())) {
                throw new IllegalStateException("operations wait for " + lacking + ", which was delivered");
            }
            for (Waiting<O> each = chain.getValue(); each != null; each = each.alsoWaiting) {
                if (received.get(each.operation.dot()) != each || !lacking.equals(lacking(each))) {
                    throw new IllegalStateException(each.operation.dot() + " waits in vain for " + lacking);
                }
                placed++;
            }
        }
        if (placed != received.size()) {
            throw new IllegalStateException(
                    received.size() + " operations are pending, but " + placed + " have a place");
        }
    }

    @Override
    public String toString() {
        return "CausalDelivery[delivered " + delivered() + ", pending " + pending() + "]";
    }

    /* An operation and how many of its needs were found delivered: need 0 is its predecessor, the others are its dependencies. */
    private static final class Waiting<O> {

        private final Tagged<O> operation;
        private final List<ReplicaId> origins;
        private int found;
        private @Nullable Waiting<O> alsoWaiting;

        Waiting(Tagged<O> operation) {
            this.operation = operation;
            VersionVector dependencies = operation.dependencies();
            this.origins = dependencies.isEmpty() ? List.of() : dependencies.origins();
        }

        Tagged<O> operation() {
            return operation;
        }

        int needs() {
            return origins.size() + 1;
        }

        ReplicaId origin(int need) {
            return need == 0 ? operation.dot().replica() : origins.get(need - 1);
        }

        long counter(int need) {
            return need == 0
                    ? operation.dot().counter() - 1
                    : operation.dependencies().get(origins.get(need - 1));
        }
    }

    /**
     * What may wait.
     *
     * @param maxWaiting how many operations may wait for others, from 0
     * @param maxAhead how far ahead of what was delivered of a replica an operation or a dependency may be, in operations, from 1
     */
    public record Limits(int maxWaiting, long maxAhead) {

        /** 100,000 waiting operations, a million ahead. */
        public static final Limits DEFAULT = new Limits(100_000, 1_000_000);

        /**
         * Checks both.
         *
         * @param maxWaiting how many operations may wait for others, from 0
         * @param maxAhead how far ahead of what was delivered of a replica an operation or a dependency may be, in operations, from 1
         */
        public Limits {
            if (maxWaiting < 0 || maxAhead < 1) {
                throw new IllegalArgumentException(
                        "maxWaiting must be 0 or more, maxAhead 1 or more: " + maxWaiting + ", " + maxAhead);
            }
        }
    }
}
