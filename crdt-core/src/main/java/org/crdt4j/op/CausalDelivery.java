// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.CausalStability;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.error.DuplicateReplicaException;
import org.crdt4j.error.LimitExceededException;
import org.jspecify.annotations.Nullable;

/**
 * Gives each operation exactly once and in causal order, whatever the network did: lost and sent again, repeated, out of order.
 *
 * <p>An operation is delivered when the one before it of the same replica was delivered, and all that it depends on. Until then it
 * waits here. The number of waiting operations and their bytes are limited; what is refused changes nothing and can be received again
 * later. Operations that can be delivered at once are never refused for lack of room, so a full buffer empties as soon as the {@linkplain
 * #missing() missing} operations come.
 *
 * <p>Receiving and delivering an operation takes O(its dependencies), however many others wait; where other replicas' next operations
 * wait for it, finding each of them takes O(log replicas). Memory: two numbers a replica, and the waiting operations. Pure: no threads, no time but that of the clock. Not thread-safe.
 *
 * <p>Birman, Schiper, Stephenson, "Lightweight Causal and Atomic Group Multicast", 1991; Baquero, Almeida, Shoker, "Pure
 * Operation-Based Replicated Data Types", 2017.
 *
 * @param <O> the operations
 */
public final class CausalDelivery<O> {

    /* This class names operations; the Scrutiny refuses those that cannot be right, and the Buffer holds those that wait, and says how
     * they are found. */

    private static final int UNMEASURED = -1;

