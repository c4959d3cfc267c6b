// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.internal;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When keys are refused because a hash table could not tell them apart fast enough. */
class CollisionsTest {

    /* all of them have the same hash code */
    private static List<String> texts(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> {
                    StringBuilder text = new StringBuilder();
                    for (int bit = 0; bit < 12; bit++) {
                        text.append((number >> bit & 1) == 0 ? "Aa" : "BB");
                    }
                    return text.toString();
                })
                .toList();
    }

    /* all of them have the same hash code, and no order */
    private static List<Object> lists(int count) {
        return new ArrayList<>(texts(count).stream().map(List::of).toList());
    }

    @Test
    void keysWithoutOrder_mayHaveOneHashCodeUpToALimit() {
        assertFalse(Collisions.isExcessive(List.of()));
        assertFalse(Collisions.isExcessive(lists(Collisions.MAX_EQUAL_HASHES)));
        assertTrue(Collisions.isExcessive(lists(Collisions.MAX_EQUAL_HASHES + 1)));
    }

    @Test
    void otherKeysBesides_changeNothing() {
        List<Object> keys = lists(Collisions.MAX_EQUAL_HASHES);
        IntStream.range(0, 3_000).forEach(number -> keys.add(List.of(number)));
        assertFalse(Collisions.isExcessive(keys));
        keys.add(List.of("BB".repeat(12)));
        assertTrue(Collisions.isExcessive(keys));
    }

    @Test
    void keysOfOneOrderedClass_mayCollide_thoseOfTwoMayNot() {
        List<Object> keys = new ArrayList<>(texts(2_000));
        assertFalse(Collisions.isExcessive(keys));
        keys.add(7);
        assertTrue(Collisions.isExcessive(keys));
    }
}
