// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.map;

import java.util.AbstractSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.DotSet;
import org.crdt4j.causality.JoinScope;
import org.crdt4j.causality.MutableCausalContext;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.CausalCrdt;
import org.crdt4j.crdt.CausalType;
import org.crdt4j.crdt.MapChange;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.SetChange;
import org.crdt4j.crdt.WireFormat;
import org.jspecify.annotations.Nullable;

/**
 * A map from keys to sets of values, in which putting wins (OR-multimap).
 *
 * <p>Concurrent put and remove of one value under one key: it stays. Concurrent put of a value and remove of its whole key: that value
 * stays, the other values that the remove had seen are gone. Concurrent puts of one value under one key are one. Removes and clears
 * take away exactly the puts that their author had seen. A key is there while it has a value.
 *
 * <p>Deltas may come in any order, late, twice and with gaps. Putting, removing a value, asking, and joining a delta of one value take
 * O(1); removing a key O(its values); with an observer, a join copies the values of each key that it changes. There are no tombstones.
 * Keys and values need {@code equals} and {@code hashCode} and must be immutable. Not thread-safe.
 *
 * <p>Almeida, Shoker, Baquero, "Delta State Replicated Data Types", 2018.
 *
 * @param <K> the keys
 * @param <V> the values
 */
public final class MultiMap<K, V> extends CausalCrdt<DotMap<K, DotMap<V, DotSet>>, MapChange<K, SetChange<V>>> {

    /* A value is under its key as long as it has a dot, as an element is in an add-wins set. A dot map of dot maps is itself a dot
     * store, and its join goes key by key and value by value, with the contexts of the whole: so nothing has to keep a key alive. */

    private static final CausalType<
                    MultiMap<Object, Object>,
                    DotMap<Object, DotMap<Object, DotSet>>,
                    MapChange<Object, SetChange<Object>>>
            TYPE = new CausalType<>(
                    "multi-map", DotMap.empty(), MultiMap::new, WireFormat.dotMap(WireFormat.dotSetMap()));

    /**
     * An empty map.
     *
     * @param replicaContext its surroundings
     */
    public MultiMap(ReplicaContext replicaContext) {
        this(replicaContext, DotMap.empty());
    }

    private MultiMap(ReplicaContext replicaContext, DotMap<K, DotMap<V, DotSet>> store) {
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
    public static <K, V> CausalType<MultiMap<K, V>, DotMap<K, DotMap<V, DotSet>>, MapChange<K, SetChange<V>>> type() {
        return (CausalType<MultiMap<K, V>, DotMap<K, DotMap<V, DotSet>>, MapChange<K, SetChange<V>>>)
                (CausalType<?, ?, ?>) TYPE;
    }

    /**
     * Whether a value is under a key.
     *
     * @param key the key
     * @param value the value
     * @return whether it is
     */
    public boolean contains(Object key, Object value) {
        return valuesOf(key).get(value) != null;
    }

    /**
     * The values of a key.
     *
     * @param key the key
     * @return a read-only live view; empty as long as the key is absent
     */
    public Set<V> get(Object key) {
        return new AbstractSet<>() {
            @Override
            public Iterator<V> iterator() {
                return valuesOf(key).keys().iterator();
            }

            @Override
            public int size() {
                return valuesOf(key).size();
            }

            @Override
            public boolean contains(Object value) {
                return MultiMap.this.contains(key, value);
            }
        };
    }

    private DotMap<V, DotSet> valuesOf(Object key) {
        DotMap<V, DotSet> values = store().get(key);
        return values == null ? DotMap.empty() : values;
    }

    /**
     * The keys, each of which has a value.
     *
     * @return a read-only live view
     */
    public Set<K> keys() {
        return new AbstractSet<>() {
            @Override
            public Iterator<K> iterator() {
                return store().keys().iterator();
            }

            @Override
            public int size() {
                return store().size();
            }

            @Override
            public boolean contains(Object key) {
                return store().get(key) != null;
            }
        };
    }

    /**
     * The number of pairs of a key and a value. Takes O(keys).
     *
     * @return how many there are
     */
    public int size() {
        int size = 0;
        for (Map.Entry<K, DotMap<V, DotSet>> entry : store().entries()) {
            size += entry.getValue().size();
        }
        return size;
    }

    /**
     * The values by their keys, now. Takes O(keys); the next change then copies what it changes once.
     *
     * @return an unmodifiable map of unmodifiable sets, none of them empty
     */
    public Map<K, Set<V>> entries() {
        Map<K, Set<V>> entries = new HashMap<>();
        frozenStore().forEach((key, values) -> entries.put(key, values.keys()));
        return Collections.unmodifiableMap(entries);
    }

    @Override
    public Map<K, Set<V>> value() {
        return entries();
    }

    /**
     * Puts a value under a key, beside those that are there. Putting one that is there already is an event too: it then survives a
     * concurrent remove.
     *
     * @param key the key
     * @param value the value
     * @return the delta
     */
    public Causal<DotMap<K, DotMap<V, DotSet>>> put(K key, V value) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        DotMap<V, DotSet> values = valuesOf(key);
        DotSet before = values.get(value);
        Dot dot = replicaContext().nextDot();
        MutableCausalContext context = dotsOf(before == null ? DotSet.empty() : before);
        context.add(dot.replica(), dot.counter());
        DotSet fresh = DotSet.of(dot);
        boolean isNewKey = values.isEmpty();
        Causal<DotMap<K, DotMap<V, DotSet>>> delta = commit(
                store().put(key, values.put(value, fresh, owner()), owner()),
                DotMap.touching(key, DotMap.touching(value, fresh)),
                context.snapshot());
        if (before == null && isObserved()) {
            Map<K, SetChange<V>> change = Map.of(key, new SetChange<>(Set.of(value), Set.of()));
            report(new MapChange<>(isNewKey ? change : Map.of(), isNewKey ? Map.of() : change, Map.of()));
        }
        return delta;
    }

