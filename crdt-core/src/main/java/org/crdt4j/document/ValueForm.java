// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.document;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.crdt4j.error.IncompatibleTypeException;
import org.jspecify.annotations.Nullable;

/**
 * The two forms of a value: in a record, and in a document. Enums are strings there, so that nobody has to register them, and a replica
 * without a constant can pass it on. Lists and sets go element by element; everything else is the same in both.
 *
 * @param type the class in the record, boxed
 * @param element the form of the elements, if it is a list or a set
 * @param constants by their names, if it is an enum
 */
record ValueForm(Class<?> type, @Nullable ValueForm element, Map<String, Object> constants) {

    private static final Map<Class<?>, Class<?>> BOXES = Map.of(
            boolean.class, Boolean.class,
            byte.class, Byte.class,
            short.class, Short.class,
            int.class, Integer.class,
            long.class, Long.class,
            float.class, Float.class,
            double.class, Double.class,
            char.class, Character.class);

    static ValueForm of(Type declared) {
        Class<?> type = rawClass(declared);
        boolean isCollection = type == List.class || type == Set.class || type == Collection.class;
        Map<String, Object> constants = new HashMap<>();
        if (type.isEnum()) {
            for (Object constant : type.getEnumConstants()) {
                constants.put(((Enum<?>) constant).name(), constant);
            }
        }
        return new ValueForm(
                BOXES.getOrDefault(type, type), isCollection ? of(argument(declared)) : null, Map.copyOf(constants));
    }

    static Class<?> rawClass(Type type) {
        if (type instanceof Class<?> plain) {
            return plain;
        }
        return type instanceof ParameterizedType generic ? rawClass(generic.getRawType()) : Object.class;
    }

    /* the first type argument, of what has one at most */
    static Type argument(Type type) {
        return type instanceof ParameterizedType generic ? generic.getActualTypeArguments()[0] : Object.class;
    }

    Object stored(@Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException("a list or a set in a record has a null: leave it out");
        }
        if (value instanceof Enum<?> constant && type.isEnum()) {
            return constant.name();
        }
        if (element == null) {
            return value;
        }
        Collection<Object> stored = value instanceof Set ? new LinkedHashSet<>() : new ArrayList<>();
        ((Collection<?>) value).forEach(part -> stored.add(element.stored(part)));
        return value instanceof Set
                ? Collections.unmodifiableSet((Set<?>) stored)
                : Collections.unmodifiableList((List<?>) stored);
    }

    /* empty if it is, or holds, a constant that this version does not have */
    Optional<Object> shown(Object stored, String where) {
        if (type.isEnum() && stored instanceof String name) {
            return Optional.ofNullable(constants.get(name));
        }
        if (stored instanceof Number number && isInteger(type) && isInteger(stored.getClass())) {
            return Optional.of(exact(number));
        }
        if (!type.isInstance(stored)) {
            throw new IncompatibleTypeException(
                    "the field " + where + " holds a " + stored.getClass().getName()
                            + " where the record wants a " + type.getName() + ": give a component another name when its"
                            + " class changes");
        }
        return element == null ? Optional.of(stored) : elements((Collection<?>) stored, element, where);
    }

    private static Optional<Object> elements(Collection<?> stored, ValueForm element, String where) {
        Collection<Object> shown = stored instanceof Set ? new LinkedHashSet<>() : new ArrayList<>();
        for (Object part : stored) {
            if (part == null) {
                throw new IncompatibleTypeException("the field " + where + " holds a null among its elements");
            }
            Optional<Object> one = element.shown(part, where);
            if (one.isEmpty()) {
                return Optional.empty();
            }
            shown.add(one.get());
        }
        return Optional.of(
                stored instanceof Set
                        ? Collections.unmodifiableSet((Set<?>) shown)
                        : Collections.unmodifiableList((List<?>) shown));
    }

    static boolean isInteger(Class<?> type) {
        return type == Byte.class
                || type == Short.class
                || type == Integer.class
                || type == Long.class
                || type == BigInteger.class;
    }

    /* a number as the record has it, whatever class an older or newer version wrote it with */
    Object exact(Number number) {
        BigInteger exact = number instanceof BigInteger big ? big : BigInteger.valueOf(number.longValue());
        if (type == Byte.class) {
            return exact.byteValueExact();
        }
        if (type == Short.class) {
            return exact.shortValueExact();
        }
        if (type == Integer.class) {
            return exact.intValueExact();
        }
        return type == Long.class ? (Object) exact.longValueExact() : exact;
    }

    /* what an annotation says */
    Object parsed(String text) {
        try {
            return valueOf(text);
        } catch (ArithmeticException | NumberFormatException unfit) {
            throw new IllegalArgumentException("'" + text + "' is no " + type.getSimpleName(), unfit);
        }
    }

    private Object valueOf(String text) {
        if (type.isEnum()) {
            return Optional.ofNullable(constants.get(text))
                    .orElseThrow(() -> new IllegalArgumentException(type.getName() + " has no constant " + text));
        }
        if (isInteger(type)) {
            return exact(new BigInteger(text));
        }
        if (type == String.class) {
            return text;
        }
        if (type == Boolean.class && (text.equals("true") || text.equals("false"))) {
            return text.equals("true");
        }
        if (type == Double.class) {
            return Double.valueOf(text);
        }
        if (type == Float.class) {
            return Float.valueOf(text);
        }
        if (type == Character.class && text.length() == 1) {
            return text.charAt(0);
        }
        throw new IllegalArgumentException("'" + text + "' is no " + type.getSimpleName()
                + ": declare a default that is no string, number, boolean or enum with Policy.orElse");
    }

    /* what a component is without being told, null if it is of a class that has nothing of the sort */
    @Nullable
    Object zero() {
        if (isInteger(type)) {
            return exact(0);
        }
        if (type == Boolean.class) {
            return false;
        }
        if (type == Double.class || type == Float.class) {
            return type == Double.class ? (Object) 0.0 : (Object) 0.0f;
        }
        return type == Character.class ? '\0' : null;
    }
}
