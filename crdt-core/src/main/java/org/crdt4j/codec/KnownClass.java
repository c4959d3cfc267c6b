// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.codec;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.error.CorruptDataException;
import org.jspecify.annotations.Nullable;

/** A class of the application that was registered, and how its instances are written. */
sealed interface KnownClass extends ValueFormat<Object> {

    int id();

    int tag();

    Class<?> type();

    /** Finds out how to write a class. */
    static KnownClass of(Class<?> type, int id) {
        if (type.isEnum()) {
            return new EnumClass(id, type, constants(type));
        }
        if (type.isRecord()) {
            return recordClass(id, type);
        }
        boolean isPlain = !type.isInterface()
                && !Modifier.isAbstract(type.getModifiers())
                && !type.isArray()
                && !type.isPrimitive()
                && !type.isHidden()
                && !type.getName().startsWith("java.");
        if (!isPlain || Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type)) {
            throw new IllegalArgumentException(
                    type.getName() + " is neither an enum, nor a record, nor a plain class of your own: register the"
                            + " classes of the values themselves, or put such a value into a record");
        }
        return new ObjectClass(id, type);
    }

    private static Map<String, Object> constants(Class<?> type) {
        Map<String, Object> constants = new HashMap<>();
        for (Object constant : type.getEnumConstants()) {
            constants.put(((Enum<?>) constant).name(), constant);
        }
        return Map.copyOf(constants);
    }

    private static RecordClass recordClass(int id, Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            List<Method> accessors =
                    Arrays.stream(components).map(RecordComponent::getAccessor).toList();
            constructor.setAccessible(true);
            for (Method accessor : accessors) {
                accessor.setAccessible(true);
            }
            return new RecordClass(id, type, constructor, accessors);
        } catch (ReflectiveOperationException | RuntimeException inaccessible) {
            throw new IllegalArgumentException(
                    "cannot use " + type.getName() + ": its module has to open its package to org.crdt4j.core",
                    inaccessible);
        }
    }

    /** Enums go by name, so that constants can be added and moved. */
    record EnumClass(int id, Class<?> type, Map<String, Object> constants) implements KnownClass {

        @Override
        public int tag() {
            return Tag.ENUM;
        }

        @Override
        public void write(Object value, ValueWriter out) {
            Text.write(((Enum<?>) value).name(), out.bytes());
        }

        @Override
        public Object read(ValueReader in) {
            Object constant = constants.get(in.readText());
            if (constant == null) {
                throw WireInput.corrupt("an unknown constant of " + type.getName());
            }
            return constant;
        }
    }

    /** Records go component by component, and come back through their constructor with whatever it checks. */
    record RecordClass(int id, Class<?> type, Constructor<?> constructor, List<Method> accessors)
            implements KnownClass {

        @Override
        public int tag() {
            return Tag.RECORD;
        }

        @Override
        public void write(Object value, ValueWriter out) {
            out.bytes().writeVarint(accessors.size());
            for (Method accessor : accessors) {
                out.writeOwnPart(component(accessor, value));
            }
        }

        private @Nullable Object component(Method accessor, Object value) {
            try {
                return accessor.invoke(value);
            } catch (InvocationTargetException thrown) {
                throw new IllegalArgumentException(
                        "an accessor of " + type.getName() + " has failed", thrown.getCause());
            } catch (IllegalAccessException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        @Override
        public Object read(ValueReader in) {
            long size = in.bytes().readCount();
            if (size != accessors.size()) {
                throw WireInput.corrupt("a " + type.getName() + " of " + size + " components, but here it has "
                        + accessors.size() + ": register a changed record under a new id");
            }
            List<@Nullable Object> components = new ArrayList<>(accessors.size());
            for (int left = accessors.size(); left > 0; left--) {
                components.add(in.readOwnPart());
            }
            return construct(components.toArray());
        }

        private Object construct(@Nullable Object[] components) {
            try {
                return constructor.newInstance(components);
            } catch (InvocationTargetException thrown) {
                if (thrown.getCause() instanceof VirtualMachineError error) {
                    throw error;
                }
                throw new CorruptDataException(
                        "no valid message: the constructor of " + type.getName() + " refuses it",
                        Objects.requireNonNullElse(thrown.getCause(), thrown));
            } catch (IllegalArgumentException mismatch) {
                throw new CorruptDataException(
                        "no valid message: no components of " + type.getName() + " are these", mismatch);
            } catch (InstantiationException | IllegalAccessException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    /** Plain classes go field by field, through Kryo. */
    record ObjectClass(int id, Class<?> type) implements KnownClass {

        @Override
        public int tag() {
            return Tag.OBJECT;
        }

        @Override
        public void write(Object value, ValueWriter out) {
            out.bytes().writeCounted(out.fieldsOf(id, value));
        }

        @Override
        public Object read(ValueReader in) {
            return in.readObject(id, in.bytes().readLength());
        }
    }
}