    /**
     * Removes a value from under a key, as far as this replica has seen it put there.
     *
     * @param key the key
     * @param value the value
     * @return the delta; it says nothing if the value is not there
     */
    public Causal<DotMap<K, DotMap<V, DotSet>>> remove(K key, V value) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        DotMap<V, DotSet> values = valuesOf(key);
        DotSet before = values.get(value);
        if (before == null) {
            return MultiMap.<K, V>type().bottom();
        }
        boolean isLast = values.size() == 1;
        Causal<DotMap<K, DotMap<V, DotSet>>> delta = commit(
                store().put(key, values.put(value, DotSet.empty(), owner()), owner()),
                DotMap.touching(key, DotMap.touching(value, DotSet.empty())),
                dotsOf(before).snapshot());
        if (isObserved()) {
            Map<K, SetChange<V>> change = Map.of(key, new SetChange<>(Set.of(), Set.of(value)));
            report(new MapChange<>(Map.of(), isLast ? Map.of() : change, isLast ? change : Map.of()));
        }
        return delta;
    }

    /**
     * Removes a key with all values that this replica has seen under it.
     *
     * @param key the key
     * @return the delta; it says nothing if the key is not there
     */
    public Causal<DotMap<K, DotMap<V, DotSet>>> removeAll(K key) {
        Objects.requireNonNull(key, "key");
        DotMap<V, DotSet> values = valuesOf(key);
        if (values.isEmpty()) {
            return MultiMap.<K, V>type().bottom();
        }
        Causal<DotMap<K, DotMap<V, DotSet>>> delta = commit(
                store().put(key, DotMap.empty(), owner()),
                DotMap.touching(key, DotMap.empty()),
                dotsOf(values).snapshot());
        if (isObserved()) {
            report(new MapChange<>(Map.of(), Map.of(), Map.of(key, new SetChange<>(Set.of(), values.keys()))));
        }
        return delta;
    }

    /**
     * Removes every key with all values that this replica has seen.
     *
     * @return the delta
     */
    public Causal<DotMap<K, DotMap<V, DotSet>>> clear() {
        return removeAll();
    }

    @Override
    protected DotMap<K, DotMap<V, DotSet>> join(
            DotMap<K, DotMap<V, DotSet>> mine, DotMap<K, DotMap<V, DotSet>> theirs, JoinScope scope) {
        if (!isObserved()) {
            return mine.join(theirs, scope);
        }
        Changes<K, V> changes = new Changes<>();
        DotMap<K, DotMap<V, DotSet>> joined = mine.join(theirs, scope, changes::put);
        report(changes.get());
        return joined;
    }

    @Override
    public @Nullable MapChange<K, SetChange<V>> change(
            DotMap<K, DotMap<V, DotSet>> before, DotMap<K, DotMap<V, DotSet>> after) {
        Changes<K, V> changes = new Changes<>();
        Set<K> keys = new HashSet<>(before.keys());
        keys.addAll(after.keys());
        keys.forEach(key -> changes.put(key, before.get(key), after.get(key)));
        return changes.get();
    }

    /** Collects what is reported of single keys. */
    private static final class Changes<K, V> {

        private final Map<K, SetChange<V>> added = new HashMap<>();
        private final Map<K, SetChange<V>> updated = new HashMap<>();
        private final Map<K, SetChange<V>> removed = new HashMap<>();

        void put(K key, @Nullable DotMap<V, DotSet> before, @Nullable DotMap<V, DotSet> after) {
            Set<V> gone = keysOf(before);
            Set<V> fresh = keysOf(after);
            Map<K, SetChange<V>> kind = gone.isEmpty() ? added : fresh.isEmpty() ? removed : updated;
            gone.removeAll(keysOf(after));
            fresh.removeAll(keysOf(before));
            if (!gone.isEmpty() || !fresh.isEmpty()) {
                kind.put(key, new SetChange<>(fresh, gone));
            }
        }

        private static <V> Set<V> keysOf(@Nullable DotMap<V, DotSet> values) {
            return values == null ? new HashSet<>() : new HashSet<>(values.keys());
        }

        @Nullable
        MapChange<K, SetChange<V>> get() {
            MapChange<K, SetChange<V>> change = new MapChange<>(added, updated, removed);
            return change.isEmpty() ? null : change;
        }
    }
}
