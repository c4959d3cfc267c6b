// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.map;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotConsumer;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.DotSet;
import org.crdt4j.causality.DotStore;
import org.crdt4j.causality.DotStore.Owner;
import org.crdt4j.causality.JoinScope;
import org.crdt4j.causality.MutableCausalContext;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.CausalCrdt;
import org.crdt4j.crdt.CausalType;
import org.crdt4j.crdt.MapChange;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.WireFormat;
import org.jspecify.annotations.Nullable;

/**
 * A map from keys to replicated children of one causal type: sets, counters, registers, maps, to any depth (OR-map).
 *
 * <p>Concurrent updates of one key are joined by the child's own rules. Concurrent update and remove of a key: the key stays, and
 * with it what the update wrote; the remove takes away exactly what its author had seen of the child. A clear removes every key that
 * its author had seen. A key whose child became empty stays until it is removed.
 *
 * <p>Deltas may come in any order, late, twice and with gaps. Asking, removing, and joining a delta of one key take O(1) besides the
 * child's own cost; an update copies the child's store once. There are no tombstones, but for what a child keeps of itself (a counter
 * keeps its marks until {@link #compact}). Keys need {@code equals} and {@code hashCode} and must be immutable. Not thread-safe.
 *
 * <p>Almeida, Shoker, Baquero, "Delta State Replicated Data Types", 2018; Brown et al., "Riak DT Map", 2014.
 *
 * @param <K> the keys
 * @param <T> the children
 * @param <S> the dot store of a child
 * @param <C> the report of what changed in a child
 */
