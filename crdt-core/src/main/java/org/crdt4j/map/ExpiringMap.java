// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.map;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotFun;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.Stamped;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.CausalType;
import org.crdt4j.crdt.LastWriterWins;
import org.crdt4j.crdt.LastWriterWinsCrdt;
import org.crdt4j.crdt.MapChange;
import org.crdt4j.crdt.RegisterChange;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.WireFormat;
import org.jspecify.annotations.Nullable;

/**
 * A map whose entries have to be renewed, or they expire: who is there, and what they say of themselves (presence, leased LWW-map).
 *
 * <p>The newest write of a key wins: the greatest time, of equal times the greater replica identity, then the later event. A removal is a
 * write; so is a renewal, which writes the value again that its author saw. So a put that is concurrent with a renewal of the value
 * before wins only if it is later: let each key have one owner, who puts and renews.
 *
 * <p>An entry <b>expires</b> at a replica when its key has been silent there for the lease: when no newer write of the key has come since,
 * by the replica's own monotonic clock. Clocks are never compared, so an owner that is cut off expires at the others, each at its
 * own time, and comes back with its next renewal that gets through. Expiry is no change of the state, is not sent, and is not seen by
 * others. For this object <b>time passes only in {@link #expire}</b>: call it as often as silence has to be noticed. What is shown and
 * what is reported therefore always agree. Whoever sees an entry for the first time gives it a whole lease, also after a restart.
 *
 * <p>Deltas may come in any order, late, twice and with gaps. Putting, renewing, removing, and joining a delta of one key take O(log n);
 * {@link #expire} O(log n) for each entry that expires; joining a whole state O(keys of both). An expired entry stays in the state until
 * somebody removes it, see {@link #removeExpired}; a removed one as a tombstone until {@link #compact} is told that every replica has
 * seen it. Inside an observed-remove map nothing expires, as only a live object watches its leases. Keys need {@code equals} and
 * {@code hashCode}; keys and values must be immutable. Not thread-safe.
 *
 * <p>Gray, Cheriton, "Leases: An Efficient Fault-Tolerant Mechanism for Distributed File Cache Consistency", 1989.
 *
 * @param <K> the keys
 * @param <V> the values
 */
public final class ExpiringMap<K, V> extends LastWriterWinsCrdt<K, Leased<V>, MapChange<K, RegisterChange<V>>> {

    /* The state is that of a last-writer-wins map, and so is its join. A watch belongs to the newest write of a key, which began it; it
     * is not part of the state. An entry is shown unless the watch of this very write has run out. Watches of writes that are not the
     * newest any more stay in the queue until their time, or until they are more than half of it. Deadlines are compared by their
     * difference, as the clock's numbers may overflow.
     *
     * Of an object over a store that is there already, no entry is watched until the first expire(). */

    private static final int FEW = 64;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private static final CausalType<
                    ExpiringMap<Object, Object>,
                    DotMap<Object, DotFun<Stamped<Leased<Object>>>>,
                    MapChange<Object, RegisterChange<Object>>>
            TYPE = new CausalType<>(
                    "expiring-map",
                    DotMap.empty(),
                    ExpiringMap::new,
                    WireFormat.dotMap(LastWriterWins.format(Leased.format(WireFormat.value()))));

    private final Map<K, Watch<K>> watches = new HashMap<>();
    private final PriorityQueue<Watch<K>> queue =
            new PriorityQueue<>((one, other) -> Long.signum(one.deadline - other.deadline));
    private boolean allWatched;

    /* when an entry expires, unless a newer write of its key comes */
    private static final class Watch<K> {

        private final K key;
        private final Dot write;
        private final long deadline;
        private boolean expired;

        Watch(K key, Dot write, long deadline) {
            this.key = key;
            this.write = write;
            this.deadline = deadline;
        }
    }

    /**
     * An empty map.
     *
     * @param replicaContext its surroundings, with a {@linkplain ReplicaContext#monotonicNanos monotonic clock}
     */
    public ExpiringMap(ReplicaContext replicaContext) {
        this(replicaContext, DotMap.empty());
    }

    private ExpiringMap(ReplicaContext replicaContext, DotMap<K, DotFun<Stamped<Leased<V>>>> store) {
        super(replicaContext, store);
        allWatched = store.isEmpty();
    }

