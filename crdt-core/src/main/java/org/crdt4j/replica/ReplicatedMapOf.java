// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.crdt4j.causality.DotStore;
import org.crdt4j.crdt.CausalCrdt;
import org.crdt4j.crdt.MapChange;
import org.crdt4j.map.ObservedRemoveMap;

/**
 * A handle of a map that has a replicated child under each key: a set, a counter, a register, a map. An update wins over the concurrent
 * removal of its key. Thread-safe. See {@link ObservedRemoveMap}.
 *
 * @param <K> the keys; they must be immutable, of a class that the codec knows, and have {@code equals} and {@code hashCode}
 * @param <T> the children
 * @param <C> the report of what changed in a child
 */
public abstract sealed class ReplicatedMapOf<K, T, C> extends Handle<Map<K, Object>, MapChange<K, Optional<C>>> {

    private ReplicatedMapOf(ReplicatedObject<?, ?, MapChange<K, Optional<C>>> object) {
        super(object);
    }

    /**
     * Updates a child, as one event; its key is there from then on if it was not before.
     *
     * @param key the key
     * @param mutators calls mutators of the child, any number, does not keep it, and does nothing else with the replica but read; if it
     *     throws, nothing happened
     * @throws IllegalArgumentException if the codec does not know the class of the key, or of a value; in the second case what the value
     *     was to replace is gone, but nothing else
     */
    public abstract void update(K key, Consumer<? super T> mutators);

    /**
     * Asks a child something.
     *
     * @param <R> the answer
     * @param key the key
     * @param query reads from the child; it must neither change it nor keep it
     * @return the answer, empty if the key is absent
     */
    public abstract <R> Optional<R> read(Object key, Function<? super T, ? extends R> query);

    /**
     * Whether a key is there.
     *
     * @param key the key
     * @return whether it is, now
     */
    public abstract boolean containsKey(Object key);

    /**
     * The keys, as they change.
     *
     * @return a read-only live view; an iteration, or a stream, sees the keys as they were when it began; its size takes O(keys)
     */
    public abstract Set<K> keys();

    /**
     * The children's values by their keys, now.
     *
     * @return an immutable copy
     */
    public final Map<K, Object> snapshot() {
        return current();
    }

    /**
     * Removes a key, with all that was seen here of its child; what is updated concurrently stays.
     *
     * @param key the key
     */
    public abstract void remove(K key);

    /** Removes every key, with all that was seen here of the children. */
    public abstract void clear();

    /** Removes the map, with everything that was seen here; what is updated concurrently survives. */
    public final void delete() {
        deleteObject();
    }

    /** Knows how the children keep their events, which an application has nothing to do with. */
    static final class Over<K, T extends CausalCrdt<S, C>, S extends DotStore<S>, C> extends ReplicatedMapOf<K, T, C> {

        private final ReplicatedObject<ObservedRemoveMap<K, T, S, C>, ?, MapChange<K, Optional<C>>> object;

        Over(ReplicatedObject<ObservedRemoveMap<K, T, S, C>, ?, MapChange<K, Optional<C>>> object) {
            super(object);
            this.object = object;
        }

        @Override
        public void update(K key, Consumer<? super T> mutators) {
            Objects.requireNonNull(mutators, "mutators");
            object.admission().checkKey(key);
            object.update(map -> map.update(key, mutators));
        }

        @Override
        public <R> Optional<R> read(Object key, Function<? super T, ? extends R> query) {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(query, "query");
            return object.read(map -> map.read(key, query));
        }

        @Override
        public boolean containsKey(Object key) {
            Objects.requireNonNull(key, "key");
            return object.read(map -> map.containsKey(key));
        }

        @Override
        public Set<K> keys() {
            return new SetView<>(
                    this::containsKey,
                    () -> object.read(map -> map.keys().size()),
                    () -> object.read(ObservedRemoveMap::keys));
        }

        @Override
        public void remove(K key) {
            Objects.requireNonNull(key, "key");
            object.update(map -> map.remove(key));
        }

        @Override
        public void clear() {
            object.update(ObservedRemoveMap::clear);
        }
    }
}
