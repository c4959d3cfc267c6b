// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.causality;

import java.util.AbstractSet;
import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A store for each key: the store of sets and maps.
 *
 * <p>Join: per key, with the contexts of both sides. A <b>partial</b> map, as small deltas are, lists every key that its context
 * touches, also those that it empties; so joining it costs O(its own keys). Any other map speaks of all keys, and joining it costs
 * O(both). A dot names one event, so it stands under one key.
 *
 * <p>Finding, putting and removing a key takes O(1), also among keys that somebody has chosen so that they collide: keys with the same
 * hash code are found in O(log n) if their class orders itself ({@link Comparable}, as strings and numbers do), and in O(n), n being
 * their number, if it does not. Such a class needs a good {@code hashCode} where strangers choose the keys.
 *
 * @param <K> the keys; they need {@code equals} and {@code hashCode} and must not change
 * @param <S> the store of a key
 */
public abstract sealed class DotMap<K, S extends DotStore<S>> implements DotStore<DotMap<K, S>>
        permits DotTable, OneKeyMap, OneDotMap {

    /* A delta of one key is one object; all else is a table. Only tables are ever edited, by their owner; whoever edits a small form gets
     * a table. No key of a map that is not partial has an empty store. A key that a partial map lists with an empty store was touched:
     * whatever of it the context covers is gone. */

    DotMap() {}

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
    public static <K, S extends DotStore<S>> DotMap<K, S> empty() {
        return DotTable.none();
    }

    /**
     * A partial map that touches nothing yet.
     *
     * @param <K> the keys
     * @param <S> the store of a key
     * @return the map
     */
    public static <K, S extends DotStore<S>> DotMap<K, S> nothingTouched() {
        return DotTable.<K, S>ofAll(List.of(), List.of(), true);
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
    @SuppressWarnings("unchecked") // S is DotSet if one of its objects is one
    public static <K, S extends DotStore<S>> DotMap<K, S> touching(K key, S store) {
        return store instanceof DotSet.One one
                ? (DotMap<K, S>) (DotMap<?, ?>) new OneAdd<>(key, one.origin(), one.counter())
                : new OneKeyMap<>(key, store);
    }

    /**
     * A partial map that puts one dot under one key: one object, the cheapest delta there is.
     *
     * @param <K> the keys
     * @param key the key
     * @param origin who made the event
     * @param counter which of its events, from 1
     * @return the partial map
     */
    public static <K> DotMap<K, DotSet> touching(K key, ReplicaId origin, long counter) {
        return new OneAdd<>(key, origin, counter);
    }

    /**
     * A partial map that writes one value under one key: one object.
     *
     * @param <K> the keys
     * @param <V> the values
     * @param key the key
     * @param origin who makes the write
     * @param counter which of its events it is, from 1
     * @param time its time, {@linkplain HybridTimestamp#packed() packed}
     * @param value what is written, null to remove
     * @return the partial map
     */
    public static <K, V> DotMap<K, DotFun<Stamped<V>>> writing(
            K key, ReplicaId origin, long counter, long time, @Nullable V value) {
        return new OneWrite<>(key, origin, counter, time, value);
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
        return of(List.copyOf(entries.keySet()), List.copyOf(entries.values()), partial);
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
        return keys.isEmpty() && !partial ? empty() : DotTable.ofAll(keys, stores, partial);
    }

    /** The row of a key, -1 if it is absent. */
    abstract int find(Object key);

    /**
     * The key in a row. Rows go from 0 up to, and without, the {@linkplain #size size}, in no particular order; they are the same
     * until the map is edited.
     *
     * @param row the row
     * @return its key
     */
    public abstract K key(int row);

    /**
     * The store in a row.
     *
     * @param row the row, see {@link #key}
     * @return its store; in a partial map it may be empty
     */
    public abstract S store(int row);

    /** Whether the store in a row is empty. */
    abstract boolean isEmpty(int row);

    /**
     * Gives the dots of the store in a row, which need not be made for that.
     *
     * @param row the row, see {@link #key}
     * @param action takes the dots
     */
    public abstract void forEachDot(int row, DotConsumer action);

    /** Counts insertions and removals. */
    abstract int edits();

    /** This map if the editor owns it, else a copy that it owns. */
    abstract DotTable<K, S> table(@Nullable Owner editor);

    /**
     * The store of a key.
     *
     * @param key the key
     * @return its store, null if the key is absent
     */
    public final @Nullable S get(@Nullable Object key) {
        int row = key == null ? -1 : find(key);
        return row < 0 ? null : store(row);
    }

    /**
     * Whether a key is listed.
     *
     * @param key the key
     * @return whether {@link #get} finds a store
     */
    public final boolean containsKey(@Nullable Object key) {
        return key != null && find(key) >= 0;
    }

    /**
     * The entries. In a partial map a store may be empty.
     *
     * @return a read-only live view; its iterators notice when keys come or go
     */
    public final Set<Map.Entry<K, S>> entries() {
        return Collections.unmodifiableSet(new Rows<Map.Entry<K, S>>(row -> Map.entry(key(row), store(row))) {
            @Override
            public boolean contains(Object object) {
                return object instanceof Map.Entry<?, ?> entry && Objects.equals(get(entry.getKey()), entry.getValue());
            }
        });
    }

    /**
     * Gives each entry. In a partial map a store may be empty.
     *
     * @param action takes a key and its store, in no particular order
     */
    public final void forEach(BiConsumer<? super K, ? super S> action) {
        int edits = edits();
        for (int row = 0; row < size(); row++) {
            action.accept(key(row), store(row));
            if (edits != edits()) {
                throw new ConcurrentModificationException();
            }
        }
    }

    /**
     * The keys. In a partial map these are all that are touched.
     *
     * @return a read-only live view; its iterators notice when keys come or go
     */
    public final Set<K> keys() {
        return Collections.unmodifiableSet(new Rows<K>(this::key) {
            @Override
            public boolean contains(Object key) {
                return containsKey(key);
            }
        });
    }

    /** A live view of what the rows hold. */
    private abstract class Rows<T> extends AbstractSet<T> {

        private final IntFunction<T> cell;

        Rows(IntFunction<T> cell) {
            this.cell = cell;
        }

        @Override
        public int size() {
            return DotMap.this.size();
        }

        @Override
        public Iterator<T> iterator() {
            int edits = edits();
            return new Iterator<>() {
                private int row;

                @Override
                public boolean hasNext() {
                    return row < size();
                }

                @Override
                public T next() {
                    if (edits != edits()) {
                        throw new ConcurrentModificationException();
                    }
                    if (row >= size()) {
                        throw new NoSuchElementException();
                    }
                    return cell.apply(row++);
                }
            };
        }
    }

    /**
     * The number of keys.
     *
     * @return how many there are
     */
    public abstract int size();

    /**
     * Whether this map lists every key that its context touches.
     *
     * @return whether it is partial
     */
    public abstract boolean isPartial();

    @Override
    public final boolean isEmpty() {
        return isPartial() ? filled() == 0 : size() == 0;
    }

    private int filled() {
        int filled = 0;
        for (int row = 0; row < size(); row++) {
            filled += isEmpty(row) ? 0 : 1;
        }
        return filled;
    }

    @Override
    public final DotMap<K, S> bottom() {
        return empty();
    }

    @Override
    public final DotMap<K, S> self() {
        return this;
    }

    @Override
    public final void forEachDot(DotConsumer action) {
        for (int row = 0; row < size(); row++) {
            forEachDot(row, action);
        }
    }

    /**
     * This map as one that an editor may change.
     *
     * @param editor who wants to edit in place
     * @return this map if the editor owns it, else a copy that the editor owns
     */
    public final DotMap<K, S> ownedBy(Owner editor) {
        return table(editor);
    }

    /**
     * This map with another store for a key; an empty store removes the key.
     *
     * @param key the key
     * @param store its new store
     * @param editor who may edit in place
     * @return this map if the editor owns it, else an edited copy that the editor owns
     */
    public final DotMap<K, S> put(K key, S store, Owner editor) {
        DotTable<K, S> target = table(editor);
        target.set(key, store);
        return target;
    }

    /**
     * Puts the store of a one-key map in place of what is here; an empty store removes the key.
     *
     * @param touched a map of one key, see {@link #touching(Object, DotStore)}
     * @param editor who owns this map, see {@link #ownedBy}
     * @return the key's store before, null if it was absent
     * @throws IllegalArgumentException if the editor does not own this map, or the other map has not one key
     */
    public @Nullable S replace(DotMap<K, S> touched, Owner editor) {
        throw new IllegalArgumentException("only a map that is owned can be edited in place");
    }

    /**
     * Joins a delta of one event in place, if that takes no more than to put it there: the event was not seen here, and the sender had
     * seen what stands under the key, if anything does. The short cut of {@link #join(DotMap, JoinScope)}.
     *
     * @param other what to join
     * @param mine what this side has seen
     * @param theirs what the other side has seen
     * @param editor who wants to edit this map in place
     * @return whether it is joined; if not, nothing has changed
     */
    public boolean take(DotMap<K, S> other, DotCover mine, DotCover theirs, Owner editor) {
        return false;
    }

    @Override
    public final DotMap<K, S> join(DotMap<K, S> other, JoinScope scope) {
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
    public final DotMap<K, S> join(
            DotMap<K, S> other, JoinScope scope, @Nullable Observer<? super K, ? super S> observer) {
        if (this == other) {
            return this;
        }
        DotTable<K, S> target = table(scope.owner());
        if (isPartial() && !other.isPartial()) {
            target = target.full(scope.owner());
        }
        other.joinInto(target, scope, observer);
        return scope.changed() || isPartial() || scope.owner() != null ? target : this;
    }

    /** Joins this map into a table, which is partial only if this map is. */
    abstract void joinInto(DotTable<K, S> target, JoinScope scope, @Nullable Observer<? super K, ? super S> observer);

    @Override
    public abstract DotMap<K, S> since(DotCover seen);

    @Override
    public abstract DotMap<K, S> removed();

    @Override
    public abstract DotMap<K, S> removal();

    /** Equal if the entries with something in them are equal; which empty keys a partial map lists does not count. */
    @Override
    public final boolean equals(@Nullable Object object) {
        if (!(object instanceof DotMap<?, ?> other)) {
            return false;
        }
        int filled = 0;
        for (int row = 0; row < size(); row++) {
            if (!isEmpty(row)) {
                filled++;
                S mine = store(row);
                Object theirs = other.get(key(row));
                if (!mine.equals(theirs)) {
                    return false;
                }
            }
        }
        return filled == other.filled();
    }

    @Override
    public final int hashCode() {
        int sum = 0;
        for (int row = 0; row < size(); row++) {
            sum += isEmpty(row) ? 0 : key(row).hashCode() ^ store(row).hashCode();
        }
        return sum;
    }

    @Override
    public final String toString() {
        StringBuilder text = new StringBuilder("{");
        for (int row = 0; row < size(); row++) {
            text.append(row == 0 ? "" : ", ").append(key(row)).append('=').append(store(row));
        }
        return text.append(isPartial() ? "} (partial)" : "}").toString();
    }
}
