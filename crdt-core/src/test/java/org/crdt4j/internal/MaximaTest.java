// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Tables of maxima, at rest and live, in lock step with plain maps. */
class MaximaTest {

    private static final Comparator<Key> ORDER = (one, other) ->
            one.high == other.high ? Integer.compare(one.low, other.low) : Long.compareUnsigned(one.high, other.high);

    private record Key(long high, int low) {}

    /** A live table, and what it should be: both counts of each key. */
    private static final class Pair {

        final LiveMaxima live = new LiveMaxima(Maxima.empty(2));
        final Map<Key, List<Long>> model = new TreeMap<>(ORDER);

        boolean raise(Key key, int column, long value) {
            List<Long> before = model.getOrDefault(key, List.of(0L, 0L));
            model.put(
                    key,
                    List.of(
                            column == 0 ? Math.max(value, before.get(0)) : before.get(0),
                            column == 1 ? Math.max(value, before.get(1)) : before.get(1)));
            return !model.get(key).equals(before);
        }

        boolean join(Pair other) {
            Map<Key, List<Long>> before = Map.copyOf(model);
            other.model.forEach((key, counts) -> {
                raise(key, 0, counts.get(0));
                raise(key, 1, counts.get(1));
            });
            return !model.equals(before);
        }

        void assertSame() {
            live.checkInvariants();
            Maxima table = live.snapshot();
            assertEquals(model.size(), table.size());
            int index = 0;
            for (Map.Entry<Key, List<Long>> entry : model.entrySet()) {
                Key key = entry.getKey();
                assertEquals(key, new Key(table.high(index), table.low(index)));
                assertTrue(live.isAt(index, key.high, key.low));
                assertEquals(entry.getValue(), List.of(table.value(index, 0), table.value(index, 1)));
                assertEquals(entry.getValue().get(1), table.get(key.high, key.low, 1));
                index++;
            }
            for (int column = 0; column < 2; column++) {
                int at = column;
                BigInteger sum = model.values().stream()
                        .map(counts -> BigInteger.valueOf(counts.get(at)))
                        .reduce(BigInteger.ZERO, BigInteger::add);
                assertEquals(sum, table.sum(column));
                assertEquals(sum, live.sum(column));
                long small = live.smallSum(column);
                assertTrue(small == -1 || BigInteger.valueOf(small).equals(sum), () -> small + ", not " + sum);
            }
            assertEquals(table, Maxima.paired(table.column(0), table.column(1)));
        }
    }

    private static Key key(SplittableRandom random, int keys) {
        long high = random.nextInt(keys) * (random.nextInt(8) == 0 ? -1L : 1L);
        return new Key(high, random.nextInt(4) == 0 ? random.nextInt(3) : 0);
    }

    @Property(tries = 300)
    void everyOperation_isThatOfMaps(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int keys = 1 << random.nextInt(8);
        List<Pair> pairs = List.of(new Pair(), new Pair(), new Pair());
        List<Maxima> handedOut = new ArrayList<>();
        List<String> asItWas = new ArrayList<>();
        for (int step = 0; step < 60; step++) {
            Pair one = pairs.get(random.nextInt(3));
            Pair other = pairs.get(random.nextInt(3));
            switch (random.nextInt(3)) {
                case 0 -> {
                    Maxima theirs = other.live.snapshot();
                    Maxima before = one.live.snapshot();
                    Maxima joined = before.join(theirs);
                    boolean grew = one.join(other);
                    assertEquals(grew, joined != before, "a join that adds nothing gives this very object");
                    assertEquals(grew, one.live.join(theirs));
                    assertEquals(joined, one.live.snapshot());
                    assertEquals(joined.hashCode(), one.live.snapshot().hashCode());
                }
                case 1 -> {
                    Maxima snapshot = one.live.snapshot();
                    assertSame(snapshot, one.live.snapshot());
                    handedOut.add(snapshot);
                    asItWas.add(text(snapshot));
                }
                default -> {
                    for (int times = random.nextInt(20); times >= 0; times--) {
                        Key key = key(random, keys);
                        int column = random.nextInt(2);
                        long value = random.nextInt(50) == 0 ? Long.MAX_VALUE : 1 + random.nextInt(9);
                        Maxima before = one.live.snapshot();
                        Maxima with = before.with(key.high, key.low, column, value);
                        boolean grew = one.raise(key, column, value);
                        assertEquals(grew, one.live.raise(key.high, key.low, column, value));
                        assertEquals(grew, with != before);
                        assertEquals(with, one.live.snapshot());
                    }
                }
            }
            one.assertSame();
            assertEquals(one.model.equals(other.model), one.live.snapshot().equals(other.live.snapshot()));
        }
        assertEquals(asItWas, handedOut.stream().map(MaximaTest::text).toList(), "what was handed out never changes");
    }

