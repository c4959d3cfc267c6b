// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.subject;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.Arrays;

/** What a library keeps to itself and a comparison needs: its type without its servers, the state behind its type. */
public final class Hidden {

    private Hidden() {}

    /** The value of a field that the class of the object declares. */
    public static Object field(Object object, String name) {
        try {
            Field field = object.getClass().getDeclaredField(name);
            field.setAccessible(true);
            return field.get(object);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no readable " + name + " in " + object.getClass(), e);
        }
    }

    /** A new object by the only constructor that takes so many arguments. */
    public static Object create(Class<?> type, Object... arguments) {
        Constructor<?> constructor = Arrays.stream(type.getDeclaredConstructors())
                .filter(candidate -> candidate.getParameterCount() == arguments.length)
                .findFirst()
                .orElseThrow(() -> new LinkageError("no such constructor in " + type));
        try {
            constructor.setAccessible(true);
            return constructor.newInstance(arguments);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("cannot create a " + type, e);
        }
    }
}
