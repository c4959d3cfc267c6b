// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.map;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotConsumer;
import org.crdt4j.causality.DotFun;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.DotStore.Owner;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.JoinScope;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.CausalCrdt;
import org.crdt4j.crdt.CausalType;
import org.crdt4j.crdt.LastWriterWins;
import org.crdt4j.crdt.MapChange;
import org.crdt4j.crdt.RegisterChange;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.Stamped;
import org.crdt4j.crdt.WireFormat;
import org.jspecify.annotations.Nullable;

/**
 * A map in which the newest write of a key wins (LWW-map).
 *
 * <p>Of concurrent writes to one key the one with the greatest time wins; of equal times the one of the greater replica identity,
 * then the later event. A removal is a write like any other: it wins over older puts, also over such that it has not seen, and loses
 * against newer ones. Different keys do not touch each other. Times are hybrid: a write is never older than what its author had seen
 * of the key. Writes that lose are reported to the observer as overruled.
 *
 * <p>Deltas may come in any order, late, twice and with gaps. Putting, removing, asking, and joining a delta of one key take O(1);
 * joining a whole state O(keys of both). A removed key stays as a tombstone until {@link #compact} is told that every replica has
 * seen it and what it overruled. Do not compact a map while writes with older times of their own may still come. Keys need
 * {@code equals} and {@code hashCode}; keys and values must be immutable. Not thread-safe.
 *
 * <p>Shapiro, Preguica, Baquero, Zawirski, "A comprehensive study of Convergent and Commutative Replicated Data Types", 2011.
 *
 * @param <K> the keys
 * @param <V> the values
 */
