// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit.conformance;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values of any JSON kind as plain Java objects, and when a value is the one that a case expects. */
public final class Values {

    /** What stands for the JSON null: a register without a value shows it, too. */
    public static final Object NULL = new Object() {
        @Override
        public String toString() {
            return "null";
        }
    };

    /** A number with more zeros at its end stays a {@link BigDecimal}, which does not write them out. */
    private static final int MOST_ZEROS = 1000;

    private Values() {}

    /**
     * A value in the form in which cases state theirs: whole numbers as {@link BigInteger} whatever they were, an empty {@link
     * Optional} or null as {@link #NULL}, keys of maps as text; the same for all that is inside. A {@link Set} stays one.
     *
     * @param value what a live object shows
     * @return the plain form
     */
    public static Object plain(@Nullable Object value) {
        if (value == null) {
            return NULL;
        }
        if (value instanceof Optional<?> optional) {
            return plain(optional.orElse(null));
        }
        if (value instanceof Number number) {
            return plainNumber(number);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> entries = new LinkedHashMap<>();
            map.forEach((key, entry) -> entries.put(key instanceof String text ? text : show(key), plain(entry)));
            return entries;
        }
        if (value instanceof Set<?> set) {
            return set.stream().map(Values::plain).collect(Collectors.toCollection(LinkedHashSet::new));
        }
        if (value instanceof Collection<?> list) {
            return list.stream().map(Values::plain).toList();
        }
        return value;
    }

    private static Object plainNumber(Number number) {
        if (number instanceof BigInteger whole) {
            return whole;
        }
        BigDecimal exact = new BigDecimal(number.toString()).stripTrailingZeros();
        boolean isWhole = exact.scale() <= 0 && exact.scale() > -MOST_ZEROS;
        return isWhole ? exact.toBigIntegerExact() : exact;
    }

    /**
     * Whether a value is the expected one. Against a set the expected list counts without order and without repetitions; maps are
     * compared entry by entry; everything else must be equal.
     *
     * @param expected what the case says
     * @param actual what a live object shows, in its {@linkplain #plain plain form}
     * @return whether they are the same
     */
    public static boolean matches(Object expected, Object actual) {
        if (actual instanceof Set<?> set) {
            return expected instanceof List<?> list && new HashSet<>(list).equals(set);
        }
        if (actual instanceof Map<?, ?> map && expected instanceof Map<?, ?> wanted) {
            return map.keySet().equals(wanted.keySet())
                    && map.entrySet().stream().allMatch(entry -> matches(valueOf(wanted, entry), entry.getValue()));
        }
        return expected.equals(actual);
    }

    private static Object valueOf(Map<?, ?> map, Map.Entry<?, ?> entry) {
        Object value = map.get(entry.getKey());
        return value == null ? NULL : value;
    }

    /**
     * A map without the entries that hold nothing: an empty collection, or no value; at every depth.
     *
     * @param value a value; what is not a map stays as it is
     * @return the value without such entries
     */
    public static Object withoutEmptyEntries(Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        Map<Object, Object> kept = new LinkedHashMap<>();
        map.forEach((key, entry) -> {
            Object inside = withoutEmptyEntries(entry);
            if (!isEmpty(inside)) {
                kept.put(key, inside);
            }
        });
        return kept;
    }

    private static boolean isEmpty(Object value) {
        return value == NULL
                || (value instanceof Map<?, ?> map && map.isEmpty())
                || (value instanceof Collection<?> collection && collection.isEmpty());
    }

    /**
     * A value as JSON text, for people. Elements of sets come in alphabetical order.
     *
     * @param value a plain value
     * @return the text
     */
    public static String show(Object value) {
        if (value instanceof String text) {
            return quoted(text);
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> quoted(String.valueOf(entry.getKey())) + ": " + show(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof Collection<?> collection) {
            List<String> elements = new ArrayList<>();
            collection.forEach(element -> elements.add(show(element)));
            if (value instanceof Set<?>) {
                elements.sort(null);
            }
            return elements.stream().collect(Collectors.joining(", ", "[", "]"));
        }
        return value.toString();
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(unit -> {
            if (unit == '"' || unit == '\\') {
                quoted.append('\\').append((char) unit);
            } else if (Character.isISOControl(unit)) {
                quoted.append(String.format("\\u%04x", unit));
            } else {
                quoted.append((char) unit);
            }
        });
        return quoted.append('"').toString();
    }
}
