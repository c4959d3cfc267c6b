// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit.conformance;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of an object in a case, each asked for by its kind; a complaint names the field. */
final class Fields {

    private final String where;
    private final Map<?, ?> fields;
    private final Set<Object> known = new HashSet<>(Set.of("note", "title", "comment"));

    Fields(String where, Object object) {
        if (!(object instanceof Map<?, ?> map)) {
            throw new MalformedCaseException(where + " must be an object: " + Values.show(object));
        }
        this.where = where;
        this.fields = map;
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    Object any(String name) {
        known.add(name);
        Object value = fields.get(name);
        if (value == null) {
            throw new MalformedCaseException(where + " has no " + name + ": " + Values.show(fields));
        }
        return value;
    }

    String text(String name) {
        return asText(name, any(name));
    }

    @Nullable
    String optionalText(String name) {
        return has(name) ? text(name) : null;
    }

    boolean flag(String name) {
        if (!has(name)) {
            return false;
        }
        if (any(name) instanceof Boolean flag) {
            return flag;
        }
        throw new MalformedCaseException(name + " of " + where + " must be true or false");
    }

    Fields object(String name) {
        return new Fields(name + " of " + where, any(name));
    }

    List<Object> list(String name) {
        return asList(name, any(name));
    }

    List<Object> optionalList(String name) {
        return has(name) ? list(name) : List.of();
    }

    List<String> texts(String name) {
        return list(name).stream().map(element -> asText(name, element)).toList();
    }

    List<List<Object>> pairs(String name) {
        List<List<Object>> pairs = new ArrayList<>();
        for (Object element : optionalList(name)) {
            List<Object> pair = asList(name, element);
            if (pair.size() != 2) {
                throw new MalformedCaseException(name + " of " + where + " must have pairs: " + Values.show(pair));
            }
            pairs.add(pair);
        }
        return pairs;
    }

    Map<String, Object> entries(String name) {
        return object(name).asMap();
    }

    Map<String, Object> asMap() {
        Map<String, Object> entries = new LinkedHashMap<>();
        fields.forEach((key, value) -> entries.put(String.valueOf(key), value));
        return entries;
    }

    List<Object> asList(String name, Object value) {
        if (value instanceof List<?> list) {
            return List.copyOf(list);
        }
        throw new MalformedCaseException(name + " of " + where + " must be a list: " + Values.show(value));
    }

    private String asText(String name, Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw new MalformedCaseException(name + " of " + where + " must be a text: " + Values.show(value));
    }

    /** Complains about fields that nobody asked for: what is not understood must not pass in silence. */
    void allRead() {
        for (Object name : fields.keySet()) {
            if (!known.contains(name)) {
                throw new MalformedCaseException(where + " has an unknown field " + name);
            }
        }
    }
}
