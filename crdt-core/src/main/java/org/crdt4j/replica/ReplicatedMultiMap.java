// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.crdt4j.crdt.MapChange;
import org.crdt4j.crdt.SetChange;
import org.crdt4j.map.MultiMap;

/**
 * A handle of a map from keys to sets of values, in which putting wins over concurrent removing. Thread-safe. See {@link MultiMap}.
 *
 * @param <K> the keys; they must be immutable, of a class that the codec knows, and have {@code equals} and {@code hashCode}
 * @param <V> the values; the same holds for them
 */
public final class ReplicatedMultiMap<K, V> extends Handle<Map<K, Set<V>>, MapChange<K, SetChange<V>>> {

    private final ReplicatedObject<MultiMap<K, V>, ?, MapChange<K, SetChange<V>>> object;

    ReplicatedMultiMap(ReplicatedObject<MultiMap<K, V>, ?, MapChange<K, SetChange<V>>> object) {
        super(object);
        this.object = object;
    }

    /**
     * Puts a value under a key, beside those that are there.
     *
     * @param key the key
     * @param value the value
     * @throws IllegalArgumentException if the codec does not know the class of either
     */
    public void put(K key, V value) {
        object.admission().checkKey(Objects.requireNonNull(key, "key"));
        object.admission().checkKey(Objects.requireNonNull(value, "value"));
        object.update(map -> map.put(key, value));
    }

    /**
     * Removes a value from under a key; one that is put there concurrently stays.
     *
     * @param key the key
     * @param value the value
     */
    public void remove(K key, V value) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        object.update(map -> map.remove(key, value));
    }

    /**
     * Removes a key with all values that were seen under it here; what is put there concurrently stays.
     *
     * @param key the key
     */
    public void removeAll(K key) {
        Objects.requireNonNull(key, "key");
        object.update(map -> map.removeAll(key));
    }

    /** Removes every key that was seen here. */
    public void clear() {
        object.update(MultiMap::clear);
    }

    /**
     * Whether a value is under a key.
     *
     * @param key the key
     * @param value the value
     * @return whether it is, now
     */
    public boolean contains(Object key, Object value) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        return object.read(map -> map.contains(key, value));
    }

    /**
     * The values of a key, as they change.
     *
     * @param key the key
     * @return a read-only live view, empty as long as the key is absent; an iteration, or a stream, sees the values as they were when it
     *     began
     */
    public Set<V> get(Object key) {
        Objects.requireNonNull(key, "key");
        return new SetView<>(
                value -> contains(key, value),
                () -> object.read(map -> map.get(key).size()),
                () -> object.read(map -> Set.copyOf(map.get(key))));
    }

    /**
     * The keys, each of which has a value, as they change.
     *
     * @return a read-only live view; an iteration, or a stream, sees the keys as they were when it began
     */
    public Set<K> keys() {
        return new SetView<>(
                key -> object.read(map -> map.keys().contains(key)),
                () -> object.read(map -> map.keys().size()),
                () -> object.read(map -> Set.copyOf(map.keys())));
    }

    /**
     * The number of pairs of a key and a value. Takes O(keys).
     *
     * @return how many there are now
     */
    public int size() {
        return object.read(MultiMap::size);
    }

    /**
     * The values by their keys, now.
     *
     * @return an immutable copy, in which no set is empty
     */
    public Map<K, Set<V>> snapshot() {
        return current();
    }

    /** Removes the map, with everything that was seen here; what is put concurrently survives. */
    public void delete() {
        deleteObject();
    }
}
