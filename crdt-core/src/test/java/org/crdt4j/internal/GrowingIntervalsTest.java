// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class GrowingIntervalsTest {

    private static final int HIGHEST = 60;

    @Property(tries = 500)
    void everyOperation_isThatOfASet(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        NavigableSet<Long> model = new TreeSet<>();
        long prefix = 1;
        GrowingIntervals set = new GrowingIntervals(new long[] {1, 1}, 2);
        List<long[]> handedOut = new ArrayList<>();
        List<long[]> copies = new ArrayList<>();
        for (int step = 0; step < 60; step++) {
            long low = prefix + 2 + random.nextInt(HIGHEST);
            long high = low + random.nextInt(4);
            boolean isNew = false;
            for (long number = low; number <= high; number++) {
                isNew |= model.add(number);
            }
            assertEquals(isNew, set.add(low, high), () -> "add " + low + ".." + high);
            if (random.nextInt(8) == 0) {
                long given = prefix + 1 + random.nextInt(3);
                prefix = taken(model, given);
                assertEquals(prefix, set.takeNextTo(given));
            }
            if (random.nextInt(4) == 0) {
                long[] out = set.after(0);
                handedOut.add(out);
                copies.add(out.clone());
            }
            assertSame(model, set);
        }
        assertArrayEquals(copies.toArray(), handedOut.toArray());
    }

    private static long taken(NavigableSet<Long> model, long prefix) {
        long longer = prefix;
        while (!model.isEmpty() && model.first() <= longer + 1) {
            longer = Math.max(longer, model.pollFirst());
        }
        return longer;
    }

    private static void assertSame(NavigableSet<Long> model, GrowingIntervals set) {
        assertEquals(model.isEmpty(), set.isEmpty());
        assertEquals(model.isEmpty() ? 0 : model.last(), set.max());
        for (long number = 1; number <= (model.isEmpty() ? 1 : model.last() + 1); number++) {
            assertEquals(model.contains(number), set.contains(number), "contains " + number);
        }
        long[] intervals = {1, 1};
        for (long number : model) {
            intervals = Intervals.add(intervals, number, number);
        }
        assertArrayEquals(intervals, set.after(1));
    }

    @Test
    void ends_doNotOverflow() {
        GrowingIntervals set = new GrowingIntervals(Long.MAX_VALUE - 2, Long.MAX_VALUE - 2);
        assertTrue(set.add(Long.MAX_VALUE, Long.MAX_VALUE));
        assertFalse(set.contains(Long.MAX_VALUE - 1));
        assertTrue(set.add(Long.MAX_VALUE - 1, Long.MAX_VALUE - 1));
        assertFalse(set.add(Long.MAX_VALUE - 2, Long.MAX_VALUE));
        assertArrayEquals(new long[] {Long.MAX_VALUE - 2, Long.MAX_VALUE}, set.after(0));
        assertEquals(Long.MAX_VALUE, set.takeNextTo(Long.MAX_VALUE - 3));
        assertTrue(set.isEmpty());
    }

    @Test
    void manyGapsThatAreFilled_leaveOneInterval() {
        GrowingIntervals set = new GrowingIntervals(2, 2);
        for (long number = 4; number <= 20_000; number += 2) {
            assertTrue(set.add(number, number));
        }
        for (long number = 19_999; number > 2; number -= 2) {
            assertTrue(set.add(number, number));
        }
        assertArrayEquals(new long[] {1, 20_000}, set.after(set.takeNextTo(1)));
    }
}
