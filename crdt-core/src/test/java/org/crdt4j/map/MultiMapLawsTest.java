// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.map;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.DotSet;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.MapChange;
import org.crdt4j.crdt.SetChange;
import org.crdt4j.set.AddWinsSetLawsTest;
import org.crdt4j.testkit.Event;
import org.crdt4j.testkit.History;
import org.crdt4j.testkit.Laws;
import org.crdt4j.testkit.Subject;

/** The laws of {@link MultiMap}: a value is under a key as long as a put remains that no later event about it has seen. */
public final class MultiMapLawsTest {

    private static final List<String> KEYS = List.of("k", "l");
    private static final List<String> VALUES = List.of("a", "b", "c");

    /** What is done to a map. */
    public enum Kind {
        PUT,
        REMOVE,
        REMOVE_KEY,
        CLEAR
    }

    /** What is done to which pair; a removal of a key concerns all its values, a clear everything. */
    public record Op(Kind kind, String key, String value) {

        public static final Op CLEAR = new Op(Kind.CLEAR, "", "");

        boolean concerns(String askedKey, String askedValue) {
            return switch (kind) {
                case CLEAR -> true;
                case REMOVE_KEY -> key.equals(askedKey);
                case PUT, REMOVE -> key.equals(askedKey) && value.equals(askedValue);
            };
        }
    }

    public static Subject<
                    MultiMap<String, String>,
                    Causal<DotMap<String, DotMap<String, DotSet>>>,
                    MapChange<String, SetChange<String>>,
                    Op>
            subject() {
        return Subject.of(
                        MultiMap.<String, String>type(),
                        (random, map) -> draw(random),
                        MultiMapLawsTest::apply,
                        MultiMapLawsTest::entries)
                .reporting(MultiMapLawsTest::reported);
    }

    public static Op draw(RandomGenerator random) {
        String key = KEYS.get(random.nextInt(KEYS.size()));
        String value = VALUES.get(random.nextInt(VALUES.size()));
        return switch (random.nextInt(12)) {
            case 0 -> Op.CLEAR;
            case 1, 2 -> new Op(Kind.REMOVE_KEY, key, "");
            case 3, 4, 5 -> new Op(Kind.REMOVE, key, value);
            default -> new Op(Kind.PUT, key, value);
        };
    }

    public static Causal<DotMap<String, DotMap<String, DotSet>>> apply(MultiMap<String, String> map, Op op) {
        return switch (op.kind) {
            case PUT -> map.put(op.key, op.value);
            case REMOVE -> map.remove(op.key, op.value);
            case REMOVE_KEY -> map.removeAll(op.key);
            case CLEAR -> map.clear();
        };
    }

    public static Map<String, Set<String>> entries(History<Op> history) {
        Map<String, Set<String>> entries = new HashMap<>();
        for (String key : KEYS) {
            Set<String> values = VALUES.stream()
                    .filter(value -> isUnder(key, value, history))
                    .collect(Collectors.toSet());
            if (!values.isEmpty()) {
                entries.put(key, values);
            }
        }
        return entries;
    }

    private static boolean isUnder(String key, String value, History<Op> history) {
        return history.remaining((later, earlier) -> later.operation().concerns(key, value)).stream()
                .map(Event::operation)
                .anyMatch(op -> op.kind == Kind.PUT && op.concerns(key, value));
    }

    public static Object reported(Object before, MapChange<String, SetChange<String>> change) {
        Map<Object, Object> after = new HashMap<>((Map<?, ?>) before);
        boolean fits = !change.isEmpty()
                && change.added().keySet().stream().noneMatch(after::containsKey)
                && after.keySet().containsAll(change.updated().keySet())
                && after.keySet().containsAll(change.removed().keySet());
        if (!fits) {
            throw new IllegalStateException(change + " does not fit " + before);
        }
        change.added().forEach((key, values) -> after.put(key, AddWinsSetLawsTest.reported(Set.of(), values)));
        change.updated().forEach((key, values) -> after.put(key, AddWinsSetLawsTest.reported(after.get(key), values)));
        change.removed().forEach((key, values) -> {
            if (!new HashSet<>().equals(AddWinsSetLawsTest.reported(after.remove(key), values))) {
                throw new IllegalStateException(change + " does not empty " + before);
            }
        });
        return after;
    }

    @Property
    void laws(@ForAll long seed) {
        Laws.of(subject()).check(seed);
    }
}
