// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.crdt4j.causality.DotCover;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Crdt;
import org.crdt4j.crdt.CrdtType;
import org.crdt4j.crdt.Delta;
import org.crdt4j.error.CrdtException;
import org.crdt4j.error.IncompatibleTypeException;
import org.crdt4j.error.LimitExceededException;
import org.jspecify.annotations.Nullable;

/**
 * A replica: named objects that can be changed here at any time, and that become equal to those of all other replicas when messages
 * get through. This is where to start.
 *
 * <pre>{@code
 * Replica replica = Replica.builder("eu").open();
 * ReplicatedSet<String> tags = replica.set("tags");
 * tags.add("new");
 * }</pre>
 *
 * <p>What kinds of objects there are stands in {@link ReplicaObjects}.
 *
 * <p>Replicas talk by messages, over any transport: hand what {@link #digest} returns to a peer now and then, hand what a peer sends to
 * {@link #receive}, and its replies back. Messages may be lost, doubled, late and out of order. {@link #onPush} gives fresh changes at
 * once. The module crdt-net does all this over sockets.
 *
 * <p>Thread-safe. Listeners and push sinks are called without a lock, in the order of the changes.
 */
public final class Replica implements ReplicaObjects, AutoCloseable {

    /* One lock guards state, counters and pending; what has to be told to others goes through the outbox, after the lock is released.
     * An event is in the storage before it is in the outbox, and the storage is forced, without the lock, before the outbox tells anybody, and
     * before a message that shows the event is handed out. */

    private final String name;
    private final Gate gate;
    private final Object lock;
    private final ReplicaStats.Counters counters = new ReplicaStats.Counters();
    private final Map<String, CrdtType<?, ?, ?>> types = new HashMap<>();
    private final ReplicaState state;
    private final Listeners listeners;
    private final Updates updates;
    private final LiveObjects objects;
    private final Replies replies;
    private final Synchronizer synchronizer;
    private final Waiters waiters = new Waiters();
    private final Storage storage;
    private final Journal journal;
    private final InstantSource time;
    private final long retentionMillis;

    Replica(ReplicaBuilder builder) {
        name = builder.name;
        storage = builder.storage;
        journal = new Journal(storage);
        gate = new Gate(name, journal);
        lock = gate.lock;
        time = builder.time;
        retentionMillis = builder.retention.toMillis();
        HybridClock clock = new HybridClock(builder.time, builder.maxSkew, HybridTimestamp.ZERO);
        builder.types.forEach(type -> types.put(type.name(), type));
        ReplicaId id = Recovery.identity(storage, builder.codec, builder.id);
        state = new ReplicaState(
                id,
                builder.codec,
                clock,
                builder.ticker,
                builder.rules,
                builder.portions,
                builder.clusterSecret,
                this::observe);
        listeners = new Listeners(state, lock, counters, gate.outbox);
        replies = new Replies(state, lock, gate::checkReady, journal::force);
        updates = new Updates(state, gate, replies, journal, counters, listeners);
        objects = new LiveObjects(state, gate, updates, listeners, this::checkpointIfDue);
        synchronizer = new Synchronizer(state, counters, replies, this::typeOf);
        new Recovery(state, synchronizer, this::typeOf).restore(storage, journal);
    }

    /**
     * Prepares a replica.
     *
     * @param name a name for people; it need not be unique
     * @return a builder
     */
    public static ReplicaBuilder builder(String name) {
        return new ReplicaBuilder(name);
    }

    /**
     * The name for people.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * The identity, which no other replica has.
     *
     * @return the identity
     */
    public ReplicaId id() {
        return state.id();
    }

    @Override
    public <T extends Crdt<D, C>, D extends Delta<D>, C> ReplicatedObject<T, D, C> object(
            String object, CrdtType<T, D, C> type) {
        checkName(object);
        Objects.requireNonNull(type, "type");
        synchronized (lock) {
            types.putIfAbsent(type.name(), type);
        }
        return new ReplicatedObject<>(objects, object, type);
    }

    /**
     * The names of the objects that are not empty.
     *
     * @return the names, sorted
     */
    public Set<String> names() {
        synchronized (lock) {
            Set<String> names = new TreeSet<>();
            state.forEachVisible(entry -> names.add(entry.name()));
            return names;
        }
    }

    /**
     * Changes several objects as one event: here and at every replica it is seen whole or not at all.
     *
     * <pre>{@code
     * replica.update(tx -> {
     *     tx.counter("stock").decrement();
     *     tx.<String>set("orders").add("o-17");
     * });
     * }</pre>
     *
     * <p>The handles that {@code tx} gives read what was written before in the same update; nobody else sees it before it is complete.
     * If the code throws, or something cannot be sent, nothing was done. A peer takes the event whole, from a push or from an answer,
     * but for the exceptions in docs/sync-protocol.md. Objects that are changed are copied once, so this costs more than an update of one
     * object if they are large.
     *
     * @param changes changes objects that it gets from the transaction; the replica itself it may only read
     * @throws IllegalStateException within an update or a query, and if the replica is closed
     * @throws LimitExceededException if all changes together are larger than a message may be; nothing was done
     */
    public void update(Consumer<? super Transaction> changes) {
        objects.update(changes);
    }

