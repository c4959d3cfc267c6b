// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.crdt4j.causality.ReplicaId;
import org.junit.jupiter.api.Test;

final class PartialViewTest {
    private final PartialView view = new PartialView(16, 100, 10_000, new SplittableRandom(1), 0);

    private static List<ReplicaId> members(int count) {
        return LongStream.range(0, count).mapToObj(ReplicaId::of).toList();
    }

    @Test
    void sizeDecides_withSomeReluctance() {
        assertFalse(view.resized(16, 0));
        assertFalse(view.isPartial());
        assertFalse(view.isDue(1_000_000));
        assertEquals(Long.MAX_VALUE, view.deadline());
        assertTrue(view.resized(17, 0));
        assertFalse(view.resized(13, 0));
        assertTrue(view.isPartial());
        assertTrue(view.resized(12, 0));
        assertFalse(view.isPartial());
    }

    @Test
    void nodeThatLooksForNobody_keepsAllItsLinks() {
        PartialView seedsOnly = new PartialView(0, 100, 10_000, new SplittableRandom(1), 0);
        assertFalse(seedsOnly.resized(1000, 0));
        assertFalse(seedsOnly.isPartial());
    }

    @Test
    void links_areLookedAtNowAndThen() {
        view.resized(100, 0);
        long now = 0;
        for (int i = 0; i < 100; i++) {
            assertEquals(now, view.deadline());
            assertTrue(view.isDue(now));
            assertFalse(view.isDue(now));
            long next = view.deadline();
            assertTrue(next - now >= 50 && next - now < 150);
            now = next;
        }
    }

    @Test
    void asManyAsAreMissing_areDialed() {
        view.resized(100, 0);
        assertEquals(5, new HashSet<>(view.toDial(0, () -> members(90), 1)).size());
        assertEquals(2, view.toDial(3, () -> members(90), 1).size());
        assertEquals(1, view.toDial(3, () -> members(1), 1).size());
        assertEquals(
                List.of(),
                view.toDial(
                        5,
                        () -> {
                            throw new AssertionError("nobody needs them");
                        },
                        1));
    }

    @Test
    void nowAndThen_oneMoreIsDialed() {
        view.resized(100, 0);
        assertEquals(1, view.toDial(8, () -> members(90), 20_000).size());
        assertEquals(0, view.toDial(8, () -> members(90), 20_001).size());
    }

    @Test
    void anyOfTooMany_isGivenUp() {
        assertEquals(List.of(), view.toShed(members(8)));
        assertEquals(1, view.toShed(members(10)).size());
        assertEquals(20, new HashSet<>(view.toShed(members(48))).size(), "half of what is too much");
        HashSet<ReplicaId> shed = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            shed.addAll(view.toShed(members(9)));
        }
        assertEquals(new HashSet<>(members(9)), shed);
    }
}
