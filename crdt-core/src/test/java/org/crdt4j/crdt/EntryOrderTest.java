// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.DotSet;
import org.crdt4j.causality.ReplicaId;
import org.junit.jupiter.api.Test;

/** The order in which the entries of a map are written, whatever order its hash table has. */
class EntryOrderTest {

    private static final ReplicaId A = ReplicaId.of(1);
    private static final ReplicaId B = ReplicaId.of(2);

    private static List<String> ordered(Map<String, DotSet> entries) {
        EntryOrder<String, DotSet> order = new EntryOrder<>(DotMap.of(entries, true), new Notes());
        return IntStream.range(0, order.size()).mapToObj(order::key).toList();
    }

    @Test
    void keys_followTheirSmallestDots() {
        assertEquals(
                List.of("x", "c", "a", "b"),
                ordered(Map.of(
                        "a", DotSet.of(A, 7),
                        "b", DotSet.of(B, 1),
                        "c", DotSet.of(new Dot(B, 3), new Dot(A, 5)),
                        "x", DotSet.of(new Dot(A, 9), new Dot(A, 4)))));
    }

    @Test
    void keysWithoutDots_comeFirst_inTheOrderOfTheirBytes() {
        Map<String, DotSet> entries = Stream.of("one", "two", "three", "four", "five", "six", "\u00e9", "seven")
                .collect(Collectors.toMap(key -> key, key -> DotSet.empty()));
        entries.put("first of all", DotSet.of(A, 1));
        assertEquals(
                List.of("five", "four", "one", "seven", "six", "three", "two", "\u00e9", "first of all"),
                ordered(entries));
    }

    @Test
    void numbersFarApart_areOrderedWithoutATableOfAllBetween() {
        long low = 1L << 62;
        long high = low + (1L << 61) + (1L << 31) + 5;
        assertEquals(List.of("low", "high"), ordered(Map.of("high", DotSet.of(A, high), "low", DotSet.of(A, low))));
    }

    @Test
    void greatNumbersCloseToEachOther_areOrdered() {
        long low = 1L << 30;
        assertEquals(
                List.of("low", "next", "last"),
                ordered(Map.of(
                        "last", DotSet.of(A, low + 3),
                        "next", DotSet.of(A, low + 1),
                        "low", DotSet.of(A, low))));
    }

    @Test
    void oneDotUnderTwoKeys_losesNeither() {
        assertEquals(
                List.of("a", "b", "c"),
                ordered(Map.of("c", DotSet.of(A, 2), "b", DotSet.of(A, 1), "a", DotSet.of(A, 1))));
    }

    @Test
    void manyReplicas_areOrderedByThemselves() {
        Map<String, DotSet> entries = new HashMap<>();
        List<String> expected = new ArrayList<>();
        for (int origin = 1; origin <= 40; origin++) {
            for (int number = 1; number <= 3; number++) {
                String key = origin + ":" + number;
                expected.add(key);
                entries.put(key, DotSet.of(ReplicaId.of(origin), number));
            }
        }
        assertEquals(expected, ordered(entries));
    }
}