    /**
     * The type.
     *
     * @param <K> the keys
     * @param <V> the values
     * @return its descriptor
     */
    @SuppressWarnings("unchecked")
    public static <K, V>
            CausalType<ExpiringMap<K, V>, DotMap<K, DotFun<Stamped<Leased<V>>>>, MapChange<K, RegisterChange<V>>>
                    type() {
        return (CausalType<ExpiringMap<K, V>, DotMap<K, DotFun<Stamped<Leased<V>>>>, MapChange<K, RegisterChange<V>>>)
                (CausalType<?, ?, ?>) TYPE;
    }

    /**
     * The value of a key.
     *
     * @param key the key
     * @return its value, empty if the key is absent or has expired here
     */
    public Optional<V> get(Object key) {
        return shown(key, store().get(key));
    }

    /**
     * The number of keys. Takes O(keys).
     *
     * @return how many have a value that has not expired here
     */
    public int size() {
        return (int) store().entries().stream()
                .filter(entry -> shown(entry.getKey(), entry.getValue()).isPresent())
                .count();
    }

    /** The entries that have not expired here. Takes O(keys). */
    @Override
    public Map<K, V> value() {
        Map<K, V> entries = new HashMap<>();
        store().forEach((key, writes) -> shown(key, writes).ifPresent(value -> entries.put(key, value)));
        return Collections.unmodifiableMap(entries);
    }

    private Optional<V> shown(Object key, @Nullable DotFun<Stamped<Leased<V>>> writes) {
        return isExpired(key, writes)
                ? Optional.empty()
                : LastWriterWins.value(writes).map(Leased::value);
    }

    private boolean isExpired(Object key, @Nullable DotFun<Stamped<Leased<V>>> writes) {
        Watch<K> watch = watches.get(key);
        return watch != null
                && watch.expired
                && writes != null
                && !writes.isEmpty()
                && watch.write.equals(writes.dot(LastWriterWins.newest(writes)));
    }

    /**
     * Puts a value, for as long as the key is not silent for longer than the lease.
     *
     * @param key the key
     * @param value its value
     * @param lease from 1 ms to {@link Leased#MAX_LEASE}; parts of a millisecond are rounded up. Several times the interval of renewals
     *     and of synchronisation
     * @return the delta
     * @throws IllegalArgumentException if the lease is not in these bounds
     */
    public Causal<DotMap<K, DotFun<Stamped<Leased<V>>>>> put(K key, V value, Duration lease) {
        Objects.requireNonNull(value, "value");
        return write(key, Leased.of(value, lease));
    }

    /**
     * Says that a key is still there: its value is good for another lease.
     *
     * @param key the key
     * @return the delta; it says nothing if the key is absent or has expired here: then put it again
     */
    public Causal<DotMap<K, DotFun<Stamped<Leased<V>>>>> renew(K key) {
        DotFun<Stamped<Leased<V>>> before = store().get(Objects.requireNonNull(key, "key"));
        Optional<Leased<V>> present = LastWriterWins.value(before);
        return present.isEmpty() || isExpired(key, before)
                ? ExpiringMap.<K, V>type().bottom()
                : write(key, present.get());
    }

    /**
     * Removes a key now. The removal of an absent key counts too, against concurrent and older puts.
     *
     * @param key the key
     * @return the delta
     */
    public Causal<DotMap<K, DotFun<Stamped<Leased<V>>>>> remove(K key) {
        return write(key, null);
    }

    /**
     * Removes the entries that have expired here, for everybody, so that they do not stay in the state for good. An owner that is only
     * cut off has to put its entry again when it hears of this. One replica, or a few, should do it, and long after the expiry.
     *
     * @return the delta; it says nothing if none has expired
     */
    public Causal<DotMap<K, DotFun<Stamped<Leased<V>>>>> removeExpired() {
        List<K> expired = new ArrayList<>();
        for (Watch<K> watch : watches.values()) {
            if (isExpired(watch.key, store().get(watch.key))) {
                expired.add(watch.key);
            }
        }
        return inOneDelta(() -> expired.forEach(this::remove));
    }

    /* whoever listens, or nobody: a write begins a watch */
    @Override
    protected boolean hears() {
        return true;
    }

    @Override
    protected @Nullable MapChange<K, RegisterChange<V>> written(
            K key,
            @Nullable DotFun<Stamped<Leased<V>>> before,
            DotFun<Stamped<Leased<V>>> after,
            Dot dot,
            Stamped<Leased<V>> write) {
        RegisterChange.Collector<K, V> collector = new RegisterChange.Collector<>();
        collector.put(key, change(shown(key, before), shown(key, after), List.of()));
        watch(key, after);
        return collector.change();
    }

