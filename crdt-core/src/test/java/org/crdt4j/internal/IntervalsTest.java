// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.NavigableSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Interval sets in lock step with sets of single numbers, and the ends of the number range. */
class IntervalsTest {

    private static final int MOST = 24;
    private static final long END = Long.MAX_VALUE;

    @Property(tries = 500)
    void everyOperation_isThatOfSets(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long[] set = Intervals.EMPTY;
        NavigableSet<Long> model = new TreeSet<>();
        for (int step = 0; step < 40; step++) {
            long[] before = set.clone();
            NavigableSet<Long> numbers = draw(random);
            long[] other = intervals(numbers);
            long[] otherBefore = other.clone();
            long[] result;
            NavigableSet<Long> expected = new TreeSet<>(model);
            switch (random.nextInt(4)) {
                case 0 -> {
                    long low = 1L + random.nextInt(MOST);
                    long high = Math.min(MOST, low + random.nextInt(5));
                    result = Intervals.add(set, low, high);
                    addRange(expected, low, high);
                }
                case 1 -> {
                    result = Intervals.union(set, other);
                    expected.addAll(numbers);
                }
                default -> {
                    result = Intervals.minus(set, other);
                    expected.removeAll(numbers);
                }
            }
            assertArrayEquals(intervals(expected), result, "after step " + step);
            assertArrayEquals(before, set, "an operation changed its argument");
            assertArrayEquals(otherBefore, other, "an operation changed its argument");
            set = result;
            model = expected;
            assertSameAnswers(model, set);
            assertEquals(model.containsAll(numbers), Intervals.containsAll(set, other));
        }
    }

    private static NavigableSet<Long> draw(SplittableRandom random) {
        NavigableSet<Long> numbers = new TreeSet<>();
        for (int left = random.nextInt(5); left > 0; left--) {
            long low = 1L + random.nextInt(MOST);
            addRange(numbers, low, Math.min(MOST, low + random.nextInt(3)));
        }
        return numbers;
    }

    private static void addRange(NavigableSet<Long> numbers, long low, long high) {
        for (long number = low; number <= high; number++) {
            numbers.add(number);
        }
    }

    /* the only form: ascending, disjoint, not adjacent */
    private static long[] intervals(NavigableSet<Long> numbers) {
        long[] ends = new long[2 * numbers.size()];
        int size = 0;
        for (long number : numbers) {
            if (size > 0 && ends[size - 1] == number - 1) {
                ends[size - 1] = number;
            } else {
                ends[size++] = number;
                ends[size++] = number;
            }
        }
        return Arrays.copyOf(ends, size);
    }

    private static void assertSameAnswers(NavigableSet<Long> model, long[] set) {
        for (long number = 0; number <= MOST + 2; number++) {
            assertEquals(model.contains(number), Intervals.contains(set, number), "contains " + number);
        }
        assertEquals(model.isEmpty() ? 0 : model.last(), Intervals.max(set));
        assertEquals(model.size(), Intervals.count(set));
        long prefix = 0;
        while (model.contains(prefix + 1)) {
            prefix++;
        }
        assertEquals(prefix, Intervals.prefix(set));
    }

    @Test
    void whatAddsNothing_givesTheVeryArray() {
        long[] set = {1, 4, 7, 9, 12, 12};
        assertSame(set, Intervals.add(set, 2, 4));
        assertSame(set, Intervals.add(set, 12, 12));
        assertSame(set, Intervals.union(set, new long[] {7, 8}));
        assertSame(set, Intervals.union(set, new long[] {1, 1, 3, 4, 8, 9}));
        assertSame(set, Intervals.union(set, Intervals.EMPTY));
        assertSame(set, Intervals.union(Intervals.EMPTY, set));
        assertSame(set, Intervals.minus(set, Intervals.EMPTY));
    }

    @Test
    void endOfTheNumbers_doesNotOverflow() {
        long[] last = Intervals.add(Intervals.EMPTY, END, END);
        assertArrayEquals(new long[] {END, END}, last);
        assertArrayEquals(new long[] {END - 1, END}, Intervals.add(last, END - 1, END - 1));
        assertArrayEquals(new long[] {5, END}, Intervals.add(last, 5, END));
        assertArrayEquals(new long[] {1, 3, END - 4, END}, Intervals.union(new long[] {1, 3, END - 4, END - 1}, last));
        assertArrayEquals(
                new long[] {1, 1, END - 2, END},
                Intervals.union(new long[] {END - 2, END - 1}, new long[] {1, 1, END, END}));
        assertArrayEquals(new long[] {1, END - 1}, Intervals.minus(new long[] {1, END}, last));
        assertArrayEquals(new long[] {END, END}, Intervals.minus(new long[] {1, END}, new long[] {1, END - 1}));
        assertTrue(Intervals.contains(last, END));
        assertFalse(Intervals.contains(last, END - 1));
        assertTrue(Intervals.containsAll(new long[] {1, END}, last));
    }

    @Test
    void countThatDoesNotFit_isTheGreatestNumber() {
        assertEquals(END, Intervals.count(new long[] {1, END}));
        assertEquals(END - 2, Intervals.count(new long[] {1, 4, 7, END}));
        assertEquals(0, Intervals.count(Intervals.EMPTY));
    }
}
