// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.document;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a policy makes of a record's class: its components, and how to get and to make records. */
final class RecordShape {

    private final Class<?> type;
    private final Constructor<?> constructor;
    private final List<Component> components;

    private RecordShape(Class<?> type, Constructor<?> constructor, List<Component> components) {
        this.type = type;
        this.constructor = constructor;
        this.components = components;
    }

    static RecordShape of(
            Class<?> type, Map<String, Kind> kinds, Map<String, Object> defaults, Map<String, Policy<?>> nested) {
        RecordComponent[] declared = type.getRecordComponents();
        Constructor<?> constructor = open(type, declared);
        Set<String> unknown = new HashSet<>(kinds.keySet());
        unknown.addAll(defaults.keySet());
        unknown.addAll(nested.keySet());
        List<Component> components = new ArrayList<>();
        for (RecordComponent component : declared) {
            String name = component.getName();
            unknown.remove(name);
            components.add(Component.of(component, kinds.get(name), defaults.get(name), nested.get(name)));
        }
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(type.getName() + " has no component " + unknown);
        }
        return new RecordShape(type, constructor, components);
    }

    private static Constructor<?> open(Class<?> type, RecordComponent[] components) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            for (RecordComponent component : components) {
                component.getAccessor().setAccessible(true);
            }
            return constructor;
        } catch (ReflectiveOperationException | RuntimeException inaccessible) {
            throw new IllegalArgumentException(
                    "cannot use " + type.getName() + ": its module has to open its package to org.crdt4j.core",
                    inaccessible);
        }
    }

    Object read(@Nullable Document document, int depth) {
        if (depth > Document.MAX_DEPTH) {
            throw new IllegalArgumentException(type.getName() + " is nested deeper than " + Document.MAX_DEPTH
                    + ": make a record that contains itself Optional there");
        }
        @Nullable Object[] values = new @Nullable Object[components.size()];
        for (int index = 0; index < values.length; index++) {
            values[index] = components.get(index).read(document, depth);
        }
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException thrown) {
            throw new IllegalStateException(
                    "the constructor of " + type.getName() + " refuses what the document holds; declare defaults for"
                            + " absent fields, and let it accept what concurrent changes can lead to",
                    Objects.requireNonNullElse(thrown.getCause(), thrown));
        } catch (InstantiationException | IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /* adds what makes `after` of `before` to the edits */
    void compare(Document root, List<String> at, Object before, Object after, List<Runnable> edits) {
        for (Component component : components) {
            component.compare(root, at, before, after, edits);
        }
    }
}
