// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.causality;

import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A store for each key: the store of sets and maps.
 *
 * <p>Join: per key, with the contexts of both sides. A <b>partial</b> map, as small deltas are, lists every key that its context
 * touches, also those that it empties; so joining it costs O(its own keys). Any other map speaks of all keys, and joining it costs
 * O(both).
 *
 * @param <K> the keys; they need {@code equals} and {@code hashCode} and must not change
 * @param <S> the store of a key
 */
public final class DotMap<K, S extends DotStore<S>> implements DotStore<DotMap<K, S>> {

    /* entries is written only through edit(), that is by the owner; it maps no key to an empty store unless the map is partial.
     * A key that a partial map lists with an empty store was touched: whatever of it the context covers is gone. */

    private static final DotMap<Object, DotSet> EMPTY = new DotMap<Object, DotSet>(Collections.emptyMap(), false, null);

    private final Map<K, S> entries;
    private final boolean partial;
    private final @Nullable Owner owner;

    private DotMap(Map<K, S> entries, boolean partial, @Nullable Owner owner) {
        this.entries = entries;
        this.partial = partial;
        this.owner = owner;
    }

    /**
     * Sees each key whose store a join changed.
     *
     * @param <K> the keys
     * @param <S> the store under a key
     */
    @FunctionalInterface
    public interface Observer<K, S> {

        /**
         * A key's store has changed.
         *
         * @param key the key
         * @param before its store before, null if the key was absent
         * @param after its store after, null if the key is absent
         */
        void changed(K key, @Nullable S before, @Nullable S after);
    }

    /**
     * No key.
     *
     * @param <K> the keys
     * @param <S> the store of a key
     * @return the empty map
     */
    @SuppressWarnings("unchecked")
    public static <K, S extends DotStore<S>> DotMap<K, S> empty() {
        return (DotMap<K, S>) (DotMap<?, ?>) EMPTY;
    }

    /**
     * A partial map that touches one key.
     *
     * @param <K> the keys
     * @param <S> the store of a key
     * @param key the key
     * @param store what is put there, or an empty store if what the context covers is removed
     * @return the partial map
     */
    public static <K, S extends DotStore<S>> DotMap<K, S> touching(K key, S store) {
        return new DotMap<>(Map.of(key, store), true, null);
    }

    /**
     * A map of given entries.
     *
     * @param <K> the keys
     * @param <S> the store of a key
     * @param entries the entries; copied
     * @param partial whether they are all that the context touches
     * @return the map
     * @throws IllegalArgumentException if a store is empty and the map is not partial
     */
    public static <K, S extends DotStore<S>> DotMap<K, S> of(Map<K, S> entries, boolean partial) {
        if (!partial && entries.values().stream().anyMatch(DotStore::isEmpty)) {
            throw new IllegalArgumentException("only a partial map lists keys with empty stores");
        }
        return entries.isEmpty() && !partial ? empty() : new DotMap<>(new HashMap<>(entries), partial, null);
    }

    /**
     * A map of given entries.
     *
     * @param <K> the keys
     * @param <S> the store of a key
     * @param keys the keys, none twice
     * @param stores their stores, in the same order
     * @param partial whether they are all that the context touches
     * @return the map
     * @throws IllegalArgumentException if a key stands twice, or if a store is empty and the map is not partial
     */
    public static <K, S extends DotStore<S>> DotMap<K, S> of(List<K> keys, List<S> stores, boolean partial) {
        Map<K, S> entries = new HashMap<>(keys.size() * 4 / 3 + 1);
        for (int index = 0; index < keys.size(); index++) {
            S store = stores.get(index);
            if (entries.put(keys.get(index), store) != null) {
                throw new IllegalArgumentException("a key stands twice in a map");
            }
            if (!partial && store.isEmpty()) {
                throw new IllegalArgumentException("only a partial map lists keys with empty stores");
            }
        }
        return entries.isEmpty() && !partial ? empty() : new DotMap<>(entries, partial, null);
    }

    /**
     * The store of a key.
     *
     * @param key the key
     * @return its store, null if the key is absent
     */
    public @Nullable S get(Object key) {
        return entries.get(key);
    }

    /**
     * The entries. In a partial map a store may be empty.
     *
     * @return a read-only live view
     */
    public Set<Map.Entry<K, S>> entries() {
        return Collections.unmodifiableMap(entries).entrySet();
    }

    /**
     * Gives each entry. In a partial map a store may be empty.
     *
     * @param action takes a key and its store, in no particular order
     */
    public void forEach(BiConsumer<? super K, ? super S> action) {
        entries.forEach(action);
    }

    /**
     * The keys. In a partial map these are all that are touched.
     *
     * @return a read-only live view
     */
    public Set<K> keys() {
        return Collections.unmodifiableSet(entries.keySet());
    }

    /**
     * The number of keys.
     *
     * @return how many there are
     */
    public int size() {
        return entries.size();
    }

    /**
     * Whether this map lists every key that its context touches.
     *
     * @return whether it is partial
     */
    public boolean isPartial() {
        return partial;
    }

    @Override
    public boolean isEmpty() {
        return entries.isEmpty() || (partial && entries.values().stream().allMatch(DotStore::isEmpty));
    }

