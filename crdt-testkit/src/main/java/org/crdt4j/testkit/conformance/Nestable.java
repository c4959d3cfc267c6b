// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit.conformance;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.DotStore;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.CausalCrdt;
import org.crdt4j.crdt.CausalType;
import org.crdt4j.crdt.MapChange;
import org.crdt4j.map.KeyStore;
import org.crdt4j.map.ObservedRemoveMap;

/**
 * A causal type together with its adapter, so that it can be put into an observed-remove map.
 *
 * @param <T> the live objects
 * @param <S> their dot store
 * @param <C> their reports of what changed
 * @param type the type
 * @param adapter its operations and its value
 */
record Nestable<T extends CausalCrdt<S, C>, S extends DotStore<S>, C>(
        CausalType<T, S, C> type, StateAdapter<T, Causal<S>, C> adapter) {

    /** A type with its operations. */
    static <T extends CausalCrdt<S, C>, S extends DotStore<S>, C> Nestable<T, S, C> of(
            CausalType<T, S, C> type, UnaryOperator<StateAdapter<T, Causal<S>, C>> operations) {
        return new Nestable<>(type, operations.apply(StateAdapter.of(type)));
    }

    /** The map whose children are of this type. */
    Nestable<ObservedRemoveMap<String, T, S, C>, DotMap<String, KeyStore<S>>, MapChange<String, Optional<C>>> inMap() {
        CausalType<ObservedRemoveMap<String, T, S, C>, DotMap<String, KeyStore<S>>, MapChange<String, Optional<C>>>
                mapType = ObservedRemoveMap.of(type);
        return of(
                mapType,
                map -> map.on("update", this::update)
                        .on("remove", (live, operation) -> live.remove(operation.key(0)))
                        .on("clear", (live, operation) -> live.clear())
                        .showing(this::values));
    }

    private Causal<DotMap<String, KeyStore<S>>> update(ObservedRemoveMap<String, T, S, C> map, Operation operation) {
        Operation nested = operation.nested(1).operation();
        return map.update(operation.key(0), child -> adapter.perform(child, nested));
    }

    private Map<String, Object> values(ObservedRemoveMap<String, T, S, C> map) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (String key : map.keys()) {
            map.read(key, adapter::value).ifPresent(value -> values.put(key, value));
        }
        return values;
    }
}
