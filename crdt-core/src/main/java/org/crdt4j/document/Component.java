// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.document;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A component of a record as a field of a document. */
final class Component {

    private final String name;
    private final Kind kind;
    private final Method accessor;
    private final boolean optional;
    /* of the value; of elements for sets and multi-value registers */
    private final ValueForm form;
    private final @Nullable Object orElse;
    private final @Nullable Policy<?> given;

    private Component(
            RecordComponent component, Kind kind, @Nullable Object given, @Nullable Policy<?> nested, Type content) {
        this.name = component.getName();
        this.kind = kind;
        this.accessor = component.getAccessor();
        this.optional = component.getType() == Optional.class;
        this.form = ValueForm.of(content);
        this.given = nested;
        this.orElse = orElse(component, given);
    }

    static Component of(
            RecordComponent component, @Nullable Kind kind, @Nullable Object orElse, @Nullable Policy<?> nested) {
        Type declared = component.getGenericType();
        Type content = component.getType() == Optional.class ? ValueForm.argument(declared) : declared;
        Kind chosen = kind != null ? kind : kindOf(component, ValueForm.rawClass(content));
        if (chosen == Kind.SET || chosen == Kind.MULTI_VALUE) {
            check(component, chosen, component.getType() == Set.class, "a Set");
            return new Component(component, chosen, orElse, nested, ValueForm.argument(declared));
        }
        Component made = new Component(component, chosen, orElse, nested, content);
        Class<?> type = made.form.type();
        switch (chosen) {
            case COUNTER ->
                check(
                        component,
                        chosen,
                        !made.optional && (type == Integer.class || type == Long.class || type == BigInteger.class),
                        "an int, a long or a BigInteger");
            case FLAG -> check(component, chosen, !made.optional && type == Boolean.class, "a boolean");
            case DOCUMENT ->
                check(
                        component,
                        chosen,
                        type.isRecord() && (nested == null || nested.type() == type),
                        nested == null ? "a record" : nested.type().getName());
            default -> {}
        }
        return made;
    }

    private static Kind kindOf(RecordComponent component, Class<?> content) {
        MergeAs annotation = component.getAnnotation(MergeAs.class);
        if (annotation != null) {
            return annotation.value();
        }
        if (component.getType() == Set.class) {
            return Kind.SET;
        }
        return content.isRecord() ? Kind.DOCUMENT : Kind.REGISTER;
    }

    private static void check(RecordComponent component, Kind kind, boolean fits, String wanted) {
        if (!fits) {
            throw new IllegalArgumentException(component.getDeclaringRecord().getName() + "." + component.getName()
                    + " has to be " + wanted + " to be merged as " + kind);
        }
    }

    private @Nullable Object orElse(RecordComponent component, @Nullable Object stated) {
        OrElse annotation = component.getAnnotation(OrElse.class);
        if (stated == null && annotation == null) {
            return undeclared(component);
        }
        boolean fits = kind == Kind.REGISTER
                && !optional
                && (stated == null || form.type().isInstance(stated));
        if (!fits) {
            throw new IllegalArgumentException(component.getDeclaringRecord().getName() + "." + name
                    + " cannot have this default: only a register that is not Optional has one, of its own class");
        }
        return stated != null || annotation == null ? stated : form.parsed(annotation.value());
    }

    private @Nullable Object undeclared(RecordComponent component) {
        if (optional) {
            return Optional.empty();
        }
        if (component.getType() == Set.class) {
            return Set.of();
        }
        if (component.getType() == List.class) {
            return List.of();
        }
        if (component.getType() == Map.class) {
            return Map.of();
        }
        boolean isZero = component.getType().isPrimitive() || kind == Kind.COUNTER || kind == Kind.FLAG;
        return isZero ? form.zero() : null;
    }

    private Policy<?> nested() {
        return given != null ? given : Policy.of(form.type().asSubclass(Record.class));
    }

    @Nullable
    Object read(@Nullable Document document, int depth) {
        Optional<Object> found = document == null
                ? Optional.empty()
                : document.readAt(List.of(name), kind, live -> present(live, depth))
                        .flatMap(value -> value);
        if (found.isPresent()) {
            return optional ? found : found.get();
        }
        return kind == Kind.DOCUMENT && !optional ? nested().read(null, depth + 1) : orElse;
    }