    @Override
    public DotMap<K, S> bottom() {
        return empty();
    }

    @Override
    public DotMap<K, S> self() {
        return this;
    }

    @Override
    public void forEachDot(DotConsumer action) {
        for (S store : entries.values()) {
            store.forEachDot(action);
        }
    }

    /**
     * This map with another store for a key; an empty store removes the key.
     *
     * @param key the key
     * @param store its new store
     * @param editor who may edit in place
     * @return this map if the editor owns it, else an edited copy that the editor owns
     */
    public DotMap<K, S> put(K key, S store, Owner editor) {
        DotMap<K, S> target = edit(editor);
        target.set(key, store);
        return target;
    }

    private void set(K key, S store) {
        if (store.isEmpty() && !partial) {
            entries.remove(key);
        } else {
            entries.put(key, store);
        }
    }

    private DotMap<K, S> edit(@Nullable Owner editor) {
        return editor != null && owner == editor ? this : new DotMap<>(new HashMap<>(entries), partial, editor);
    }

    @Override
    public DotMap<K, S> join(DotMap<K, S> other, JoinScope scope) {
        return join(other, scope, null);
    }

    /**
     * The join, with a report of every key that it changes.
     *
     * @param other the other map
     * @param scope the contexts of both
     * @param observer told of each key whose store changes, or null; with an observer, nested maps are copied before they change
     * @return the joined map
     */
    public DotMap<K, S> join(DotMap<K, S> other, JoinScope scope, @Nullable Observer<? super K, ? super S> observer) {
        if (this == other) {
            return this;
        }
        DotMap<K, S> target = edit(scope.owner());
        if (partial && !other.partial) {
            target = new DotMap<>(target.entries, false, scope.owner());
        }
        if (!other.partial) {
            target.joinAbsent(other, scope, observer);
        }
        for (Map.Entry<K, S> entry : other.entries.entrySet()) {
            target.joinKey(entry.getKey(), entry.getValue(), scope, observer);
        }
        return scope.changed() || partial || scope.owner() != null ? target : this;
    }

    /* the keys that only this side has: the other side, which speaks of all keys, has an empty store there */
    private void joinAbsent(DotMap<K, S> other, JoinScope scope, @Nullable Observer<? super K, ? super S> observer) {
        for (Iterator<Map.Entry<K, S>> each = entries.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<K, S> entry = each.next();
            if (other.entries.containsKey(entry.getKey())) {
                continue;
            }
            S before = entry.getValue();
            JoinScope inner = inner(scope, observer);
            S after = before.join(before.bottom(), inner);
            if (inner.changed() && inner != scope) {
                scope.markChanged();
            }
            if (after.isEmpty()) {
                each.remove();
            } else if (after != before) {
                entry.setValue(after);
            }
            if (observer != null && inner.changed()) {
                observer.changed(entry.getKey(), before, after.isEmpty() ? null : after);
            }
        }
    }

    /* a partial map knows nothing of a key that it does not list, so it takes what the other has as it is */
    private void joinKey(K key, S theirs, JoinScope scope, @Nullable Observer<? super K, ? super S> observer) {
        S mine = entries.get(key);
        if (mine == null && partial) {
            entries.put(key, theirs);
            if (!theirs.isEmpty()) {
                scope.markChanged();
                if (observer != null) {
                    observer.changed(key, null, theirs);
                }
            }
            return;
        }
        S before = mine == null ? theirs.bottom() : mine;
        JoinScope inner = inner(scope, observer);
        S after = before.join(theirs, inner);
        if (inner.changed() && inner != scope) {
            scope.markChanged();
        }
        if (after != mine || after.isEmpty()) {
            set(key, after);
        }
        if (observer != null && inner.changed()) {
            observer.changed(key, mine, after.isEmpty() ? null : after);
        }
    }

    /* an observer compares before with after, so nothing below may then be edited in place */
    private static JoinScope inner(JoinScope scope, @Nullable Object observer) {
        return observer == null ? scope : new JoinScope(scope.mine(), scope.theirs(), null);
    }

    @Override
    public DotMap<K, S> since(DotCover seen) {
        return each(store -> store.since(seen));
    }

    @Override
    public DotMap<K, S> removed() {
        return each(DotStore::removed);
    }

    @Override
    public DotMap<K, S> removal() {
        return each(DotStore::removal);
    }

    private DotMap<K, S> each(UnaryOperator<S> part) {
        Map<K, S> kept = new HashMap<>();
        entries.forEach((key, store) -> {
            S remainder = part.apply(store);
            if (!remainder.isEmpty()) {
                kept.put(key, remainder);
            }
        });
        return kept.isEmpty() ? empty() : new DotMap<>(kept, false, null);
    }

    /** Equal if the entries with something in them are equal; which empty keys a partial map lists does not count. */
    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof DotMap<?, ?> other && filled().equals(other.filled());
    }

    private Map<K, S> filled() {
        if (!partial) {
            return entries;
        }
        Map<K, S> filled = new HashMap<>(entries);
        filled.values().removeIf(DotStore::isEmpty);
        return filled;
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(filled());
    }

    @Override
    public String toString() {
        return entries + (partial ? " (partial)" : "");
    }
}
