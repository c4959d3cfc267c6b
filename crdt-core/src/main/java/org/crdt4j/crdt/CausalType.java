// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

import java.util.Objects;
import java.util.function.BiFunction;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.DotStore;

/**
 * A causal type: one that can be removed by observation, and nested in a map.
 *
 * @param <T> its live objects
 * @param <S> its dot store
 * @param <C> its reports of what changed
 */
public final class CausalType<T extends CausalCrdt<S, C>, S extends DotStore<S>, C>
        implements CrdtType<T, Causal<S>, C> {

    private final String name;
    private final S bottom;
    private final BiFunction<ReplicaContext, S, T> over;
    private final WireFormat<S> storeFormat;

    /**
     * A causal type.
     *
     * @param name its name in messages and files
     * @param bottom its empty store
     * @param over makes a live object over a store
     * @param storeFormat how its store is written
     */
    public CausalType(String name, S bottom, BiFunction<ReplicaContext, S, T> over, WireFormat<S> storeFormat) {
        this.name = Objects.requireNonNull(name, "name");
        this.bottom = Objects.requireNonNull(bottom, "bottom");
        this.over = Objects.requireNonNull(over, "over");
        this.storeFormat = Objects.requireNonNull(storeFormat, "storeFormat");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public T create(ReplicaContext replicaContext) {
        return over.apply(replicaContext, bottom);
    }

    /**
     * A live object over a store, as a map needs it for a child.
     *
     * @param replicaContext the surroundings, shared with the map
     * @param store what is there
     * @return the object
     */
    public T over(ReplicaContext replicaContext, S store) {
        return over.apply(replicaContext, store);
    }

    @Override
    public Causal<S> bottom() {
        return new Causal<>(bottom, CausalContext.empty());
    }

    /**
     * The empty store.
     *
     * @return the bottom of the stores
     */
    public S bottomStore() {
        return bottom;
    }

    @Override
    public WireFormat<Causal<S>> format() {
        return WireFormat.causal(storeFormat);
    }

    /**
     * How its store is written, without a context.
     *
     * @return the format
     */
    public WireFormat<S> storeFormat() {
        return storeFormat;
    }

    @Override
    public String toString() {
        return name;
    }
}