public final class LastWriterWinsMap<K, V>
        extends CausalCrdt<DotMap<K, DotFun<Stamped<V>>>, MapChange<K, RegisterChange<V>>> {

    /* A key holds the concurrent writes that nobody has superseded; a write without a value is a removal. size counts the keys whose
     * newest write has a value; it is -1 until somebody asks for it.
     *
     * A removal that compact forgets, here or where a state came from, may still be remembered elsewhere. So nothing may be written
     * here any more that is older: the clock is put past it, and after a compaction here a given time before it is refused where
     * nothing else tells the order. */

    private static final CausalType<
                    LastWriterWinsMap<Object, Object>,
                    DotMap<Object, DotFun<Stamped<Object>>>,
                    MapChange<Object, RegisterChange<Object>>>
            TYPE = new CausalType<>(
                    "last-writer-wins-map",
                    DotMap.empty(),
                    LastWriterWinsMap::new,
                    WireFormat.dotMap(LastWriterWins.format()));

    private int size = -1;
    private HybridTimestamp forgottenUntil = HybridTimestamp.ZERO;

    /**
     * An empty map.
     *
     * @param replicaContext its surroundings
     */
    public LastWriterWinsMap(ReplicaContext replicaContext) {
        this(replicaContext, DotMap.empty());
    }

    private LastWriterWinsMap(ReplicaContext replicaContext, DotMap<K, DotFun<Stamped<V>>> store) {
        super(replicaContext, store);
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
            CausalType<LastWriterWinsMap<K, V>, DotMap<K, DotFun<Stamped<V>>>, MapChange<K, RegisterChange<V>>> type() {
        return (CausalType<LastWriterWinsMap<K, V>, DotMap<K, DotFun<Stamped<V>>>, MapChange<K, RegisterChange<V>>>)
                (CausalType<?, ?, ?>) TYPE;
    }

    /**
     * The value of a key.
     *
     * @param key the key
     * @return its value, empty if the key is absent
     */
    public Optional<V> get(Object key) {
        return LastWriterWins.value(store().get(key));
    }

    /**
     * The number of keys.
     *
     * @return how many have a value
     */
    public int size() {
        if (size < 0) {
            size = (int) store().entries().stream()
                    .filter(entry -> LastWriterWins.value(entry.getValue()).isPresent())
                    .count();
        }
        return size;
    }

    /** Whether no key has a value. */
    @Override
    public boolean isVacant() {
        return size() == 0;
    }

    /**
     * The entries.
     *
     * @return a read-only live view
     */
    public Map<K, V> entries() {
        return new Entries();
    }

    @Override
    public Map<K, V> value() {
        return Collections.unmodifiableMap(new HashMap<>(entries()));
    }

    /**
     * Puts a value now.
     *
     * @param key the key
     * @param value its value
     * @return the delta
     */
    public Causal<DotMap<K, DotFun<Stamped<V>>>> put(K key, V value) {
        return put(key, value, timeAfter(key));
    }

    /**
     * Puts a value as of a given time, for events that carry their own. A write that is older than the present one of the key loses
     * to it here as it does elsewhere.
     *
     * @param key the key
     * @param value its value
     * @param time when the event happened; later than the removals that were compacted
     * @return the delta
     * @throws IllegalArgumentException if the time is not later than that and the key is unknown
     */
    public Causal<DotMap<K, DotFun<Stamped<V>>>> put(K key, V value, HybridTimestamp time) {
        Objects.requireNonNull(value, "value");
        return write(key, new Stamped<>(time, value));
    }

    /**
     * Removes a key now. The removal of an absent key counts too, against concurrent and older puts.
     *
     * @param key the key
     * @return the delta
     */
    public Causal<DotMap<K, DotFun<Stamped<V>>>> remove(K key) {
        return remove(key, timeAfter(key));
    }

    /**
     * Removes a key as of a given time, for events that carry their own.
     *
     * @param key the key
     * @param time when the event happened; later than the removals that were compacted
     * @return the delta
     * @throws IllegalArgumentException if the time is not later than that and the key is unknown
     */
    public Causal<DotMap<K, DotFun<Stamped<V>>>> remove(K key, HybridTimestamp time) {
        return write(key, new Stamped<>(time, null));
    }

    /**
     * Removes every key that is there, now; all at the same time.
     *
     * @return the delta
     */
    public Causal<DotMap<K, DotFun<Stamped<V>>>> clear() {
        Set<K> keys = value().keySet();
        HybridTimestamp latest = HybridTimestamp.ZERO;
        for (K key : keys) {
            latest = later(latest, LastWriterWins.latest(store().get(key)));
        }
        HybridTimestamp now = keys.isEmpty() ? latest : replicaContext().nextTimestamp(latest);
        return inOneDelta(() -> keys.forEach(key -> remove(key, now)));
    }

    private HybridTimestamp timeAfter(K key) {
        Objects.requireNonNull(key, "key");
        return replicaContext().nextTimestamp(LastWriterWins.latest(store().get(key)));
    }

    private Causal<DotMap<K, DotFun<Stamped<V>>>> write(K key, Stamped<V> write) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(write.time(), "time");
        DotFun<Stamped<V>> before = store().get(key);
        if (before == null && write.time().compareTo(forgottenUntil) <= 0) {
            throw new IllegalArgumentException(
                    "a write as of " + write.time() + " cannot be put in order any more: removals until "
                            + forgottenUntil + " were compacted; compact only when no older writes can come");
        }
        Dot dot = replicaContext().nextDot();
        DotFun<Stamped<V>> after = LastWriterWins.write(before, dot, write);
        Causal<DotFun<Stamped<V>>> written = LastWriterWins.delta(before, after, dot);
        count(before, after);
        Causal<DotMap<K, DotFun<Stamped<V>>>> delta =
                commit(store().put(key, after, owner()), DotMap.touching(key, written.store()), written.context());
        if (isObserved()) {
            RegisterChange.Collector<K, V> changes = new RegisterChange.Collector<>();
            changes.put(key, LastWriterWins.changeByWrite(before, after, write.value(), dot));
            report(changes.change());
        }
        return delta;
    }

    @Override
    protected void emptied() {
        size = 0;
    }

    private void count(@Nullable DotFun<Stamped<V>> before, @Nullable DotFun<Stamped<V>> after) {
        if (size >= 0) {
            size += (LastWriterWins.value(after).isPresent() ? 1 : 0)
                    - (LastWriterWins.value(before).isPresent() ? 1 : 0);
        }
    }

    @Override
    protected DotMap<K, DotFun<Stamped<V>>> join(
            DotMap<K, DotFun<Stamped<V>>> mine, DotMap<K, DotFun<Stamped<V>>> theirs, JoinScope scope) {
        RegisterChange.Collector<K, V> changes = new RegisterChange.Collector<>();
        List<DotFun<Stamped<V>>> gone = new ArrayList<>();
        DotMap<K, DotFun<Stamped<V>>> joined = mine.join(theirs, scope, (key, before, after) -> {
            count(before, after);
            if (before != null && after == null) {
                gone.add(before);
            }
            if (isObserved()) {
                changes.put(key, LastWriterWins.change(before, after));
            }
        });
        passBy(gone);
        report(changes.change());
        return joined;
    }

    @Override
    protected void forEachVisibleDot(DotMap<K, DotFun<Stamped<V>>> present, DotConsumer action) {
        present.entries().forEach(entry -> LastWriterWins.forVisibleDot(entry.getValue(), action));
    }

    @Override
    public @Nullable MapChange<K, RegisterChange<V>> change(
            DotMap<K, DotFun<Stamped<V>>> before, DotMap<K, DotFun<Stamped<V>>> after) {
        RegisterChange.Collector<K, V> changes = new RegisterChange.Collector<>();
        for (K key : before.keys()) {
            changes.put(key, LastWriterWins.change(before.get(key), after.get(key)));
        }
        for (K key : after.keys()) {
            if (before.get(key) == null) {
                changes.put(key, LastWriterWins.change(null, after.get(key)));
            }
        }
        return changes.change();
    }

    @Override
    protected DotMap<K, DotFun<Stamped<V>>> compact(
            DotMap<K, DotFun<Stamped<V>>> present, VersionVector stable, Owner editor) {
        Map<K, DotFun<Stamped<V>>> gone = LastWriterWins.forgettable(present, stable);
        DotMap<K, DotFun<Stamped<V>>> smaller = present;
        for (K key : gone.keySet()) {
            smaller = smaller.put(key, DotFun.empty(), editor);
        }
        forgottenUntil = later(forgottenUntil, passBy(gone.values()));
        return smaller;
    }

    /* puts the clock past writes that are gone, and returns the time of the latest */
    private HybridTimestamp passBy(Collection<DotFun<Stamped<V>>> gone) {
        HybridTimestamp latest = LastWriterWins.latest(gone);
        if (!gone.isEmpty()) {
            replicaContext().nextTimestamp(latest);
        }
        return latest;
    }

    private static HybridTimestamp later(HybridTimestamp one, HybridTimestamp other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    @Override
    public void checkInvariants() {
        super.checkInvariants();
        long counted = store().entries().stream()
                .filter(entry -> LastWriterWins.value(entry.getValue()).isPresent())
                .count();
        if (size >= 0 && size != counted) {
            throw new IllegalStateException("size is " + size + ", but " + counted + " keys have a value");
        }
    }

    private final class Entries extends AbstractMap<K, V> {

        @Override
        public @Nullable V get(@Nullable Object key) {
            return key == null ? null : LastWriterWinsMap.this.get(key).orElse(null);
        }

        @Override
        public boolean containsKey(@Nullable Object key) {
            return key != null && LastWriterWinsMap.this.get(key).isPresent();
        }

        @Override
        public Set<Map.Entry<K, V>> entrySet() {
            return new AbstractSet<>() {
                @Override
                public Iterator<Map.Entry<K, V>> iterator() {
                    return store().entries().stream()
                            .flatMap(entry -> LastWriterWins.value(entry.getValue()).stream()
                                    .map(value -> Map.entry(entry.getKey(), value)))
                            .iterator();
                }

                @Override
                public int size() {
                    return LastWriterWinsMap.this.size();
                }
            };
        }
    }
}
