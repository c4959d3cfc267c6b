// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.counter;

import java.math.BigInteger;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.DotConsumer;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.DotStore.Owner;
import org.crdt4j.causality.JoinScope;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.CausalCrdt;
import org.crdt4j.crdt.CausalType;
import org.crdt4j.crdt.MapChange;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.crdt.WireFormat;
import org.jspecify.annotations.Nullable;

/**
 * A counter for each key (counter map).
 *
 * <p>Concurrent increments and decrements of one key all count. Concurrent increment and remove of a key: the key stays, with what was
 * counted concurrently; the remove cancels exactly what its author had seen. Concurrent removes of a key are one. A key is there from
 * the first time it is counted, even if it is at 0 again, until it is removed; the count of any other key is 0.
 *
 * <p>Deltas may come in any order, late and twice; an increment that is lost is made good by any later one of the same replica and key.
 * Counting, removing, asking, and joining a delta of one key take O(replicas). The state is two marks for each key and each replica
 * that counted it; the marks of removed keys go with {@link #compact}, those of its own replica at once. The running total of one
 * replica and key must fit into a {@code long}. Keys need {@code equals} and {@code hashCode} and must be immutable. Not thread-safe.
 *
 * <p>Compare Weidner, Almeida, "An Oblivious Observed-Reset Embeddable Replicated Counter", 2022.
 *
 * @param <K> the keys
 */
public final class CounterMap<K> extends CausalCrdt<DotMap<K, CountStore>, MapChange<K, ValueChange<BigInteger>>> {

    /* A key holds the store of a resettable counter. Its removal is a reset, which leaves marks that count nothing; a key with no
     * other marks is not there. The marks themselves keep a key that counts 0, so nothing else has to. */

    private static final CausalType<
                    CounterMap<Object>, DotMap<Object, CountStore>, MapChange<Object, ValueChange<BigInteger>>>
            TYPE = new CausalType<>(
                    "counter-map", DotMap.empty(), CounterMap::new, WireFormat.dotMap(CountStore.format()));

    /**
     * A map without keys.
     *
     * @param replicaContext its surroundings
     */
    public CounterMap(ReplicaContext replicaContext) {
        this(replicaContext, DotMap.empty());
    }

    private CounterMap(ReplicaContext replicaContext, DotMap<K, CountStore> store) {
        super(replicaContext, store);
    }

    /**
     * The type.
     *
     * @param <K> the keys
     * @return its descriptor
     */
    @SuppressWarnings("unchecked")
    public static <K> CausalType<CounterMap<K>, DotMap<K, CountStore>, MapChange<K, ValueChange<BigInteger>>> type() {
        return (CausalType<CounterMap<K>, DotMap<K, CountStore>, MapChange<K, ValueChange<BigInteger>>>)
                (CausalType<?, ?, ?>) TYPE;
    }

    /**
     * The count of a key, as a {@code long}.
     *
     * @param key the key
     * @return what was counted and not removed, 0 if the key is absent
     * @throws ArithmeticException if it does not fit; then use {@link #bigValue}
     */
    public long get(Object key) {
        return bigValue(key).longValueExact();
    }

    /**
     * The count of a key.
     *
     * @param key the key
     * @return what was counted and not removed, however large; 0 if the key is absent
     */
    public BigInteger bigValue(Object key) {
        CountStore counts = store().get(key);
        return counts == null ? BigInteger.ZERO : counts.sum();
    }

    /**
     * Whether a key is there.
     *
     * @param key the key
     * @return whether it was counted and not removed since
     */
    public boolean containsKey(Object key) {
        return isThere(store().get(key));
    }

    private static boolean isThere(@Nullable CountStore counts) {
        return counts != null && !counts.isZero();
    }

