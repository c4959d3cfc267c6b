// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The key column in lock step with a plain map, and what it costs to look for keys that collide. */
class KeyRowsTest {

    private static final int MANY = 20_000;

    /** A key that counts comparisons. */
    private static class Counted {

        private static long comparisons;

        final int number;
        final int hash;

        Counted(int number, int hash) {
            this.number = number;
            this.hash = hash;
        }

        @Override
        public boolean equals(Object object) {
            comparisons++;
            return object instanceof Counted other && number == other.number;
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    /** One that has an order. */
    private static final class Ordered extends Counted implements Comparable<Ordered> {

        Ordered(int number, int hash) {
            super(number, hash);
        }

        @Override
        public int compareTo(Ordered other) {
            Counted.comparisons++;
            return Integer.compare(number, other.number);
        }
    }

    private record Reference(KeyRows<Counted> rows, Map<Counted, Integer> numbers, List<Counted> order) {

        Reference() {
            this(new KeyRows<>(0), new HashMap<>(), new ArrayList<>());
        }

        Reference copy() {
            return new Reference(rows.copy(), new HashMap<>(numbers), new ArrayList<>(order));
        }

        void step(SplittableRandom random, IntFunction<Counted> keys) {
            Counted key = keys.apply(random.nextInt(120));
            int row = rows.find(key, KeyRows.hash(key));
            assertEquals(numbers.getOrDefault(key, -1), row);
            if (row < 0) {
                assertEquals(order.size(), rows.findOrAdd(key, KeyRows.hash(key)));
                numbers.put(key, order.size());
                order.add(key);
            } else if (random.nextInt(3) == 0) {
                rows.remove(row);
                Counted last = order.remove(order.size() - 1);
                numbers.remove(key);
                if (row < order.size()) {
                    order.set(row, last);
                    numbers.put(last, row);
                }
            } else if (random.nextInt(20) == 0) {
                rows.reserve(order.size() + random.nextInt(50));
            }
        }

        void check() {
            assertEquals(order.size(), rows.size());
            assertTrue(rows.capacity() >= rows.size());
            for (int row = 0; row < order.size(); row++) {
                assertEquals(order.get(row), rows.key(row));
                assertEquals(KeyRows.hash(order.get(row)), rows.hash(row));
                assertEquals(row, rows.find(order.get(row), rows.hash(row)));
            }
        }
    }

    @Property(tries = 100)
    void rows_areThoseOfAPlainMap(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int hashes = 1 << random.nextInt(8);
        IntFunction<Counted> keys = random.nextBoolean()
                ? number -> new Counted(number, number % hashes)
                : number -> new Ordered(number, number % hashes << 24);
        Reference first = new Reference();
        Reference second = first;
        for (int step = 0; step < 400; step++) {
            first.step(random, keys);
            if (step % 100 == 50) {
                second = first.copy();
            } else if (second != first) {
                second.step(random, keys);
            }
        }
        first.check();
        second.check();
    }

    private static long comparisons(IntFunction<Counted> keys) {
        KeyRows<Counted> rows = new KeyRows<>(0);
        Counted.comparisons = 0;
        for (int number = 0; number < MANY; number++) {
            Counted key = keys.apply(number);
            assertEquals(-1, rows.find(key, KeyRows.hash(key)));
            rows.findOrAdd(key, KeyRows.hash(key));
        }
        for (int number = 0; number < MANY; number++) {
            Counted key = keys.apply(number);
            assertEquals(number, rows.find(key, KeyRows.hash(key)));
        }
        for (int number = 0; number < MANY; number++) {
            rows.remove(rows.size() - 1);
        }
        assertEquals(0, rows.size());
        return Counted.comparisons;
    }

    /* if each looked at all others, it would be 400,000,000 */
    @Test
    void orderedKeysWithOneHashCode_areFoundInLogarithmicTime() {
        assertTrue(comparisons(number -> new Ordered(number, 7)) < MANY * 200L, () -> "" + Counted.comparisons);
    }

    /* hash codes that fall into one cell of any table that takes low bits, or high bits, or a product with a known number */
    @Test
    void keysThatCollideInSomeBits_doNotCollideHere() {
        assertTrue(comparisons(number -> new Counted(number, number << 16)) <= MANY, () -> "" + Counted.comparisons);
        assertTrue(comparisons(number -> new Counted(number, number)) <= MANY, () -> "" + Counted.comparisons);
        assertTrue(comparisons(number -> new Counted(number, number * 0x9E3779B1)) <= MANY);
    }

    @Test
    void keysWithFewHashCodes_areComparedToFew() {
        assertTrue(comparisons(number -> new Counted(number, number >> 3)) <= MANY * 12L);
    }
}
