// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.map;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.DotStore;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.CausalCrdt;
import org.crdt4j.crdt.CausalType;
import org.crdt4j.crdt.MapChange;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.WireFormat;

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
        extends NestingMap<K, T, S, C, MapChange<K, Optional<C>>> {

    private final CausalType<T, S, C> childType;

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
        return hasKey(asKey(key));
    }

    /* a key that equals one that is here stands for it */
    @SuppressWarnings("unchecked")
    private K asKey(Object key) {
        return (K) key;
    }

    /**
     * Asks a child something.
     *
     * @param <A> the answer
     * @param key the key
     * @param query reads from the child; what it changes there is lost
     * @return the answer, empty if the key is absent
     */
    public <A> Optional<A> read(Object key, Function<? super T, ? extends A> query) {
        return readKey(asKey(key), query);
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
        return updateKey(key, mutators);
    }

    /**
     * Removes a key with all that this replica has seen of its child.
     *
     * @param key the key
     * @return the delta; it says nothing if the key is not there
     */
    public Causal<DotMap<K, KeyStore<S>>> remove(K key) {
        return removeKey(key);
    }

    @Override
    protected CausalType<T, S, C> typeOf(K key) {
        return childType;
    }

    @Override
    protected MapChange<K, Optional<C>> reportOf(MapChange<K, Optional<C>> change) {
        return change;
    }
}