public final class ObservedRemoveMap<K, T extends CausalCrdt<S, C>, S extends DotStore<S>, C>
        extends CausalCrdt<DotMap<K, KeyStore<S>>, MapChange<K, Optional<C>>> {

    /* A key is alive by the dot of its last update. A removal whose author missed an earlier update, but not the last, takes that dot
     * and leaves what the earlier update wrote; so content that nobody removed keeps a key too.
     *
     * All children share the context of the map, so a remove is conveyed by context alone, however deep the child. A child is a
     * short-lived view: it lives for one query, or for one update, whose deltas it collects; if the update throws, nothing happened
     * but that some event numbers are never used. */

    private final CausalType<T, S, C> childType;
    private final T child;

    /**
     * An empty map.
     *
     * @param replicaContext its surroundings
     * @param childType the type of the children
     */
    public ObservedRemoveMap(ReplicaContext replicaContext, CausalType<T, S, C> childType) {
        this(replicaContext, childType, DotMap.empty());
    }

    private ObservedRemoveMap(
            ReplicaContext replicaContext, CausalType<T, S, C> childType, DotMap<K, KeyStore<S>> store) {
        super(replicaContext, store);
        this.childType = Objects.requireNonNull(childType, "childType");
        this.child = childType.create(replicaContext);
    }

    /**
     * The type of maps with such children.
     *
     * @param <K> the keys
     * @param <T> the children
     * @param <S> the dot store of a child
     * @param <C> the report of what changed in a child
     * @param childType the type of the children
     * @return its descriptor
     */
    public static <K, T extends CausalCrdt<S, C>, S extends DotStore<S>, C>
            CausalType<ObservedRemoveMap<K, T, S, C>, DotMap<K, KeyStore<S>>, MapChange<K, Optional<C>>> of(
                    CausalType<T, S, C> childType) {
        return new CausalType<>(
                "observed-remove-map(" + childType.name() + ")",
                DotMap.empty(),
                (replicaContext, store) -> new ObservedRemoveMap<>(replicaContext, childType, store),
                WireFormat.dotMap(KeyStore.format(childType.storeFormat())));
    }

    /**
     * Whether a key is there.
     *
     * @param key the key
     * @return whether it is
     */
    public boolean containsKey(Object key) {
        return isAlive(store().get(key));
    }

    private boolean isAlive(@Nullable KeyStore<S> entry) {
        return entry != null
                && (!entry.alive().isEmpty() || !child(entry.child()).isVacant());
    }

    /**
     * The keys.
     *
     * @return those that are there now
     */
    public Set<K> keys() {
        return store().entries().stream()
                .filter(entry -> isAlive(entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Asks a child something.
     *
     * @param <R> the answer
     * @param key the key
     * @param query reads from the child; what it changes there is lost
     * @return the answer, empty if the key is absent
     */
    public <R> Optional<R> read(Object key, Function<? super T, ? extends R> query) {
        KeyStore<S> entry = store().get(key);
        return entry == null || !isAlive(entry) ? Optional.empty() : Optional.of(query.apply(child(entry.child())));
    }

    /** Whether no key is there. */
    @Override
    public boolean isVacant() {
        return store().entries().stream().noneMatch(entry -> isAlive(entry.getValue()));
    }

    private T child(S store) {
        return within(childType.over(replicaContext(), store));
    }

    /** The children's values by their keys. */
    @Override
    public Map<K, Object> value() {
        Map<K, Object> values = new HashMap<>();
        for (Map.Entry<K, KeyStore<S>> entry : store().entries()) {
            if (isAlive(entry.getValue())) {
                values.put(entry.getKey(), child(entry.getValue().child()).value());
            }
        }
        return Collections.unmodifiableMap(values);
    }

    /**
     * Updates a child, which is there from then on if it was not before.
     *
     * @param key the key
     * @param mutators calls mutators of the child, any number; if it throws, the map is unchanged
     * @return one delta of all of them
     * @throws IllegalStateException if the mutators changed the same key through the map, not through the child they were given; that
     *     change stays, and what they did to the child is lost
     */
    public Causal<DotMap<K, KeyStore<S>>> update(K key, Consumer<? super T> mutators) {
        Objects.requireNonNull(key, "key");
        KeyStore<S> before = store().get(key);
        T updated = child(before == null ? childType.bottomStore() : before.child());
        Causal<S> childDelta = updated.inOneDelta(() -> mutators.accept(updated));
        if (store().get(key) != before) {
            throw new IllegalStateException(
                    "key " + key + " was changed within its own update: use the child that is given");
        }
        Dot dot = replicaContext().nextDot();
        DotSet alive = DotSet.of(dot.replica(), dot.counter());
        MutableCausalContext context = dotsOf(before == null ? DotSet.empty() : before.alive());
        context.add(dot.replica(), dot.counter());
        context.addAll(childDelta.context());
        KeyStore<S> after = new KeyStore<>(alive, storeOf(updated));
        Causal<DotMap<K, KeyStore<S>>> delta = commit(
                store().put(key, after, owner()),
                DotMap.touching(key, new KeyStore<>(alive, childDelta.store())),
                context.snapshot());
        reportKey(key, before, after);
        return delta;
    }

    /**
     * Removes a key with all that this replica has seen of its child.
     *
     * @param key the key
     * @return the delta; it says nothing if the key is not there
     */
    public Causal<DotMap<K, KeyStore<S>>> remove(K key) {
        Objects.requireNonNull(key, "key");
        KeyStore<S> before = store().get(key);
        if (before == null) {
            return new Causal<>(DotMap.empty(), CausalContext.empty());
        }
        KeyStore<S> after = before.removed();
        KeyStore<S> removal = before.removal();
        CausalContext context = contextOfRemoval(before, after, removal);
        if (context.isEmpty()) {
            return new Causal<>(DotMap.empty(), context);
        }
        Causal<DotMap<K, KeyStore<S>>> delta =
                commit(store().put(key, after, owner()), DotMap.touching(key, removal), context);
        reportKey(key, before, after);
        return delta;
    }

    /**
     * Removes every key with all that this replica has seen of the children.
     *
     * @return the delta
     */
    public Causal<DotMap<K, KeyStore<S>>> clear() {
        return removeAll();
    }

    private void reportKey(K key, @Nullable KeyStore<S> before, @Nullable KeyStore<S> after) {
        if (isObserved()) {
            Changes changes = new Changes();
            changes.put(key, before, after);
            report(changes.get());
        }
    }

    @Override
    protected DotMap<K, KeyStore<S>> join(DotMap<K, KeyStore<S>> mine, DotMap<K, KeyStore<S>> theirs, JoinScope scope) {
        if (!isObserved()) {
            return mine.join(theirs, scope);
        }
        Changes changes = new Changes();
        DotMap<K, KeyStore<S>> joined = mine.join(theirs, scope, changes::put);
        report(changes.get());
        return joined;
    }

    @Override
    protected void forEachVisibleDot(DotMap<K, KeyStore<S>> present, DotConsumer action) {
        for (Map.Entry<K, KeyStore<S>> entry : present.entries()) {
            if (isAlive(entry.getValue())) {
                entry.getValue().alive().forEachDot(action);
                child(entry.getValue().child()).forEachVisibleDot(action);
            }
        }
    }

    @Override
    public @Nullable MapChange<K, Optional<C>> change(DotMap<K, KeyStore<S>> before, DotMap<K, KeyStore<S>> after) {
        Changes changes = new Changes();
        Set<K> keys = new HashSet<>(before.keys());
        keys.addAll(after.keys());
        keys.forEach(key -> changes.put(key, before.get(key), after.get(key)));
        return changes.get();
    }

    @Override
    protected DotMap<K, KeyStore<S>> compact(DotMap<K, KeyStore<S>> present, VersionVector stable, Owner editor) {
        DotMap<K, KeyStore<S>> smaller = present;
        for (K key : Set.copyOf(present.keys())) {
            KeyStore<S> entry = Objects.requireNonNull(present.get(key));
            T compacted = child(entry.child());
            compacted.compact(stable);
            S kept = storeOf(compacted);
            if (kept != entry.child()) {
                smaller = smaller.put(key, new KeyStore<>(entry.alive(), kept), editor);
            }
        }
        return smaller;
    }

    /* collects what is reported of single keys; of an absent child the change is that from or to the empty one */
    private final class Changes {

        private final Map<K, Optional<C>> added = new HashMap<>();
        private final Map<K, Optional<C>> updated = new HashMap<>();
        private final Map<K, Optional<C>> removed = new HashMap<>();

        void put(K key, @Nullable KeyStore<S> before, @Nullable KeyStore<S> after) {
            boolean was = isAlive(before);
            boolean is = isAlive(after);
            Optional<C> inside = Optional.ofNullable(child.change(visible(before), visible(after)));
            if (was && is) {
                inside.ifPresent(change -> updated.put(key, Optional.of(change)));
            } else if (was || is) {
                (is ? added : removed).put(key, inside);
            }
        }

        private S visible(@Nullable KeyStore<S> entry) {
            return entry == null || !isAlive(entry) ? childType.bottomStore() : entry.child();
        }

        @Nullable
        MapChange<K, Optional<C>> get() {
            return added.isEmpty() && updated.isEmpty() && removed.isEmpty()
                    ? null
                    : new MapChange<>(added, updated, removed);
        }
    }
}
