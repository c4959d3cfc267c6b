// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.codec.kryo;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.KryoException;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import com.esotericsoftware.kryo.kryo5.serializers.FieldSerializer;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/** The fields of one class, its superclasses' included, but for static and transient ones. */
final class PlainFields extends FieldSerializer<Object> {

    private final Constructor<?> constructor;

    static PlainFields of(Class<?> type, Kryo kryo) {
        try {
            return new PlainFields(kryo, type);
        } catch (InaccessibleObjectException inaccessible) {
            throw new IllegalArgumentException(
                    "cannot get at the fields of " + type.getName()
                            + ": its module has to open its package to com.esotericsoftware.kryo.kryo5",
                    inaccessible);
        }
    }

    private PlainFields(Kryo kryo, Class<?> type) {
        super(kryo, type, config());
        this.constructor = constructor(type);
        /* what Kryo does not like, it leaves out without a word */
        if (getFields().length != countFields(type)) {
            throw new IllegalArgumentException("not every field of " + type.getName() + " would be written");
        }
        for (CachedField field : getFields()) {
            Class<?> fieldType = field.getField().getType();
            if (!fieldType.isPrimitive()) {
                field.setValueClass(fieldType, new Nested());
            }
        }
    }

    private static FieldSerializerConfig config() {
        FieldSerializerConfig config = new FieldSerializerConfig();
        /* fields of one name in a class and its superclass need a stable order */
        config.setExtendedFieldNames(true);
        return config;
    }

    private static Constructor<?> constructor(Class<?> type) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor;
        } catch (NoSuchMethodException none) {
            throw new IllegalArgumentException(
                    type.getName()
                            + " needs a constructor without parameters, which may be private; or make it a record",
                    none);
        } catch (InaccessibleObjectException inaccessible) {
            throw new IllegalArgumentException(
                    "cannot construct " + type.getName()
                            + ": its module has to open its package to org.crdt4j.core and com.esotericsoftware.kryo.kryo5",
                    inaccessible);
        }
    }

    private static int countFields(Class<?> type) {
        int count = 0;
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            for (Field field : each.getDeclaredFields()) {
                boolean isLeftOut = Modifier.isStatic(field.getModifiers())
                        || Modifier.isTransient(field.getModifiers())
                        || field.isSynthetic();
                count += isLeftOut ? 0 : 1;
            }
        }
        return count;
    }

    @Override
    protected Object create(Kryo kryo, Input input, Class<? extends Object> type) {
        try {
            return constructor.newInstance();
        } catch (InvocationTargetException thrown) {
            throw new KryoException("the constructor of " + type.getName() + " has failed", thrown.getCause());
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A field that is no primitive. */
    private static final class Nested extends Serializer<Object> {

        Nested() {
            setAcceptsNull(true);
        }

        @Override
        public void write(Kryo kryo, Output output, @Nullable Object value) {
            ((StrictOutput) output).writeNested(value);
        }

        @Override
        public @Nullable Object read(Kryo kryo, Input input, Class<? extends Object> type) {
            return ((StrictInput) input).readNested(type);
        }
    }
}