    /**
     * The keys. Takes O(all).
     *
     * @return those that are there now
     */
    public Set<K> keys() {
        return store().entries().stream()
                .filter(entry -> isThere(entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The number of keys. Takes O(keys).
     *
     * @return how many are there
     */
    public int size() {
        return keys().size();
    }

    /** Whether no key is there. */
    @Override
    public boolean isVacant() {
        return store().entries().stream().noneMatch(entry -> isThere(entry.getValue()));
    }

    /** The counts by their keys, however large. Takes O(all). */
    @Override
    public Map<K, BigInteger> value() {
        Map<K, BigInteger> counts = new HashMap<>();
        store().forEach((key, store) -> {
            if (isThere(store)) {
                counts.put(key, store.sum());
            }
        });
        return Collections.unmodifiableMap(counts);
    }

    /**
     * Adds one.
     *
     * @param key the key
     * @return the delta
     * @throws ArithmeticException if this replica's running total would not fit into a {@code long}; nothing is counted
     */
    public Causal<DotMap<K, CountStore>> increment(K key) {
        return increment(key, 1);
    }

    /**
     * Adds some, or takes some away if the amount is negative. An amount of 0 keeps the key against a concurrent remove.
     *
     * @param key the key
     * @param amount how many
     * @return the delta
     * @throws ArithmeticException if this replica's running total would not fit into a {@code long}; nothing is counted
     */
    public Causal<DotMap<K, CountStore>> increment(K key, long amount) {
        Objects.requireNonNull(key, "key");
        CountStore before = store().get(key);
        CountStore known = before == null ? CountStore.empty() : before;
        CountStore.Entry entry = known.step(replicaContext(), amount);
        CountStore after = known.with(entry);
        CountStore counted = CountStore.of(entry);
        Causal<DotMap<K, CountStore>> delta =
                commit(store().put(key, after, owner()), DotMap.touching(key, counted), CausalContext.of(counted));
        reportKey(key, before, after);
        return delta;
    }

    /**
     * Takes one away.
     *
     * @param key the key
     * @return the delta
     * @throws ArithmeticException if this replica's running total would not fit into a {@code long}; nothing is counted
     */
    public Causal<DotMap<K, CountStore>> decrement(K key) {
        return increment(key, -1);
    }

    /**
     * Takes some away, or adds some if the amount is negative.
     *
     * @param key the key
     * @param amount how many
     * @return the delta
     * @throws ArithmeticException if this replica's running total would not fit into a {@code long}; nothing is counted
     */
    public Causal<DotMap<K, CountStore>> decrement(K key, long amount) {
        return increment(key, Math.negateExact(amount));
    }

    /**
     * Removes a key, and cancels everything that this replica has seen counted for it.
     *
     * @param key the key
     * @return the delta; it says nothing if the key is not there
     */
    public Causal<DotMap<K, CountStore>> remove(K key) {
        Objects.requireNonNull(key, "key");
        CountStore before = store().get(key);
        if (before == null || before.isZero()) {
            return CounterMap.<K>type().bottom();
        }
        CountStore after = before.removed();
        CountStore removal = before.removal();
        Causal<DotMap<K, CountStore>> delta = commit(
                store().put(key, after, owner()),
                DotMap.touching(key, removal),
                contextOfRemoval(before, after, removal));
        reportKey(key, before, after);
        return delta;
    }

    /**
     * Removes every key, and cancels everything that this replica has seen counted.
     *
     * @return the delta
     */
    public Causal<DotMap<K, CountStore>> clear() {
        return removeAll();
    }

    private void reportKey(K key, @Nullable CountStore before, CountStore after) {
        if (isObserved()) {
            Changes<K> changes = new Changes<>();
            changes.put(key, before, after);
            report(changes.get());
        }
    }

    @Override
    protected DotMap<K, CountStore> join(DotMap<K, CountStore> mine, DotMap<K, CountStore> theirs, JoinScope scope) {
        if (!isObserved()) {
            return mine.join(theirs, scope);
        }
        Changes<K> changes = new Changes<>();
        DotMap<K, CountStore> joined = mine.join(theirs, scope, changes::put);
        report(changes.get());
        return joined;
    }

    @Override
    protected void forEachVisibleDot(DotMap<K, CountStore> present, DotConsumer action) {
        present.forEach((key, counts) -> counts.forEachVisibleDot(action));
    }

    /** Of a key that is added or removed, the report is the change from or to 0, also if it counted 0. */
    @Override
    public @Nullable MapChange<K, ValueChange<BigInteger>> change(
            DotMap<K, CountStore> before, DotMap<K, CountStore> after) {
        Changes<K> changes = new Changes<>();
        Set<K> keys = new HashSet<>(before.keys());
        keys.addAll(after.keys());
        keys.forEach(key -> changes.put(key, before.get(key), after.get(key)));
        return changes.get();
    }

    @Override
    protected DotMap<K, CountStore> compact(DotMap<K, CountStore> present, VersionVector stable, Owner editor) {
        Predicate<ReplicaId> droppable = CountStore.droppable(replicaContext(), stable);
        DotMap<K, CountStore> smaller = present;
        for (K key : Set.copyOf(present.keys())) {
            CountStore counts = Objects.requireNonNull(present.get(key));
            CountStore kept = counts.withoutZeros(droppable);
            if (kept != counts) {
                smaller = smaller.put(key, kept, editor);
            }
        }
        return smaller;
    }

    /** Collects what is reported of single keys. */
    private static final class Changes<K> {

        private final Map<K, ValueChange<BigInteger>> added = new HashMap<>();
        private final Map<K, ValueChange<BigInteger>> updated = new HashMap<>();
        private final Map<K, ValueChange<BigInteger>> removed = new HashMap<>();

        void put(K key, @Nullable CountStore before, @Nullable CountStore after) {
            boolean was = isThere(before);
            boolean is = isThere(after);
            ValueChange<BigInteger> change = new ValueChange<>(sumOf(before), sumOf(after));
            if (was != is) {
                (is ? added : removed).put(key, change);
            } else if (!change.before().equals(change.after())) {
                updated.put(key, change);
            }
        }

        private static BigInteger sumOf(@Nullable CountStore counts) {
            return counts == null ? BigInteger.ZERO : counts.sum();
        }

        @Nullable
        MapChange<K, ValueChange<BigInteger>> get() {
            MapChange<K, ValueChange<BigInteger>> change = new MapChange<>(added, updated, removed);
            return change.isEmpty() ? null : change;
        }
    }
}
