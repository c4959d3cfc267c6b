// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.document;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the components of a record are the fields of a document. Immutable and thread-safe; each method gives another policy.
 *
 * <p>A component is a field of its own name. Its kind is what {@link #field} says, else {@link MergeAs}, else: of a {@code Set} an
 * add-wins set, of a record (or an {@code Optional} of one) a nested document, of anything else a register that holds it as a whole.
 *
 * <ul>
 *   <li>{@code REGISTER}: any class that the codec knows, or an enum, which is stored by its name, or an {@code Optional} or a {@code
 *       List} of such. Integers of all sizes may take each other's place, as long as the value fits.
 *   <li>{@code MULTI_VALUE}: a {@code Set} of the values; to write takes a set of one, or an empty one to remove it.
 *   <li>{@code COUNTER}: {@code int}, {@code long}, {@code Integer}, {@code Long} or {@code BigInteger}; to write counts the difference.
 *   <li>{@code SET}: a {@code Set}; to write adds and removes the elements in which the sets differ.
 *   <li>{@code FLAG}: {@code boolean} or {@code Boolean}.
 *   <li>{@code DOCUMENT}: a record, or an {@code Optional} of one; a record may contain itself through an {@code Optional}.
 * </ul>
 *
 * <p>The field of a component may be absent, as that of a component which a new version of the record adds. Then the component is: empty
 * if it is an {@code Optional}, a set, or a list; 0 if it is a counter; off if it is a flag; the record of its own defaults if it is a
 * record; of a register, the default of {@link #orElse} or {@link OrElse}, else the zero of its primitive class, else null. A default
 * takes no bytes, since to write it where nothing is writes nothing. A null is an absent field and removes it, but only where null is
 * the default; elsewhere null is refused. An enum constant that this version does not have is kept in the document; the component
 * is as if it were absent, and such elements of an add-wins set are left out.
 *
 * <p>The record's module has to open its package to {@code org.crdt4j.core}: {@code opens com.example.profile to org.crdt4j.core;}.
 * Nothing is needed if the application is on the class path. Only components and the canonical constructor are used.
 *
 * @param <R> the record
 */
public final class Policy<R extends Record> {

    private static final ClassValue<Policy<?>> ANNOTATED = new ClassValue<>() {
        @Override
        protected Policy<?> computeValue(Class<?> type) {
            return new Policy<>(type.asSubclass(Record.class), Map.of(), Map.of(), Map.of());
        }
    };

    private final Class<R> type;
    private final Map<String, Kind> kinds;
    private final Map<String, Object> defaults;
    private final Map<String, Policy<?>> nested;
    private final RecordShape shape;

    private Policy(
            Class<R> type, Map<String, Kind> kinds, Map<String, Object> defaults, Map<String, Policy<?>> nested) {
        this.type = type;
        this.kinds = kinds;
        this.defaults = defaults;
        this.nested = nested;
        this.shape = RecordShape.of(type, kinds, defaults, nested);
    }

    /**
     * The policy that the annotations of a record tell.
     *
     * @param <R> the record
     * @param type its class
     * @return the policy
     * @throws IllegalArgumentException if a component's class does not fit its kind, if a default is no value of it, or if the record's
     *     module does not open its package
     */
    @SuppressWarnings("unchecked")
    public static <R extends Record> Policy<R> of(Class<R> type) {
        return (Policy<R>) ANNOTATED.get(type);
    }

    @SuppressWarnings("unchecked")
    static <R extends Record> Policy<R> ofRecord(R record) {
        return (Policy<R>) of(record.getClass());
    }

    /**
     * This policy with another kind for a component.
     *
     * @param component its name
     * @param kind the kind
     * @return the policy
     * @throws IllegalArgumentException if there is no such component, or if its class does not fit
     */
    public Policy<R> field(String component, Kind kind) {
        return new Policy<>(type, with(kinds, component, kind), defaults, nested);
    }

    /**
     * This policy with a default for a component.
     *
     * @param component the name of a component that is a register and no {@code Optional}
     * @param value what it is as long as the field is absent
     * @return the policy
     * @throws IllegalArgumentException if there is no such component, or if the value is none of its class
     */
    public Policy<R> orElse(String component, Object value) {
        return new Policy<>(type, kinds, with(defaults, component, value), nested);
    }

    /**
     * This policy with a policy for a component that is a nested document.
     *
     * @param component its name
     * @param policy how the nested record's components are fields
     * @return the policy
     * @throws IllegalArgumentException if there is no such component, or if it is not of that record
     */
    public Policy<R> nested(String component, Policy<?> policy) {
        return new Policy<>(type, kinds, defaults, with(nested, component, policy));
    }

    private static <V> Map<String, V> with(Map<String, V> map, String key, V value) {
        Map<String, V> changed = new HashMap<>(map);
        changed.put(Objects.requireNonNull(key, "component"), Objects.requireNonNull(value, "value"));
        return Map.copyOf(changed);
    }

    Class<R> type() {
        return type;
    }

    /* of no document, what a document without fields would give */
    R read(@Nullable Document document, int depth) {
        return type.cast(shape.read(document, depth));
    }

    List<Runnable> edits(Document document, R before, R after) {
        List<Runnable> edits = new ArrayList<>();
        shape.compare(document, List.of(), before, after, edits);
        return edits;
    }

    void compare(Document root, List<String> at, Object before, Object after, List<Runnable> edits) {
        shape.compare(root, at, before, after, edits);
    }

    @Override
    public String toString() {
        return "Policy of " + type.getName();
    }
}
