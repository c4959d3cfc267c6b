// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Adapts the observed-remove map. A case may put children of different types under different keys, while an {@code ObservedRemoveMap}
 * has children of one type: so there is one map for each type of children, behind one value.
 */
final class ObservedRemoveMapAdapter implements TypeAdapter<Map<List<String>, Object>> {

    /* A shape is the chain of types below the outermost map, for instance [ORMAP, MV_REGISTER]. The maps of all shapes are
     * independent, so side by side they join as one map would. What is not about a leaf (remove, clear) goes to each map that has the
     * shape so far. */

    static final String NAME = "ORMAP";
    private static final Set<String> OPERATIONS = Set.of("update", "remove", "clear");

    private final Map<String, Nestable<?, ?, ?>> leaves;

    ObservedRemoveMapAdapter(Map<String, Nestable<?, ?, ?>> leaves) {
        this.leaves = Map.copyOf(leaves);
    }

    @Override
    public Subject<Map<List<String>, Object>> create(Site site) {
        return new LiveMaps(site);
    }

    @Override
    public Object comparable(Object value) {
        return Values.withoutEmptyEntries(value);
    }

    private TypeAdapter<?> mapOf(List<String> shape) {
        return nestable(shape).inMap().adapter();
    }

    private Nestable<?, ?, ?> nestable(List<String> shape) {
        if (shape.size() > 1) {
            return nestable(shape.subList(1, shape.size())).inMap();
        }
        Nestable<?, ?, ?> leaf = leaves.get(shape.get(0));
        if (leaf == null) {
            throw new UnknownTypeException("unknown type " + shape.get(0) + " in a map");
        }
        return leaf;
    }

    private static List<String> typesTo(Operation operation) {
        List<String> types = new ArrayList<>();
        Operation here = checked(operation);
        while (here.name().equals("update")) {
            Operation.Nested nested = here.nested(1);
            types.add(nested.type());
            if (!nested.type().equals(NAME)) {
                break;
            }
            here = checked(nested.operation());
        }
        return List.copyOf(types);
    }

    private static Operation checked(Operation operation) {
        if (!OPERATIONS.contains(operation.name())) {
            throw new MalformedCaseException("an " + NAME + " has no operation " + operation.name());
        }
        return operation;
    }

    private static boolean startsWith(List<String> shape, List<String> prefix) {
        return shape.size() >= prefix.size() && shape.subList(0, prefix.size()).equals(prefix);
    }

    private final class LiveMaps implements Subject<Map<List<String>, Object>> {

        private final Site site;
        private final Map<List<String>, Subject<?>> maps = new LinkedHashMap<>();

        LiveMaps(Site site) {
            this.site = site;
        }

        private Subject<?> map(List<String> shape) {
            return maps.computeIfAbsent(shape, missing -> mapOf(missing).create(site));
        }

        @Override
        public Map<List<String>, Object> perform(Operation operation) {
            List<String> types = typesTo(operation);
            if (!types.isEmpty() && !types.get(types.size() - 1).equals(NAME)) {
                map(types);
            }
            Map<List<String>, Object> delta = new LinkedHashMap<>();
            maps.forEach((shape, map) -> {
                if (startsWith(shape, types)) {
                    delta.put(shape, map.perform(operation));
                }
            });
            return delta;
        }

        @Override
        public boolean receive(Map<List<String>, Object> message) {
            boolean grew = false;
            for (Map.Entry<List<String>, Object> part : message.entrySet()) {
                grew |= receive(map(part.getKey()), part.getValue());
            }
            return grew;
        }

        /* Maps of one shape exchange deltas of one type. */
        @SuppressWarnings("unchecked")
        private static <D> boolean receive(Subject<D> map, Object delta) {
            return map.receive((D) delta);
        }

        @Override
        public Map<List<String>, Object> state() {
            Map<List<String>, Object> states = new LinkedHashMap<>();
            maps.forEach((shape, map) -> states.put(shape, map.state()));
            return states;
        }

        @Override
        public Object value() {
            Map<Object, Object> all = new LinkedHashMap<>();
            maps.values().forEach(map -> addAll((Map<?, ?>) Values.withoutEmptyEntries(map.value()), all));
            return all;
        }

        @Override
        public void checkInvariants() {
            maps.values().forEach(Subject::checkInvariants);
        }
    }

    private static void addAll(Map<?, ?> from, Map<Object, Object> to) {
        from.forEach((key, value) -> to.merge(key, value, (mine, theirs) -> both(key, mine, theirs)));
    }

    private static Object both(Object key, Object mine, Object theirs) {
        if (mine instanceof Map<?, ?> here && theirs instanceof Map<?, ?> there) {
            Map<Object, Object> merged = new LinkedHashMap<>(here);
            addAll(there, merged);
            return merged;
        }
        throw new IllegalStateException("key " + key + " holds children of different types: " + Values.show(mine)
                + " and " + Values.show(theirs));
    }
}
