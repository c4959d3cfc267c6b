// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Vectors in lock step with plain maps. */
class MaxVectorTest {

    private static final List<String> KEYS = List.of("a", "b", "c", "d", "e");

    /** A vector, and what it should be. */
    private record Pair(MaxVector<String> vector, Map<String, Long> model) {}

    @Property(tries = 500)
    void everyOperation_isThatOfMaps(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Pair> pairs = new ArrayList<>(List.of(new Pair(MaxVector.empty(), Map.of())));
        for (int step = 0; step < 40; step++) {
            Pair one = pairs.get(random.nextInt(pairs.size()));
            Pair other = pairs.get(random.nextInt(pairs.size()));
            Pair result = switch (random.nextInt(4)) {
                case 0 -> joined(one, other);
                case 1 -> met(one, other);
                default -> raised(one, KEYS.get(random.nextInt(KEYS.size())), random.nextInt(6));
            };
            pairs.add(result);
            for (Pair pair : pairs) {
                assertSameAnswers(pair);
            }
            assertEquals(covers(one, other), one.vector.covers(other.vector), () -> one + " covers " + other);
            assertEquals(one.model.equals(other.model), one.vector.equals(other.vector));
        }
    }

    private static Pair joined(Pair one, Pair other) {
        Map<String, Long> model = new HashMap<>(one.model);
        other.model.forEach((key, value) -> model.merge(key, value, Math::max));
        MaxVector<String> joined = one.vector.join(other.vector);
        if (model.equals(one.model)) {
            assertSame(one.vector, joined, "a join that adds nothing gives this very object");
        }
        return new Pair(joined, model);
    }

    private static Pair met(Pair one, Pair other) {
        Map<String, Long> model = new HashMap<>(one.model);
        model.replaceAll((key, value) -> Math.min(value, other.model.getOrDefault(key, 0L)));
        model.values().removeIf(value -> value == 0);
        return new Pair(one.vector.meet(other.vector), model);
    }

    private static Pair raised(Pair one, String key, long value) {
        Map<String, Long> model = new HashMap<>(one.model);
        if (value > 0) {
            model.merge(key, value, Math::max);
        }
        MaxVector<String> raised = one.vector.with(key, value);
        if (model.equals(one.model)) {
            assertSame(one.vector, raised);
        }
        return new Pair(raised, model);
    }

    private static boolean covers(Pair one, Pair other) {
        return other.model.entrySet().stream()
                .allMatch(entry -> one.model.getOrDefault(entry.getKey(), 0L) >= entry.getValue());
    }

    private static void assertSameAnswers(Pair pair) {
        Map<String, Long> entries = new TreeMap<>();
        List<String> order = new ArrayList<>();
        for (int index = 0; index < pair.vector.size(); index++) {
            entries.put(pair.vector.key(index), pair.vector.value(index));
            order.add(pair.vector.key(index));
        }
        assertEquals(pair.model, entries);
        assertEquals(List.copyOf(entries.keySet()), order, "keys ascend");
        for (String key : KEYS) {
            assertEquals(pair.model.getOrDefault(key, 0L), pair.vector.get(key));
        }
        MaxVector<String> again = MaxVector.copyOf(pair.model);
        assertEquals(again, pair.vector);
        assertEquals(again.hashCode(), pair.vector.hashCode());
        assertEquals(new TreeMap<>(pair.model).toString(), pair.vector.toString());
    }

    @Test
    void zeros_areNotKept() {
        assertSame(MaxVector.empty(), MaxVector.of("a", 0));
        assertSame(MaxVector.empty(), MaxVector.copyOf(Map.of("a", 0L)));
        assertEquals(MaxVector.of("b", 2), MaxVector.copyOf(Map.of("a", 0L, "b", 2L)));
        assertSame(MaxVector.empty(), MaxVector.of("a", 2).meet(MaxVector.of("b", 2)));
    }

    @Test
    void absurdEntries_areRefused() {
        assertThrows(IllegalArgumentException.class, () -> MaxVector.of("a", -1));
        assertThrows(IllegalArgumentException.class, () -> MaxVector.copyOf(Map.of("a", -1L)));
        assertThrows(
                IllegalArgumentException.class, () -> MaxVector.<String>empty().with("a", Long.MIN_VALUE));
        assertThrows(NullPointerException.class, () -> MaxVector.<String>of(null, 1));
        assertThrows(NullPointerException.class, () -> MaxVector.<String>empty().with(null, 1));
    }

    /** Equal hash codes would be legal; but all of them equal would make a hash table of vectors slow. */
    @Test
    void differentVectors_haveDifferentHashCodes() {
        MaxVector<Integer> one = MaxVector.<Integer>empty().with(1, 5);
        assertNotEquals(one.hashCode(), MaxVector.<Integer>empty().with(1, 6).hashCode());
        assertNotEquals(one.hashCode(), MaxVector.<Integer>empty().with(2, 5).hashCode());
    }

    @Test
    void joinWithAGreaterVector_isThatVector() {
        MaxVector<String> small = MaxVector.of("a", 1);
        MaxVector<String> great = MaxVector.of("a", 2).with("b", Long.MAX_VALUE);
        assertSame(great, small.join(great));
        assertSame(great, great.join(small));
        assertTrue(great.covers(great));
        assertFalse(small.covers(great));
    }
}
