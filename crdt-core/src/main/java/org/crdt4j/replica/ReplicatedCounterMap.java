// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.math.BigInteger;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.crdt4j.counter.CounterMap;
import org.crdt4j.crdt.MapChange;
import org.crdt4j.crdt.ValueChange;

/**
 * A handle of a counter for each key. Concurrent changes all count; the removal of a key cancels exactly what was seen here. Thread-safe.
 * See {@link CounterMap}.
 *
 * @param <K> the keys; they must be immutable, of a class that the codec knows, and have {@code equals} and {@code hashCode}
 */
public final class ReplicatedCounterMap<K> extends Handle<Map<K, BigInteger>, MapChange<K, ValueChange<BigInteger>>> {

    private final ReplicatedObject<CounterMap<K>, ?, MapChange<K, ValueChange<BigInteger>>> object;

    ReplicatedCounterMap(ReplicatedObject<CounterMap<K>, ?, MapChange<K, ValueChange<BigInteger>>> object) {
        super(object);
        this.object = object;
    }

    /**
     * The count of a key.
     *
     * @param key the key
     * @return what was counted and not removed, 0 if the key is absent
     * @throws ArithmeticException if it does not fit into a {@code long}; then use {@link #counts}
     */
    public long get(Object key) {
        Objects.requireNonNull(key, "key");
        return object.read(map -> map.get(key));
    }

    /**
     * Adds one to a key.
     *
     * @param key the key
     * @throws IllegalArgumentException if the codec does not know its class
     * @throws ArithmeticException if this replica's running total of the key would not fit into a {@code long}; nothing is counted
     */
    public void increment(K key) {
        increment(key, 1);
    }

    /**
     * Takes one away from a key.
     *
     * @param key the key
     * @throws IllegalArgumentException if the codec does not know its class
     * @throws ArithmeticException if this replica's running total of the key would not fit into a {@code long}; nothing is counted
     */
    public void decrement(K key) {
        increment(key, -1);
    }

    /**
     * Counts a key down by some.
     *
     * @param key the key
     * @param amount how many
     */
    public void decrement(K key, long amount) {
        increment(key, Math.negateExact(amount));
    }

    /**
     * Adds some to a key, or takes some away.
     *
     * @param key the key, which is there from then on if it was not before, also if the amount is 0
     * @param amount how many, negative to take away
     * @throws IllegalArgumentException if the codec does not know the key's class
     * @throws ArithmeticException if this replica's running total of the key would not fit into a {@code long}; nothing is counted
     */
    public void increment(K key, long amount) {
        object.admission().checkKey(key);
        object.update(map -> map.increment(key, amount));
    }

    /**
     * Removes a key with all that was seen counted here; what is counted concurrently stays.
     *
     * @param key the key
     */
    public void remove(K key) {
        Objects.requireNonNull(key, "key");
        object.update(map -> map.remove(key));
    }

    /** Removes every key that was seen here. */
    public void clear() {
        object.update(CounterMap::clear);
    }

    /**
     * The number of keys.
     *
     * @return how many there are now
     */
    public int size() {
        return object.read(CounterMap::size);
    }

    /**
     * The counts by their keys, as they change.
     *
     * @return a read-only live view; its keys, its values and its entries are those of the moment in which they are asked for
     */
    public Map<K, BigInteger> counts() {
        return new MapView<>(this::find, this::size, this::snapshot);
    }

    private Optional<BigInteger> find(Object key) {
        return object.read(map -> map.containsKey(key) ? Optional.of(map.bigValue(key)) : Optional.empty());
    }

    /**
     * The counts by their keys, now.
     *
     * @return an immutable copy
     */
    public Map<K, BigInteger> snapshot() {
        return current();
    }

    /** Removes the map, with everything that was seen here; what is counted concurrently survives. */
    public void delete() {
        deleteObject();
    }
}
