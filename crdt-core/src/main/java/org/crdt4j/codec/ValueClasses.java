// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.codec;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.crdt4j.codec.kryo.PlainObjects;
import org.crdt4j.crdt.WireInput;

/** Which values can be written, and how. Immutable. */
final class ValueClasses {

    private final Map<Class<?>, KnownClass> byClass;
    private final Map<Integer, KnownClass> byId = new HashMap<>();
    private final ValueFormat<?>[] formats = new ValueFormat<?>[Tag.SHORT_TEXT];
    private final PlainObjects plainObjects;

    ValueClasses(Map<Class<?>, KnownClass> byClass, Limits limits) {
        this.byClass = Map.copyOf(byClass);
        Arrays.setAll(formats, Unknown::new);
        Map<Integer, Class<?>> plain = new HashMap<>();
        for (KnownClass known : byClass.values()) {
            byId.put(known.id(), known);
            if (known.tag() == Tag.OBJECT) {
                plain.put(known.id(), known.type());
            }
        }
        plainObjects = new PlainObjects(plain, limits.maxDepth());
        Scalars.FORMATS.forEach((tag, format) -> formats[tag] = format);
        Containers.FORMATS.forEach((tag, format) -> formats[tag] = format);
        for (int tag : List.of(Tag.ENUM, Tag.RECORD, Tag.OBJECT)) {
            formats[tag] = new OfKnownClass(tag);
        }
    }

    /** The tag of a value other than a string. */
    int tagOf(Object value) {
        Integer scalar = Scalars.TAGS.get(value.getClass());
        if (scalar != null) {
            return scalar;
        }
        KnownClass known = byClass.get(classOf(value));
        if (known != null) {
            return known.tag();
        }
        if (value instanceof Boolean truth) {
            return truth ? Tag.TRUE : Tag.FALSE;
        }
        if (value instanceof Optional<?> optional) {
            return optional.isPresent() ? Tag.PRESENT : Tag.ABSENT;
        }
        return tagOfCollection(value);
    }

    private static int tagOfCollection(Object value) {
        if (value instanceof List) {
            return Tag.LIST;
        }
        if (value instanceof Set) {
            return Tag.SET;
        }
        if (value instanceof Map) {
            return Tag.MAP;
        }
        throw new IllegalArgumentException(classOf(value).getName()
                + " is not registered: Codec.builder().register(class, id), the same at every replica");
    }

    /* a constant with a body has a class of its own */
    private static Class<?> classOf(Object value) {
        return value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass();
    }

    /** What follows a tag. */
    @SuppressWarnings("unchecked")
    <V> ValueFormat<V> formatOf(int tag) {
        return (ValueFormat<V>) formats[tag];
    }

    PlainObjects.Session openObjects() {
        return plainObjects.open();
    }

    private KnownClass known(long id, int tag) {
        KnownClass known = id > Integer.MAX_VALUE ? null : byId.get((int) id);
        if (known == null || known.tag() != tag) {
            throw WireInput.corrupt("a value of class " + id
                    + (known == null ? ", which is not registered here" : ", which is of another kind here"));
        }
        return known;
    }

    /** A tag that is not used. */
    private record Unknown(int tag) implements ValueFormat<Object> {

        @Override
        public void write(Object value, ValueWriter out) {
            throw new IllegalStateException("no value has the tag " + tag);
        }

        @Override
        public Object read(ValueReader in) {
            throw WireInput.corrupt("a value with the unknown tag " + tag);
        }
    }

    /** The number of a class, and then what the class says. */
    private final class OfKnownClass implements ValueFormat<Object> {

        private final int tag;

        OfKnownClass(int tag) {
            this.tag = tag;
        }

        @Override
        public void write(Object value, ValueWriter out) {
            KnownClass known = byClass.get(classOf(value));
            if (known == null) {
                throw new IllegalStateException("has just been known: " + classOf(value));
            }
            out.bytes().writeVarint(known.id());
            known.write(value, out);
        }

        @Override
        public Object read(ValueReader in) {
            return known(in.bytes().readCount(), tag).read(in);
        }
    }
}