    private Optional<Object> present(Object live, int depth) {
        return switch (kind) {
            case REGISTER -> Live.register(live).value().flatMap(value -> form.shown(value, name));
            case MULTI_VALUE -> Optional.of(shown(Live.multiValue(live).value()));
            case COUNTER -> Optional.of(form.exact(Live.counter(live).bigValue()));
            case SET -> Optional.of(shown(Live.set(live).elements()));
            case FLAG -> Optional.of(Live.flag(live).isEnabled());
            case DOCUMENT -> Optional.of(nested().read(Live.document(live), depth + 1));
        };
    }

    private Set<Object> shown(Set<Object> stored) {
        Set<Object> shown = new LinkedHashSet<>();
        stored.forEach(value -> form.shown(value, name).ifPresent(shown::add));
        return Collections.unmodifiableSet(shown);
    }

    private @Nullable Object get(Object record) {
        try {
            return accessor.invoke(record);
        } catch (InvocationTargetException thrown) {
            throw new IllegalArgumentException("the accessor of " + name + " has failed", thrown.getCause());
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    void compare(Document root, List<String> at, Object recordBefore, Object recordAfter, List<Runnable> edits) {
        Object before = get(recordBefore);
        Object after = get(recordAfter);
        Place place = root.at(Stream.concat(at.stream(), Stream.of(name)).toArray(String[]::new));
        if (after == null && (kind != Kind.REGISTER || orElse != null)) {
            throw new IllegalArgumentException(
                    place + " is null: it has a default other than null; make it Optional if it may be absent");
        }
        if (Objects.deepEquals(before, after)) {
            return;
        }
        switch (kind) {
            case REGISTER -> edits.add(register(place, after));
            case MULTI_VALUE -> edits.add(multiValue(place, (Set<?>) notNull(after)));
            case COUNTER -> {
                long amount = big(notNull(after)).subtract(big(before)).longValueExact();
                edits.add(() -> place.increment(amount));
            }
            case SET -> set(place, before, (Set<?>) notNull(after), edits);
            case FLAG -> edits.add(Boolean.TRUE.equals(after) ? place::enable : place::disable);
            case DOCUMENT -> document(root, place.names(), before, notNull(after), edits);
        }
    }

    private static Object notNull(@Nullable Object value) {
        return Objects.requireNonNull(value);
    }

    private static BigInteger big(@Nullable Object number) {
        return number instanceof BigInteger big
                ? big
                : BigInteger.valueOf(number == null ? 0 : ((Number) number).longValue());
    }

    private Runnable register(Place place, @Nullable Object after) {
        Object value = after instanceof Optional<?> wrapped && optional ? wrapped.orElse(null) : after;
        if (value == null) {
            return () -> place.removeOnly(Kind.REGISTER);
        }
        Object stored = form.stored(value);
        return () -> place.assign(stored);
    }

    private Runnable multiValue(Place place, Set<?> after) {
        if (after.size() > 1) {
            throw new IllegalArgumentException(
                    place + " can only be assigned one value: concurrent assignments make several, a write does not");
        }
        List<Object> stored = new ArrayList<>();
        after.forEach(value -> stored.add(form.stored(value)));
        return stored.isEmpty()
                ? () -> place.removeOnly(Kind.MULTI_VALUE)
                : () -> place.assignMultiValue(stored.get(0));
    }

    private void set(Place place, @Nullable Object before, Set<?> after, List<Runnable> edits) {
        Set<?> old = before == null ? Set.of() : (Set<?>) before;
        for (Object element : after) {
            Object stored = form.stored(element);
            if (!old.contains(element)) {
                edits.add(() -> place.add(stored));
            }
        }
        for (Object element : old) {
            if (!after.contains(element)) {
                Object stored = form.stored(element);
                edits.add(() -> place.remove(stored));
            }
        }
    }

    private void document(
            Document root, List<String> names, @Nullable Object before, Object after, List<Runnable> edits) {
        Place place = root.at(names.toArray(String[]::new));
        Object newRecord = optional ? ((Optional<?>) after).orElse(null) : after;
        if (newRecord == null) {
            edits.add(() -> place.removeOnly(Kind.DOCUMENT));
            return;
        }
        Object oldRecord = optional && before != null ? ((Optional<?>) before).orElse(null) : before;
        if (oldRecord == null) {
            edits.add(place::touchDocument);
            oldRecord = nested().read(null, names.size() + 1);
        }
        nested().compare(root, names, oldRecord, newRecord, edits);
    }
}
