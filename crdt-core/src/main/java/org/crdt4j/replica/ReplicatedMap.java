// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.AbstractMap;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.crdt4j.causality.DotFun;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.MapChange;
import org.crdt4j.crdt.RegisterChange;
import org.crdt4j.crdt.Stamped;
import org.crdt4j.map.LastWriterWinsMap;
import org.jspecify.annotations.Nullable;

/**
 * A handle of a map in which the newest write of a key wins. Thread-safe. See {@link LastWriterWinsMap}.
 *
 * @param <K> the keys; they must be immutable, and of a class that the codec knows
 * @param <V> the values; the same holds for them
 */
public final class ReplicatedMap<K, V> {

    private final ReplicatedObject<
                    LastWriterWinsMap<K, V>, Causal<DotMap<K, DotFun<Stamped<V>>>>, MapChange<K, RegisterChange<V>>>
            object;

    ReplicatedMap(
            ReplicatedObject<
                            LastWriterWinsMap<K, V>,
                            Causal<DotMap<K, DotFun<Stamped<V>>>>,
                            MapChange<K, RegisterChange<V>>>
                    object) {
        this.object = object;
    }

    /**
     * The map's name.
     *
     * @return the name
     */
    public String name() {
        return object.name();
    }

    /**
     * The value of a key.
     *
     * @param key the key
     * @return its value now, empty if the key is absent
     */
    public Optional<V> get(Object key) {
        Objects.requireNonNull(key, "key");
        return object.read(map -> map.get(key));
    }

    /**
     * Puts a value now.
     *
     * @param key the key
     * @param value its value
     * @throws IllegalArgumentException if the codec does not know the class of either
     */
    public void put(K key, V value) {
        object.admission().checkKey(key);
        object.admission().checkValue(value);
        object.update(map -> map.put(key, value));
    }

    /**
     * Puts a value as of a given time, for events that carry their own; an older write never replaces a newer one.
     *
     * @param key the key
     * @param value its value
     * @param time when the event happened
     * @throws IllegalArgumentException if the codec does not know the class of key or value, or the time is too far in the future
     */
    public void put(K key, V value, HybridTimestamp time) {
        object.admission().checkKey(key);
        object.admission().checkValue(value);
        object.admission().checkTime(time);
        object.update(map -> map.put(key, value, time));
    }

    /**
     * Removes a key now; that wins over older puts, and loses against newer ones.
     *
     * @param key the key
     */
    public void remove(K key) {
        object.admission().checkKey(key);
        object.update(map -> map.remove(key));
    }

    /**
     * The number of keys.
     *
     * @return how many there are now
     */
    public int size() {
        return object.read(LastWriterWinsMap::size);
    }

    /**
     * The entries, as they change.
     *
     * @return a read-only live view; its keys, its values and its entries are those of the moment in which they are asked for, so that
     *     whoever goes through them sees the map as it was then
     */
    public Map<K, V> entries() {
        return new AbstractMap<>() {
            @Override
            public @Nullable V get(@Nullable Object key) {
                return key == null ? null : ReplicatedMap.this.get(key).orElse(null);
            }

            @Override
            public boolean containsKey(@Nullable Object key) {
                return key != null && ReplicatedMap.this.get(key).isPresent();
            }

            @Override
            public int size() {
                return ReplicatedMap.this.size();
            }

            @Override
            public Set<Map.Entry<K, V>> entrySet() {
                return snapshot().entrySet();
            }

            @Override
            public Set<K> keySet() {
                return snapshot().keySet();
            }

            @Override
            public Collection<V> values() {
                return snapshot().values();
            }
        };
    }

    /**
     * The entries now.
     *
     * @return an immutable copy
     */
    public Map<K, V> snapshot() {
        return object.read(LastWriterWinsMap::value);
    }

    /** Removes the map, with everything that was seen here; what is put concurrently survives. */
    public void delete() {
        object.delete();
    }

    /**
     * Has each change reported, exactly once and in order, overruled writes too.
     *
     * @param listener takes the changes; called outside of any lock
     * @return ends it
     */
    public Subscription onChange(Consumer<? super ObjectChange<MapChange<K, RegisterChange<V>>>> listener) {
        return object.onChange(listener);
    }

    /**
     * Has the entries reported now, then each change of them, without a gap.
     *
     * @param first takes the present entries
     * @param listener takes the changes after them
     * @return ends it
     */
    @SuppressWarnings("unchecked")
    public Subscription onChange(
            Consumer<Map<K, V>> first, Consumer<? super ObjectChange<MapChange<K, RegisterChange<V>>>> listener) {
        Objects.requireNonNull(first, "first");
        return object.onChange(value -> first.accept((Map<K, V>) value), listener);
    }

    @Override
    public String toString() {
        return name() + "=" + snapshot();
    }
}