    /**
     * What this replica has seen: all events up to here, on every object. Taken after a change, it is a token of it, which can travel as
     * {@linkplain VersionVector#toText text} to whoever has to {@link #await} the change elsewhere.
     *
     * @return the version
     */
    public VersionVector version() {
        synchronized (lock) {
            return state.version();
        }
    }

    /**
     * Waits until this replica has seen what another one had seen. So a user reads at one service what she has just written at another,
     * and never something older than what she has read.
     *
     * <pre>{@code
     * orders.add("o-17");
     * response.setHeader("X-Version", eu.version().toText()); // at one service
     *
     * boolean seen = us.await(VersionVector.parse(request.getHeader("X-Version")), Duration.ofSeconds(1)); // at another
     * }</pre>
     *
     * <p>Waits only; it asks nobody for anything. What is read afterwards has all of it, or is later. No lock is held meanwhile, but a listener
     * that waits holds up the other listeners.
     *
     * @param version the {@link #version} of the other replica
     * @param timeout how long to wait; nought or less to ask only
     * @return whether it was seen in time; if not, what can be read is older, as if nobody had waited
     * @throws InterruptedException if the thread was interrupted
     * @throws IllegalStateException if the replica is closed before it has seen that; and within a query or an update, unless it has
     */
    public boolean await(VersionVector version, Duration timeout) throws InterruptedException {
        Objects.requireNonNull(version, "version");
        long nanos = TimeUnit.NANOSECONDS.convert(timeout);
        Waiters.Waiter waiter;
        synchronized (lock) {
            if (state.version().covers(version)) {
                return true;
            }
            gate.checkReady();
            waiter = waiters.add(version);
        }
        boolean over = false;
        try {
            over = waiter.over().await(nanos, TimeUnit.NANOSECONDS);
        } finally {
            synchronized (lock) {
                waiters.remove(waiter);
            }
        }
        return over && hasSeen(version);
    }

    private boolean hasSeen(VersionVector version) {
        synchronized (lock) {
            if (state.version().covers(version)) {
                return true;
            }
            gate.checkReady();
            return false;
        }
    }

    /**
     * "This is what I have", to be sent to a peer now and then; nothing else is needed for everything to get through in the end. Drops
     * objects that have been empty for longer than the retention.
     *
     * @return the message
     */
    public byte[] digest() {
        byte[] digest;
        synchronized (lock) {
            gate.checkReady();
            counters.collected += state.collect(time.millis(), retentionMillis);
            digest = replies.digest(false);
        }
        journal.force();
        return digest;
    }

    /**
     * Takes any message of a peer.
     *
     * @param message the bytes
     * @return the replies for that peer, and whether to pass the message on
     * @throws CrdtException if the message is refused; nothing was changed
     */
    public Reaction receive(byte[] message) {
        Objects.requireNonNull(message, "message");
        return gate.telling(() -> {
            try {
                return receiveNow(message);
            } catch (CrdtException refusal) {
                counters.refused(refusal);
                throw refusal;
            }
        });
    }

    private Reaction receiveNow(byte[] message) {
        Message decoded = state.codec().decode(MessageFormat.INSTANCE, message);
        Reaction reaction = synchronizer.receive(
                decoded, applied -> journal.append(() -> applied == decoded ? message : replies.encode(applied)));
        listeners.flush();
        waiters.wake(state);
        checkpointIfDue();
        return reaction;
    }

    /**
     * What a peer lacks, as messages for any transport: for a queue, a file, the body of a response.
     *
     * @param seen the peer's {@link #version}
     * @return messages for the peer's {@link #receive}; when it has taken all of them, it has all that this replica has now
     */
    public List<byte[]> deltasSince(VersionVector seen) {
        Objects.requireNonNull(seen, "seen");
        List<byte[]> messages = new ArrayList<>();
        synchronized (lock) {
            gate.checkReady();
            replies.whole(seen).forEachRemaining(messages::add);
        }
        return messages;
    }

    /**
     * Gives the message of each change that is made here, at once, for sending to all peers. Losing one costs time, never data.
     *
     * @param sink takes the bytes; called outside of any lock
     * @return ends it
     */
    public Subscription onPush(Consumer<byte[]> sink) {
        Objects.requireNonNull(sink, "sink");
        synchronized (lock) {
            gate.checkReady();
            return updates.addSink(sink);
        }
    }

