// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

import java.util.Objects;
import java.util.function.Supplier;

/**
 * An operation-based type, as replicas, codecs and laws know it. Immutable.
 *
 * @param <T> its live objects
 * @param <O> its operations
 * @param <S> its states
 */
public final class OpType<T extends OpCrdt<O, S, ?>, O, S extends Delta<S>> {

    private final String name;
    private final S bottom;
    private final Supplier<T> factory;
    private final WireFormat<O> format;
    private final WireFormat<S> stateFormat;

    /**
     * A type.
     *
     * @param name its name in messages and files; it never changes
     * @param bottom the state in which no operation has taken effect
     * @param factory makes a live object without any operation
     * @param format how its operations are written
     * @param stateFormat how its states are written
     */
    public OpType(String name, S bottom, Supplier<T> factory, WireFormat<O> format, WireFormat<S> stateFormat) {
        this.name = Objects.requireNonNull(name, "name");
        this.bottom = Objects.requireNonNull(bottom, "bottom");
        this.factory = Objects.requireNonNull(factory, "factory");
        this.format = Objects.requireNonNull(format, "format");
        this.stateFormat = Objects.requireNonNull(stateFormat, "stateFormat");
    }

    /**
     * The name that stands in messages and files.
     *
     * @return the name, for instance {@code op-add-wins-set}
     */
    public String name() {
        return name;
    }

    /**
     * A live object without any operation.
     *
     * @return the object
     */
    public T create() {
        return factory.get();
    }

    /**
     * The state in which no operation has taken effect.
     *
     * @return the bottom
     */
    public S bottom() {
        return bottom;
    }

    /**
     * How its operations are written.
     *
     * @return the format
     */
    public WireFormat<O> format() {
        return format;
    }

    /**
     * How its states are written.
     *
     * @return the format
     */
    public WireFormat<S> stateFormat() {
        return stateFormat;
    }

    @Override
    public String toString() {
        return name;
    }
}