    private static String text(Maxima table) {
        StringBuilder text = new StringBuilder();
        for (int index = 0; index < table.size(); index++) {
            text.append(new Key(table.high(index), table.low(index)))
                    .append(table.value(index, 0))
                    .append('/')
                    .append(table.value(index, 1));
        }
        return text.toString();
    }

    @Test
    void joinWithoutSnapshots_editsInPlace_andSeesEveryRow() {
        for (int size : new int[] {1, 2, 7, 8, 9, 64, 127, 128, 129, 300, 1_000}) {
            for (int behind = 0; behind < size; behind += Math.max(1, size / 13)) {
                LiveMaxima mine = new LiveMaxima(Maxima.empty(1));
                LiveMaxima shared = new LiveMaxima(Maxima.empty(1));
                LiveMaxima theirs = new LiveMaxima(Maxima.empty(1));
                for (int row = 0; row < size; row++) {
                    mine.raise(row, 0, 0, 10);
                    shared.raise(row, 0, 0, 10);
                    theirs.raise(row, 0, 0, row == behind ? 11 : 9);
                }
                shared.snapshot();
                assertTrue(mine.join(theirs.snapshot()));
                assertTrue(shared.join(theirs.snapshot()));
                assertFalse(mine.join(theirs.snapshot()));
                assertFalse(shared.join(theirs.snapshot()));
                for (int row = 0; row < size; row++) {
                    assertEquals(row == behind ? 11 : 10, mine.value(row, 0));
                    assertEquals(row == behind ? 11 : 10, shared.value(row, 0));
                }
            }
        }
    }

    @Test
    void builder_takesRowsInAnyOrder_andNoneTwice() {
        for (List<Integer> order : List.of(List.of(1, 2, 3, 4, 5), List.of(5, 3, 4, 1, 2))) {
            Maxima.Builder builder = new Maxima.Builder();
            order.forEach(key -> builder.add(key, key % 2, 10L + key));
            Maxima built = builder.build();
            Maxima expected = Maxima.empty(1);
            for (int key = 1; key <= 5; key++) {
                expected = expected.with(key, key % 2, 0, 10L + key);
            }
            assertEquals(expected, built);
        }
        Maxima.Builder twice = new Maxima.Builder();
        twice.add(1, 0, 1);
        twice.add(2, 0, 1);
        twice.add(1, 0, 1);
        assertNull(twice.build());
        assertSame(Maxima.empty(1), new Maxima.Builder().build());
    }

    @Test
    void keys_areOrderedUnsigned_upperPartFirst() {
        Maxima table = Maxima.empty(1).with(-1, 0, 0, 1).with(1, 2, 0, 1).with(1, 1, 0, 1);
        assertEquals(List.of(1L, 1L, -1L), List.of(table.high(0), table.high(1), table.high(2)));
        assertEquals(List.of(1, 2, 0), List.of(table.low(0), table.low(1), table.low(2)));
        assertNotEquals(Maxima.of(1, 0, 1), Maxima.of(1, 0, 1, 1));
    }

    @Test
    void sums_areExactBeyondLong() {
        Maxima table = Maxima.of(1, 0, Long.MAX_VALUE).join(Maxima.of(2, 0, 1));
        assertEquals(BigInteger.ONE.shiftLeft(63), table.sum(0));
        assertEquals(-1, new LiveMaxima(table).smallSum(0));
        assertEquals(
                BigInteger.valueOf(Long.MAX_VALUE),
                Maxima.of(1, 0, Long.MAX_VALUE).sum(0));
    }
}
