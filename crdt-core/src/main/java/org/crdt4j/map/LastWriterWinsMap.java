// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.map;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotFun;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.Stamped;
import org.crdt4j.causality.TimedWrites;
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
public final class LastWriterWinsMap<K, V> extends LastWriterWinsCrdt<K, V, MapChange<K, RegisterChange<V>>> {

    private static final CausalType<
                    LastWriterWinsMap<Object, Object>,
                    DotMap<Object, DotFun<Stamped<Object>>>,
                    MapChange<Object, RegisterChange<Object>>>
            TYPE = new CausalType<>(
                    "last-writer-wins-map",
                    DotMap.empty(),
                    LastWriterWinsMap::new,
                    WireFormat.dotMap(LastWriterWins.format()));

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
        return Optional.ofNullable(TimedWrites.value(store(), key));
    }

    /**
     * The number of keys.
     *
     * @return how many have a value
     */
    public int size() {
        return present();
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
        return write(key, Objects.requireNonNull(value, "value"));
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
        return write(key, time, Objects.requireNonNull(value, "value"));
    }

    /**
     * Removes a key now. The removal of an absent key counts too, against concurrent and older puts.
     *
     * @param key the key
     * @return the delta
     */
    public Causal<DotMap<K, DotFun<Stamped<V>>>> remove(K key) {
        return write(key, null);
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
        return write(key, time, null);
    }

    @Override
    protected Changes<K, V, MapChange<K, RegisterChange<V>>> changes() {
        RegisterChange.Collector<K, V> collector = new RegisterChange.Collector<>();
        return new Changes<>() {
            @Override
            public void put(K key, @Nullable DotFun<Stamped<V>> before, @Nullable DotFun<Stamped<V>> after) {
                collector.put(key, LastWriterWins.change(before, after));
            }

            @Override
            public @Nullable MapChange<K, RegisterChange<V>> change() {
                return collector.change();
            }
        };
    }

    @Override
    protected @Nullable MapChange<K, RegisterChange<V>> written(
            K key, @Nullable DotFun<Stamped<V>> before, DotFun<Stamped<V>> after, Dot dot, Stamped<V> write) {
        RegisterChange.Collector<K, V> collector = new RegisterChange.Collector<>();
        collector.put(key, LastWriterWins.changeByWrite(before, after, write.value(), dot));
        return collector.change();
    }

    private final class Entries extends AbstractMap<K, V> {

        @Override
        public @Nullable V get(@Nullable Object key) {
            return TimedWrites.value(store(), key);
        }

        @Override
        public boolean containsKey(@Nullable Object key) {
            return TimedWrites.value(store(), key) != null;
        }

        @Override
        public Set<Map.Entry<K, V>> entrySet() {
            return new AbstractSet<>() {
                @Override
                public Iterator<Map.Entry<K, V>> iterator() {
                    return TimedWrites.entries(store());
                }

                @Override
                public int size() {
                    return LastWriterWinsMap.this.size();
                }
            };
        }
    }
}
