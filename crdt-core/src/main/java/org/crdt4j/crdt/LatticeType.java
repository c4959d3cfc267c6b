// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

import java.util.Objects;
import java.util.function.Function;

/**
 * A type without dots: its deltas are plain lattice values. It can be neither removed by observation nor nested in a map.
 *
 * @param <T> its live objects
 * @param <D> its deltas
 * @param <C> its reports of what changed
 */
public final class LatticeType<T extends Crdt<D, C>, D extends Delta<D>, C> implements CrdtType<T, D, C> {

    private final String name;
    private final D bottom;
    private final Function<ReplicaContext, T> factory;
    private final WireFormat<D> format;

    /**
     * A type.
     *
     * @param name its name in messages and files
     * @param bottom the delta that says nothing
     * @param factory makes a live object that knows nothing
     * @param format how its deltas are written
     */
    public LatticeType(String name, D bottom, Function<ReplicaContext, T> factory, WireFormat<D> format) {
        this.name = Objects.requireNonNull(name, "name");
        this.bottom = Objects.requireNonNull(bottom, "bottom");
        this.factory = Objects.requireNonNull(factory, "factory");
        this.format = Objects.requireNonNull(format, "format");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public T create(ReplicaContext replicaContext) {
        return factory.apply(replicaContext);
    }

    @Override
    public D bottom() {
        return bottom;
    }

    @Override
    public WireFormat<D> format() {
        return format;
    }

    @Override
    public String toString() {
        return name;
    }
}