    /**
     * Has each change of the objects reported whose names begin with something, local or from a peer, exactly once and in order; of those
     * that are not there yet as well, whatever type they will be of.
     *
     * <pre>{@code
     * replica.onChange("cart/", change -> System.out.println(change.name() + " " + change.change()));
     * }</pre>
     *
     * <p>Beginning and ending it takes time for each such object that is there.
     *
     * @param prefix how the names begin; empty for all objects
     * @param listener takes the changes; called outside of any lock; if it throws, that is counted and nothing else happens
     * @return ends it
     */
    public Subscription onChange(String prefix, Consumer<? super ObjectChange<?>> listener) {
        return listen(prefix, null, listener);
    }

    /**
     * Has the values of the objects reported now whose names begin with something, then each change of them, without a gap.
     *
     * @param prefix how the names begin; empty for all objects
     * @param first takes the present values by name, sorted, without empty objects
     * @param listener takes the changes after them; both are called outside of any lock
     * @return ends it
     */
    public Subscription onChange(
            String prefix, Consumer<? super Map<String, Object>> first, Consumer<? super ObjectChange<?>> listener) {
        return listen(prefix, Objects.requireNonNull(first, "first"), listener);
    }

    private Subscription listen(
            String prefix,
            @Nullable Consumer<? super Map<String, Object>> first,
            Consumer<? super ObjectChange<?>> listener) {
        Objects.requireNonNull(prefix, "prefix");
        Objects.requireNonNull(listener, "listener");
        return gate.telling(() -> listeners.add(prefix, first, listener));
    }

    /**
     * Keeps the whole state as a snapshot, in place of the records of single events. That is done now and then without being asked for.
     *
     * @throws org.crdt4j.error.LimitExceededException if an object is larger than a message may be; the records stay
     */
    public void checkpoint() {
        synchronized (lock) {
            gate.checkReady();
            journal.replaceBy(() -> Recovery.snapshot(state));
        }
    }

    private void observe(ObjectEntry<?, ?, ?> entry) {
        listeners.observe(entry);
    }

    /* whether it was due */
    private boolean checkpointIfDue() {
        boolean due = journal.isDue();
        if (due) {
            try {
                journal.replaceBy(() -> Recovery.snapshot(state));
            } catch (LimitExceededException refusal) { // nothing is lost: the records are still there
                counters.refused(refusal);
            }
        }
        return due;
    }

    /**
     * Brings all objects into a smaller form: what no replica can miss any more is dropped, as the tombstones of removed map keys.
     *
     * @param versions the {@link #version} of <em>every</em> replica there is, none left out
     * @return whether it was done: not before this replica has seen all that those versions cover
     */
    public boolean compact(Collection<VersionVector> versions) {
        versions.forEach(version -> Objects.requireNonNull(version, "version"));
        synchronized (lock) {
            gate.checkReady();
            VersionVector stable = state.version();
            for (VersionVector version : versions) {
                if (!state.version().covers(version)) {
                    return false;
                }
                stable = stable.meet(version);
            }
            for (ObjectEntry<?, ?, ?> entry : state.all()) {
                entry.crdt().compact(stable);
            }
            return true;
        }
    }

    /**
     * What this replica has counted.
     *
     * @return the numbers now
     */
    public ReplicaStats stats() {
        synchronized (lock) {
            return counters.stats(state, waiters.count());
        }
    }

    /**
     * Says why an object is as it is here: its size, whose events it reflects, what it waits for. For people who look for a mistake: takes
     * as long as encoding the whole object.
     *
     * @param name the object
     * @return the explanation; empty if this replica has no event on such an object, or has dropped it since it was empty for long
     * @throws LimitExceededException if the object is larger than a message may be
     */
    public Optional<Explanation> explain(String name) {
        checkName(name);
        return gate.reading(
                () -> state.find(name).filter(ObjectEntry::isUsed).map(entry -> Explanation.of(entry, state)));
    }

    /** Closes the storage. Handles can still be read. Closing twice does no harm. */
    @Override
    public void close() {
        gate.close(() -> {
            waiters.wakeAll();
            storage.close();
        });
    }

    static void checkName(String object) {
        if (Objects.requireNonNull(object, "object").isEmpty()) {
            throw new IllegalArgumentException("an object needs a name: give it one that is not empty");
        }
    }

    private CrdtType<?, ?, ?> typeOf(String typeName) {
        CrdtType<?, ?, ?> type = types.get(typeName);
        return type != null
                ? type
                : BuiltinTypes.find(typeName)
                        .orElseThrow(() -> new IncompatibleTypeException("this replica has no type '" + typeName
                                + "': register it with Replica.builder(...).type(...)"));
    }

    /** What is reflected on an object here; a live view, for tests. */
    DotCover reflected(String object) {
        return state.reflected(object);
    }

    /** Checks what must hold of the representation; for tests. */
    void checkInvariants() {
        synchronized (lock) {
            state.checkInvariants();
        }
    }
}
