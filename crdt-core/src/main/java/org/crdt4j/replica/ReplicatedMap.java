// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.crdt4j.causality.DotFun;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.Stamped;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.MapChange;
import org.crdt4j.crdt.RegisterChange;
import org.crdt4j.map.LastWriterWinsMap;

/**
 * A handle of a map in which the newest write of a key wins. Its reports name overruled writes too. Thread-safe. See {@link
 * LastWriterWinsMap}.
 *
 * @param <K> the keys; they must be immutable, and of a class that the codec knows
 * @param <V> the values; the same holds for them
 */
public final class ReplicatedMap<K, V> extends Handle<Map<K, V>, MapChange<K, RegisterChange<V>>> {

    private final ReplicatedObject<
                    LastWriterWinsMap<K, V>, Causal<DotMap<K, DotFun<Stamped<V>>>>, MapChange<K, RegisterChange<V>>>
            object;

    ReplicatedMap(
            ReplicatedObject<
                            LastWriterWinsMap<K, V>,
                            Causal<DotMap<K, DotFun<Stamped<V>>>>,
                            MapChange<K, RegisterChange<V>>>
                    object) {
        super(object);
        this.object = object;
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
        return new MapView<>(this::get, this::size, this::snapshot);
    }

    /**
     * The entries now.
     *
     * @return an immutable copy
     */
    public Map<K, V> snapshot() {
        return current();
    }

    /** Removes the map, with everything that was seen here; what is put concurrently survives. */
    public void delete() {
        deleteObject();
    }
}
