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
import org.jspecify.annotations.Nullable;

/**
 * What all types with replicated children under keys share: a key is kept by its updates and by what its child holds, and a removal
 * takes away what its author had seen of both.
 *
 * <p>The key tells the type of its child. Children share the causal context of the whole, so a removal is conveyed by context alone,
 * however deep the child. Not thread-safe.
 *
 * @param <K> the keys
 * @param <T> the children
 * @param <S> the dot store of a child
 * @param <C> the report of what changed in a child
 * @param <R> the report of what changed in the whole
 */
public abstract class NestingMap<K, T extends CausalCrdt<S, C>, S extends DotStore<S>, C, R>
        extends CausalCrdt<DotMap<K, KeyStore<S>>, R> {

    /* A key is alive by the dot of its last update. A removal whose author missed an earlier update, but not the last, takes that dot
     * and leaves what the earlier update wrote; so content that nobody removed keeps a key too.
     *
     * A child is a short-lived view: it lives for one query, or for one update, whose deltas it collects; if the update throws, nothing
     * happened but that some event numbers are never used. */

    /**
     * Children over a store.
     *
     * @param replicaContext the surroundings
     * @param store what is there already, as a rule nothing
     */
    protected NestingMap(ReplicaContext replicaContext, DotMap<K, KeyStore<S>> store) {
        super(replicaContext, store);
    }

    /**
     * The type of a child.
     *
     * @param key its key
     * @return the type, always the same for one key
     */
    protected abstract CausalType<T, S, C> typeOf(K key);

    /**
     * Puts a report together.
     *
     * @param change what changed in which child; of a child that came or went, the change from or to the empty one
     * @return the report
     */
    protected abstract R reportOf(MapChange<K, Optional<C>> change);

    private boolean isAlive(K key, @Nullable KeyStore<S> entry) {
        return entry != null
                && (!entry.alive().isEmpty() || !child(key, entry.child()).isVacant());
    }

    private T child(K key, S store) {
        return within(typeOf(key).over(replicaContext(), store));
    }

    /**
     * Whether a key is there.
     *
     * @param key the key
     * @return whether it is
     */
    protected final boolean hasKey(K key) {
        return isAlive(key, store().get(key));
    }

    /**
     * The keys.
     *
     * @return those that are there now
     */
    public final Set<K> keys() {
        return store().entries().stream()
                .filter(entry -> isAlive(entry.getKey(), entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether no key is there. */
    @Override
    public final boolean isVacant() {
        return store().entries().stream().noneMatch(entry -> isAlive(entry.getKey(), entry.getValue()));
    }

    /** The children's values by their keys. */
    @Override
    public final Map<K, Object> value() {
        Map<K, Object> values = new HashMap<>();
        store().forEach((key, entry) -> {
            if (isAlive(key, entry)) {
                values.put(key, child(key, entry.child()).value());
            }
        });
        return Collections.unmodifiableMap(values);
    }

    /**
     * Asks a child something.
     *
     * @param <A> the answer
     * @param key the key
     * @param query reads from the child; what it changes there is lost
     * @return the answer, empty if the key is absent
     */
    protected final <A> Optional<A> readKey(K key, Function<? super T, ? extends A> query) {
        KeyStore<S> entry = store().get(key);
        return entry == null || !isAlive(key, entry)
                ? Optional.empty()
                : Optional.of(query.apply(child(key, entry.child())));
    }

    /**
     * Updates a child, which is there from then on if it was not before, and survives a concurrent removal.
     *
     * @param key the key
     * @param mutators calls mutators of the child, any number; if it throws, nothing is changed
     * @return one delta of all of them
     * @throws IllegalStateException if the mutators changed the same key not through the child they were given; that change stays, and
     *     what they did to the child is lost
     */
    protected final Causal<DotMap<K, KeyStore<S>>> updateKey(K key, Consumer<? super T> mutators) {
        return mutate(key, mutators, true);
    }

    /**
     * Takes something away from a child. That alone does not keep the key against a concurrent removal.
     *
     * @param key the key
     * @param mutators calls mutators of the child that only take away; if it throws, nothing is changed
     * @return one delta of all of them; it says nothing if the key is not there
     * @throws IllegalStateException as {@link #updateKey} does
     */
    protected final Causal<DotMap<K, KeyStore<S>>> reduceKey(K key, Consumer<? super T> mutators) {
        return hasKey(key) ? mutate(key, mutators, false) : nothing();
    }

    private Causal<DotMap<K, KeyStore<S>>> nothing() {
        return new Causal<>(DotMap.empty(), CausalContext.empty());
    }

    private Causal<DotMap<K, KeyStore<S>>> mutate(K key, Consumer<? super T> mutators, boolean keeps) {
        Objects.requireNonNull(key, "key");
        KeyStore<S> before = store().get(key);
        DotSet aliveBefore = before == null ? DotSet.empty() : before.alive();
        T updated = child(key, before == null ? typeOf(key).bottomStore() : before.child());
        Causal<S> childDelta = updated.inOneDelta(() -> mutators.accept(updated));
        if (store().get(key) != before) {
            throw new IllegalStateException(
                    "key " + key + " was changed within its own update: use the child that is given");
        }
        if (!keeps && childDelta.isBottom()) {
            return nothing();
        }
        MutableCausalContext context = dotsOf(keeps ? aliveBefore : DotSet.empty());
        DotSet fresh = DotSet.empty();
        if (keeps) {
            Dot dot = replicaContext().nextDot();
            fresh = DotSet.of(dot.replica(), dot.counter());
            context.add(dot.replica(), dot.counter());
        }
        context.addAll(childDelta.context());
        KeyStore<S> after = new KeyStore<>(keeps ? fresh : aliveBefore, storeOf(updated));
        Causal<DotMap<K, KeyStore<S>>> delta = commit(
                store().put(key, after, owner()),
                DotMap.touching(key, new KeyStore<>(fresh, childDelta.store())),
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
    protected final Causal<DotMap<K, KeyStore<S>>> removeKey(K key) {
        Objects.requireNonNull(key, "key");
        KeyStore<S> before = store().get(key);
        if (before == null) {
            return nothing();
        }
        KeyStore<S> after = before.removed();
        KeyStore<S> removal = before.removal();
        CausalContext context = contextOfRemoval(before, after, removal);
        if (context.isEmpty()) {
            return nothing();
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
    public final Causal<DotMap<K, KeyStore<S>>> clear() {
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
    protected final DotMap<K, KeyStore<S>> join(
            DotMap<K, KeyStore<S>> mine, DotMap<K, KeyStore<S>> theirs, JoinScope scope) {
        if (!isObserved()) {
            return mine.join(theirs, scope);
        }
        Changes changes = new Changes();
        DotMap<K, KeyStore<S>> joined = mine.join(theirs, scope, changes::put);
        report(changes.get());
        return joined;
    }

    @Override
    protected final void forEachVisibleDot(DotMap<K, KeyStore<S>> present, DotConsumer action) {
        present.forEach((key, entry) -> {
            if (isAlive(key, entry)) {
                entry.alive().forEachDot(action);
                child(key, entry.child()).forEachVisibleDot(action);
            }
        });
    }

    @Override
    public final @Nullable R change(DotMap<K, KeyStore<S>> before, DotMap<K, KeyStore<S>> after) {
        Changes changes = new Changes();
        Set<K> keys = new HashSet<>(before.keys());
        keys.addAll(after.keys());
        keys.forEach(key -> changes.put(key, before.get(key), after.get(key)));
        return changes.get();
    }

    @Override
    protected final DotMap<K, KeyStore<S>> compact(DotMap<K, KeyStore<S>> present, VersionVector stable, Owner editor) {
        DotMap<K, KeyStore<S>> smaller = present;
        for (K key : Set.copyOf(present.keys())) {
            KeyStore<S> entry = Objects.requireNonNull(present.get(key));
            T compacted = child(key, entry.child());
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
            boolean was = isAlive(key, before);
            boolean is = isAlive(key, after);
            if (!was && !is) {
                return;
            }
            CausalType<T, S, C> type = typeOf(key);
            S old = was && before != null ? before.child() : type.bottomStore();
            S now = is && after != null ? after.child() : type.bottomStore();
            Optional<C> inside = Optional.ofNullable(child(key, now).change(old, now));
            if (was != is) {
                (is ? added : removed).put(key, inside);
            } else if (inside.isPresent()) {
                updated.put(key, inside);
            }
        }

        @Nullable
        R get() {
            return added.isEmpty() && updated.isEmpty() && removed.isEmpty()
                    ? null
                    : reportOf(new MapChange<>(added, updated, removed));
        }
    }
}