    /* begins to watch the newest write of a key, unless it is watched already */
    private void watch(K key, @Nullable DotFun<Stamped<Leased<V>>> writes) {
        Optional<Leased<V>> present = LastWriterWins.value(writes);
        if (writes == null || present.isEmpty()) {
            watches.remove(key);
            return;
        }
        Dot write = writes.dot(LastWriterWins.newest(writes));
        Watch<K> known = watches.get(key);
        if (known == null || !known.write.equals(write)) {
            long lease = present.get().leaseMillis() * NANOS_PER_MILLI;
            Watch<K> begun = new Watch<>(key, write, replicaContext().monotonicNanos() + lease);
            watches.put(key, begun);
            queue.add(begun);
            dropOutdated();
        }
    }

    private void dropOutdated() {
        if (queue.size() > 2 * watches.size() + FEW) {
            queue.clear();
            watches.values().stream().filter(watch -> !watch.expired).forEach(queue::add);
        }
    }

    /**
     * Lets time pass: takes away what has been silent for its lease, and reports it to the observer.
     *
     * @return the keys whose entries have expired since this was called last
     */
    public Set<K> expire() {
        watchAll();
        long now = replicaContext().monotonicNanos();
        Set<K> gone = new HashSet<>();
        RegisterChange.Collector<K, V> changes = new RegisterChange.Collector<>();
        for (Watch<K> next = queue.peek(); next != null && next.deadline - now <= 0; next = queue.peek()) {
            queue.remove();
            DotFun<Stamped<Leased<V>>> writes = store().get(next.key);
            Optional<V> was = shown(next.key, writes);
            if (watches.get(next.key) == next) {
                next.expired = true;
                if (was.isPresent() && isExpired(next.key, writes)) {
                    gone.add(next.key);
                    changes.put(next.key, change(was, Optional.empty(), List.of()));
                }
            }
        }
        report(changes.change());
        return Collections.unmodifiableSet(gone);
    }

    /* also forgets watches of keys that were removed by observation */
    private void watchAll() {
        if (!allWatched) {
            allWatched = true;
            store().forEach(this::watch);
        }
        if (watches.size() > store().size()) {
            watches.keySet().retainAll(store().keys());
        }
    }

    /* A write that becomes the newest is not watched yet, and so is shown. */
    @Override
    protected Changes<K, Leased<V>, MapChange<K, RegisterChange<V>>> changes() {
        RegisterChange.Collector<K, V> collector = new RegisterChange.Collector<>();
        return new Changes<>() {
            @Override
            public void put(
                    K key, @Nullable DotFun<Stamped<Leased<V>>> before, @Nullable DotFun<Stamped<Leased<V>>> after) {
                Optional<V> is = shown(key, after);
                collector.put(key, ExpiringMap.change(shown(key, before), is, overruled(before, after, is)));
            }

            @Override
            public @Nullable MapChange<K, RegisterChange<V>> change() {
                return collector.change();
            }
        };
    }

    @Override
    protected void joined(K key, @Nullable DotFun<Stamped<Leased<V>>> after) {
        watch(key, after);
    }

    private static <V> @Nullable RegisterChange<V> change(Optional<V> was, Optional<V> is, List<V> overruled) {
        return was.equals(is) && overruled.isEmpty() ? null : new RegisterChange<>(was, is, overruled);
    }

    /* a renewal that lost to another of the same value lost nothing */
    private static <V> List<V> overruled(
            @Nullable DotFun<Stamped<Leased<V>>> before,
            @Nullable DotFun<Stamped<Leased<V>>> after,
            Optional<V> shown) {
        RegisterChange<Leased<V>> change = LastWriterWins.change(before, after);
        return change == null
                ? List.of()
                : change.overruled().stream()
                        .map(Leased::value)
                        .filter(value -> !Optional.of(value).equals(shown))
                        .toList();
    }

    @Override
    public void checkInvariants() {
        super.checkInvariants();
        store().forEach((key, writes) -> {
            boolean isPresent = LastWriterWins.value(writes).isPresent();
            Watch<K> watch = watches.get(key);
            boolean isWatched = watch != null && watch.write.equals(writes.dot(LastWriterWins.newest(writes)));
            if (allWatched && isPresent != isWatched) {
                throw new IllegalStateException("the entry of " + key + " is watched: " + isWatched);
            }
        });
    }
}
