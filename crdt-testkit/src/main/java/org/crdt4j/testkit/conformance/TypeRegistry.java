// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit.conformance;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The types that a runner knows, by the names that cases give them. Immutable. */
public final class TypeRegistry {

    private static final TypeRegistry EMPTY = new TypeRegistry(Map.of(), Map.of());

    private final Map<String, TypeAdapter<?>> adapters;
    private final Map<String, TypeAdapter<?>> operationBased;

    private TypeRegistry(Map<String, TypeAdapter<?>> adapters, Map<String, TypeAdapter<?>> operationBased) {
        this.adapters = adapters;
        this.operationBased = operationBased;
    }

    /**
     * Knows no type.
     *
     * @return the empty registry
     */
    public static TypeRegistry empty() {
        return EMPTY;
    }

    /**
     * Knows the types of this project.
     *
     * @return the registry
     */
    public static TypeRegistry builtin() {
        return BuiltinAdapters.registry();
    }

    /**
     * With one more type, or another adapter for one.
     *
     * @param name its name in cases
     * @param adapter its adapter
     * @return the registry
     */
    public TypeRegistry with(String name, TypeAdapter<?> adapter) {
        return new TypeRegistry(more(adapters, name, adapter), operationBased);
    }

    /**
     * With an operation-based flavour of a type, by which the same cases are run once more.
     *
     * @param name the name of the type in cases
     * @param adapter the adapter of the operation-based flavour
     * @return the registry
     */
    public TypeRegistry withOperationBased(String name, TypeAdapter<?> adapter) {
        return new TypeRegistry(adapters, more(operationBased, name, adapter));
    }

    private static Map<String, TypeAdapter<?>> more(
            Map<String, TypeAdapter<?>> known, String name, TypeAdapter<?> adapter) {
        Map<String, TypeAdapter<?>> more = new LinkedHashMap<>(known);
        more.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(adapter, "adapter"));
        return more;
    }

    /**
     * The known types.
     *
     * @return their names
     */
    public Set<String> names() {
        return Set.copyOf(adapters.keySet());
    }

    Optional<TypeAdapter<?>> adapter(String name) {
        return Optional.ofNullable(adapters.get(name));
    }

    Optional<TypeAdapter<?>> operationBased(String name) {
        return Optional.ofNullable(operationBased.get(name));
    }
}