    private final Origin<O> self;
    private final HybridClock clock;
    private final ToIntFunction<? super Tagged<O>> measure;
    final Origins<O> origins = new Origins<>();
    private final News<O> news;
    private final Buffer<O> buffer = new Buffer<>(origins);
    private final Scrutiny<O> scrutiny;
    private @Nullable CausalStability stability;
    private long highestOwn;
    private HybridTimestamp latest;

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
     * The delivery of a replica that goes on where it was saved. Of an operation whose size nobody tells, it counts the tag alone: 32
     * bytes, and 16 for each dependency.
     *
     * @param saved what {@link #save} gave; it must be the last that this replica did, or the replica has to take its {@linkplain
     *     ReplicaId#nextIncarnation() next incarnation}, or {@link #replay} what it did since
     * @param clock the time of its operations
     * @param limits what may wait
     */
    public CausalDelivery(Saved<O> saved, HybridClock clock, Limits limits) {
        this(
                saved,
                clock,
                limits,
                operation -> 32 + 16 * operation.dependencies().size());
    }

    /**
     * The delivery of a replica that goes on where it was saved, with a measure of one's own.
     *
     * @param saved what {@link #save} gave
     * @param clock the time of its operations
     * @param limits what may wait
     * @param measure how many bytes an operation counts that is received without its size, 0 or more; asked once for each that is new
     */
    public CausalDelivery(Saved<O> saved, HybridClock clock, Limits limits, ToIntFunction<? super Tagged<O>> measure) {
        this.clock = Objects.requireNonNull(clock, "clock");
        this.measure = Objects.requireNonNull(measure, "measure");
        this.latest = saved.time();
        this.self = origins.register(origins.get(saved.replica()));
        this.news = new News<>(self);
        this.scrutiny = new Scrutiny<>(self, origins, buffer, Objects.requireNonNull(limits, "limits"));
        saved.delivered().forEach((origin, counter) -> origins.register(origins.get(origin)).delivered = counter);
        saved.dependencies().forEach((origin, counter) -> news.add(origins.register(origins.get(origin))));
        for (Saved.Pending<O> each : saved.pending()) {
            restore(each);
        }
        saved.stability().ifPresent(snapshot -> stability = new CausalStability(saved.replica(), snapshot));
    }

    private void restore(Saved.Pending<O> saved) {
        Tagged<O> operation = saved.operation();
        Origin<O> origin = origins.get(operation.dot().replica());
        if (!scrutiny.isKnown(origin, operation)) {
            scrutiny.collectNeeds(operation);
            accept(origin, operation, saved.encodedBytes());
        }
    }

    /**
     * Whose delivery this is.
     *
     * @return the identity of the replica
     */
    public ReplicaId replica() {
        return self.id;
    }

    /**
     * Names an operation of this replica and takes it as delivered here. The caller lets it take effect at once, and sends it to all.
     *
     * @param operation what to do, prepared with all in effect that was delivered
     * @return the operation with its dot, its time and what must come before it
     * @throws IllegalStateException if this replica has made operations that were not {@linkplain #replay replayed} yet
     */
    public Tagged<O> tag(O operation) {
        return tag(operation, clock::nextAfter);
    }

    /* with a time from somebody else, who makes it later than the one given */
    Tagged<O> tag(O operation, UnaryOperator<HybridTimestamp> nextAfter) {
        Objects.requireNonNull(operation, "operation");
        if (highestOwn > self.delivered) {
            throw new IllegalStateException("this replica has made " + new Dot(self.id, highestOwn)
                    + " before it was restarted: replay its operations up to that, or take the next incarnation");
        }
        Dot dot = new Dot(self.id, Math.addExact(self.delivered, 1));
        VersionVector dependencies = news.dependencies();
        latest = nextAfter.apply(latest);
        news.clear();
        self.delivered = dot.counter();
        if (stability != null) {
            stability.delivered(dot, dependencies);
        }
        return new Tagged<>(operation, dot, dependencies, latest);
    }

    /**
     * Takes an operation from the network whose size is not known: it counts what the {@linkplain #CausalDelivery(Saved, HybridClock,
     * Limits, ToIntFunction) measure} says. {@link #poll} then gives what can be delivered.
     *
     * @param operation an operation of any replica, as often and in whatever order it comes
     * @return whether it was accepted; if not, it has been accepted before
     * @throws LimitExceededException if there is no room for it to wait, or it is too far ahead of what was delivered, or its time is too
     *     far in the future; it can be received again later
     * @throws DuplicateReplicaException if it shows that another replica uses this identity, or one identity was used twice
     * @throws org.crdt4j.error.CorruptDataException if its dependencies make no sense
     */
    public boolean receive(Tagged<O> operation) {
        return take(operation, UNMEASURED, false);
    }

    /**
     * Takes an operation from the network. {@link #poll} then gives what can be delivered.
     *
     * @param operation an operation of any replica, as often and in whatever order it comes
     * @param encodedBytes how many bytes it counts while it waits: those that it was decoded from, 0 or more
     * @return whether it was accepted; if not, it has been accepted before
     * @throws org.crdt4j.error.CrdtException as {@link #receive(Tagged)} does
     */
    public boolean receive(Tagged<O> operation, int encodedBytes) {
        if (encodedBytes < 0) {
            throw new IllegalArgumentException("encodedBytes must not be negative: " + encodedBytes);
        }
        return take(operation, encodedBytes, false);
    }

    /**
     * Takes an operation back that this replica's own storage kept, of its own or of others, in any order. Nothing is concluded from
     * operations of this replica that it does not know: it had made them before it was restarted. Its time is accepted as it is.
     * Everything else is as in {@link #receive(Tagged)}; {@link #poll} gives the operations once more, this replica's own included.
     *
     * @param operation an operation that was delivered or accepted here before
     * @return whether it was accepted; if not, it has been accepted before
     * @throws org.crdt4j.error.CrdtException as {@link #receive(Tagged)} does, but for times and for operations of this replica
     */
    public boolean replay(Tagged<O> operation) {
        return take(operation, UNMEASURED, true);
    }

    private boolean take(Tagged<O> operation, int encodedBytes, boolean fromStorage) {
        Dot dot = operation.dot();
        Origin<O> origin = origins.get(dot.replica());
        if (scrutiny.isKnown(origin, operation)) {
            return false;
        }
        scrutiny.check(origin, operation, fromStorage);
        int bytes = encodedBytes == UNMEASURED ? measure.applyAsInt(operation) : encodedBytes;
        scrutiny.checkRoom(origin, dot, bytes);
        if (fromStorage) {
            clock.resumeAfter(operation.time());
        } else {
            clock.observe(operation.time());
        }
        accept(origin, operation, bytes);
        return true;
    }

    private void accept(Origin<O> origin, Tagged<O> operation, int bytes) {
        noteTime(operation.time());
        noteNamed(origin, operation.dot().counter());
        scrutiny.lacking.forEach(this::noteNamed);
        buffer.add(origin, operation, bytes, scrutiny.lacking);
    }

    private void noteTime(HybridTimestamp time) {
        latest = time.compareTo(latest) > 0 ? time : latest;
    }

    private void noteNamed(Origin<O> origin, long counter) {
        if (origins.register(origin) == self) {
            highestOwn = Math.max(highestOwn, counter);
        }
    }

    /**
     * Delivers the next operation. Whoever calls this lets it take effect, before anything else of this object happens.
     *
     * @return the operation, null if there is none that can be delivered now
     */
    public @Nullable Tagged<O> poll() {
        Origin<O> origin = buffer.poll();
        if (origin == null) {
            return null;
        }
        Tagged<O> operation = buffer.deliver(origin);
        news.add(origin);
        if (origin == self) {
            news.drop(operation.dependencies());
        }
        if (stability != null) {
            stability.delivered(operation.dot(), operation.dependencies());
        }
        return operation;
    }

    /**
     * Takes note that a state was joined into the object that contains all operations up to there, or that numbers up to there which
     * were never used will not come. They count as delivered from now on: pending ones among them are dropped, since they are in effect,
     * and what waited for them goes on; {@link #poll} gives what can be delivered then.
     *
     * @param joined of each replica, its last operation that is in effect; causally closed, as {@link #delivered} of whoever gave the
     *     state is
     * @return whether anything is new, in O(replicas + pending operations of those replicas that got further)
     * @throws DuplicateReplicaException if there are operations of this replica among them that it does not know; nothing has changed
     */
    public boolean advance(VersionVector joined) {
        if (joined.get(self.id) > self.delivered) {
            throw Scrutiny.unknownToItself(new Dot(self.id, joined.get(self.id)));
        }
        return raise(joined);
    }

    /**
     * Takes note that a state was joined that this replica's own storage kept: as {@link #advance}, but operations of this replica may be
     * among those that it contains.
     *
     * @param joined of each replica, its last operation that is in effect
     * @param time no earlier than the times of these operations
     * @return whether anything is new
     */
    public boolean replay(VersionVector joined, HybridTimestamp time) {
        clock.resumeAfter(time);
        noteTime(time);
        return raise(joined);
    }

    private boolean raise(VersionVector joined) {
        List<Origin<O>> raised = new ArrayList<>();
        joined.forEach((id, counter) -> {
            Origin<O> origin = origins.register(origins.get(id));
            if (origin.delivered < counter) {
                origin.delivered = counter;
                news.add(origin);
                raised.add(origin);
            }
        });
        if (stability != null) {
            stability.observe(self.id, joined);
        }
        buffer.dropDelivered(raised);
        return !raised.isEmpty();
    }

    /**
     * What was delivered here, this replica's own operations included. A peer that has more than this can send the rest.
     *
     * @return the version, in O(replicas)
     */
    public VersionVector delivered() {
        return origins.delivered();
    }

    /**
     * How many operations were accepted and not delivered yet.
     *
     * @return their number
     */
    public int pending() {
        return buffer.pending();
    }

    /**
     * How many bytes these operations count.
     *
     * @return the sum of their sizes
     */
    public long pendingBytes() {
        return buffer.pendingBytes();
    }

    /**
     * The operations that others wait for and that have not come: to be sent again by whoever has them. An operation that is lost
     * and that nothing here depends on is not known here, and neither is what a refused one depends on; compare {@link #delivered} with a
     * peer's to find it. Sent in the order in which the peer delivered them, operations are never refused for lack of room.
     *
     * @return exactly those dots, in O(n log n) for n pending operations with their dependencies
     */
    public CausalContext missing() {
        return Gaps.among(origins);
    }

    /**
     * Keeps account from now on of what is causally stable; until it is asked for, that costs nothing. To be asked for at the beginning:
     * what replicas had delivered before that is known only when they {@linkplain CausalStability#observe say} so. A
     * restarted delivery goes on with what was saved.
     *
     * @param members all replicas that make operations or need to have them; this one is a member in any case
     * @return the account, to add and retire members and to see who is behind
     * @throws IllegalStateException if it is kept already
     */
    public CausalStability trackStability(Collection<ReplicaId> members) {
        if (stability != null) {
            throw new IllegalStateException("stability is tracked already, of " + stability.members());
        }
        CausalStability tracked = new CausalStability(self.id, members);
        tracked.observe(self.id, delivered());
        stability = tracked;
        return tracked;
    }

    /**
     * The account of what is causally stable.
     *
     * @return the account, empty if it was never asked for
     */
    public Optional<CausalStability> stability() {
        return Optional.ofNullable(stability);
    }

    /**
     * What has to survive a restart, together with the state of the object.
     *
     * @return an immutable copy
     */
    public Saved<O> save() {
        List<Saved.Pending<O>> operations = new ArrayList<>();
        for (Origin<O> origin : origins.sorted()) {
            origin.forEach(arrived -> operations.add(new Saved.Pending<>(arrived.operation, arrived.bytes)));
        }
        return new Saved<>(
                self.id,
                delivered(),
                news.dependencies(),
                latest,
                operations,
                stability().map(CausalStability::snapshot));
    }

    /* a test holds it against the number of operations */
    long lookups() {
        return buffer.lookups();
    }

    /**
     * Checks what must hold of the representation.
     *
     * @throws IllegalStateException if it does not hold, which is a mistake in this library
     */
    public void checkInvariants() {
        buffer.check();
    }

    @Override
    public String toString() {
        return "CausalDelivery[delivered " + delivered() + ", pending " + pending() + "]";
    }

    /**
     * What may wait. An operation that waits takes heap beside its own, and some more for each dependency.
     *
     * @param maxWaiting how many operations may wait for others, from 0
     * @param maxWaitingBytes how many bytes they may count together, from 0
     * @param maxAhead how far ahead of what was delivered of a replica an operation or a dependency may be, in operations, from 1
     */
    public record Limits(int maxWaiting, long maxWaitingBytes, long maxAhead) {

        /** 100,000 waiting operations of 64 MiB, a million ahead. */
        public static final Limits DEFAULT = new Limits(100_000, 64L << 20, 1_000_000);

        /**
         * Checks all three.
         *
         * @param maxWaiting how many operations may wait for others, from 0
         * @param maxWaitingBytes how many bytes they may count together, from 0
         * @param maxAhead how far ahead of what was delivered of a replica an operation or a dependency may be, in operations, from 1
         */
        public Limits {
            if (maxWaiting < 0 || maxWaitingBytes < 0 || maxAhead < 1) {
                throw new IllegalArgumentException(
                        "maxWaiting and maxWaitingBytes must be 0 or more, maxAhead 1 or more: " + maxWaiting + ", "
                                + maxWaitingBytes + ", " + maxAhead);
            }
        }
    }
}
