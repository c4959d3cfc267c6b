// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.crdt4j.crdt.MapChange;
import org.crdt4j.crdt.RegisterChange;
import org.crdt4j.map.ExpiringMap;

/**
 * A handle of a map whose entries have to be renewed, or they expire: who is there, and what they say of themselves. The newest write of a
 * key wins. Time passes for it in {@link #expire} only, by the replica's own {@linkplain ReplicaBuilder#ticker monotonic clock}. Thread-safe.
 * See {@link ExpiringMap}.
 *
 * @param <K> the keys; they must be immutable, of a class that the codec knows, and have {@code equals} and {@code hashCode}
 * @param <V> the values; they must be immutable, and of a class that the codec knows
 */
public final class ReplicatedExpiringMap<K, V> extends Handle<Map<K, V>, MapChange<K, RegisterChange<V>>> {

    private final ReplicatedObject<ExpiringMap<K, V>, ?, MapChange<K, RegisterChange<V>>> object;

    ReplicatedExpiringMap(ReplicatedObject<ExpiringMap<K, V>, ?, MapChange<K, RegisterChange<V>>> object) {
        super(object);
        this.object = object;
    }

    /**
     * Puts a value, for as long as the key is not silent for longer than the lease.
     *
     * @param key the key
     * @param value its value
     * @param lease up to 366 days; several times the interval of renewals and of synchronisation
     * @throws IllegalArgumentException if the codec does not know the class of key or value, or the lease is not above 0 or too long
     */
    public void put(K key, V value, Duration lease) {
        object.admission().checkKey(key);
        object.admission().checkValue(value);
        object.update(map -> map.put(key, value, lease));
    }

    /**
     * Says that a key is still there: its value is good for another lease.
     *
     * @param key the key
     * @return false if the key is absent, or has expired here: then put it again
     */
    public boolean renew(K key) {
        Objects.requireNonNull(key, "key");
        return object.change(map -> {
            boolean present = map.get(key).isPresent();
            map.renew(key);
            return present;
        });
    }

    /**
     * Removes a key now; that wins over older puts, and loses against newer ones.
     *
     * @param key the key
     * @throws IllegalArgumentException if the codec does not know its class
     */
    public void remove(K key) {
        object.admission().checkKey(key);
        object.update(map -> map.remove(key));
    }

    /**
     * Lets time pass: takes away, at this replica, what has been silent for its lease, and tells the listeners of it. Call it as often
     * as silence has to be noticed.
     *
     * @return the keys that have expired since this was called last
     */
    public Set<K> expire() {
        return object.change(ExpiringMap::expire);
    }

    /** Removes the entries that have expired here, at all replicas, so that they do not stay in memory for good. */
    public void removeExpired() {
        object.update(ExpiringMap::removeExpired);
    }

    /**
     * The value of a key.
     *
     * @param key the key
     * @return its value now, empty if the key is absent or has expired here
     */
    public Optional<V> get(Object key) {
        Objects.requireNonNull(key, "key");
        return object.read(map -> map.get(key));
    }

    /**
     * The number of keys. Takes O(keys).
     *
     * @return how many there are now that have not expired here
     */
    public int size() {
        return object.read(ExpiringMap::size);
    }

    /**
     * The entries that have not expired here, as they change.
     *
     * @return a read-only live view; its keys, its values and its entries are those of the moment in which they are asked for
     */
    public Map<K, V> entries() {
        return new MapView<>(this::get, this::size, this::snapshot);
    }

    /**
     * The entries that have not expired here, now.
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
