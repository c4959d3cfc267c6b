// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.sketch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.ValueChange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DistinctCountTest {

    private final DistinctCount dublin = Sketches.create(DistinctCount.type());
    private final DistinctCount madrid = Sketches.create(DistinctCount.type());

    private static void addRange(DistinctCount count, long from, long to) {
        LongStream.range(from, to).forEach(count::add);
    }

    @Test
    void concurrentAddsOfOneElement_countOnce() {
        dublin.add("ann");
        dublin.add("bob");
        madrid.add("ann");
        madrid.join(dublin.state());
        dublin.join(madrid.state());
        assertEquals(2, dublin.value());
        assertEquals(dublin, madrid);
    }

    @Test
    void fewElements_areCountedExactly() {
        for (long element = 0; element < 64; element++) {
            assertEquals(element, dublin.value());
            dublin.add(element);
            dublin.add(element);
        }
        assertEquals(64, dublin.value());
    }

    @Test
    void kindsOfElements_differ() {
        dublin.add(5);
        dublin.add("5");
        dublin.add(new UUID(0, 5));
        dublin.add(new byte[] {0, 0, 0, 0, 0, 0, 0, 5});
        dublin.add("5".getBytes(StandardCharsets.UTF_16LE));
        assertEquals(5, dublin.value());
        dublin.add(5L);
        dublin.add(UUID.fromString("00000000-0000-0000-0000-000000000005"));
        assertEquals(5, dublin.value());
    }

    /* the errors of many sketches, by their seeds: none beyond five standard errors, and their mean square near to what is promised */
    @ParameterizedTest
    @CsvSource({"8,300", "8,20000", "12,100", "12,3000", "12,5000", "12,200000", "14,50000"})
    void estimates_areAsGoodAsPromised(int precision, int elements) {
        int sketches = 40;
        double squares = 0;
        double promised = new DistinctCount(precision).standardError();
        for (int seed = 0; seed < sketches; seed++) {
            DistinctCount count = new DistinctCount(precision);
            Random random = new Random(seed);
            for (int index = 0; index < elements; index++) {
                count.add(random.nextLong());
            }
            double error = (double) count.value() / elements - 1;
            assertTrue(Math.abs(error) < 5 * promised, "seed " + seed + ": off by " + error);
            squares += error * error;
        }
        double measured = Math.sqrt(squares / sketches);
        assertTrue(measured < 1.4 * promised, measured + " instead of " + promised);
    }

    @Test
    void standardError_isThatOfTheDefault() {
        assertEquals(0.0123, dublin.standardError(), 0.0001);
        assertEquals(0.0123 / 4, new DistinctCount(16).standardError(), 0.0001);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 1_000, 100_000})
    void replicasThatSawTheSame_areEqual(int elements) {
        addRange(dublin, 0, elements * 2 / 3);
        addRange(madrid, elements / 3, elements);
        Marks fromDublin = dublin.state();
        dublin.join(madrid.state());
        madrid.join(fromDublin);
        DistinctCount alone = new DistinctCount(12);
        addRange(alone, 0, elements);
        assertEquals(alone, dublin);
        assertEquals(alone, madrid);
        assertEquals(alone.hashCode(), madrid.hashCode());
        assertEquals(alone.value(), madrid.value());
        assertEquals(alone.toString(), madrid.toString());
        madrid.add("another");
        assertEquals(elements < 100, !alone.equals(madrid) && madrid.value() == elements + 1);
    }

    /* few marks and registers are two forms of one lattice */
    @Test
    void fewAndManyElements_joinInAnyOrder() {
        addRange(dublin, 0, 40);
        addRange(madrid, 20, 1_000);
        Marks few = dublin.state();
        Marks many = madrid.state();
        assertEquals(few.join(many), many.join(few));
        assertSame(many, many.join(many));
        assertSame(few, few.join(few));
        assertSame(few, few.join(DistinctCount.type().bottom()));
        assertTrue(madrid.join(few));
        assertTrue(dublin.join(many));
        assertFalse(dublin.join(few));
        assertFalse(dublin.join(many));
        assertEquals(many.join(few), dublin.state());
    }

    @Test
    void addOfWhatIsKnown_tellsThoseWhoMissedIt() {
        dublin.add("ann");
        madrid.join(dublin.add("ann"));
        assertEquals(1, madrid.value());
    }

    @Test
    void mutatorsInOneDelta_giveTheJoin() {
        Marks delta = dublin.inOneDelta(() -> {
            addRange(dublin, 0, 50);
            Marks inner = dublin.inOneDelta(() -> addRange(dublin, 50, 90));
            assertEquals("distinct-count(12) of about 40", inner.toString());
        });
        madrid.join(delta);
        assertEquals(dublin, madrid);
        assertTrue(dublin.inOneDelta(() -> {}).isBottom());
    }

    @Test
    void mutatorsThatThrow_leaveWhatTheyDidAndNoDelta() {
        assertThrows(
                NullPointerException.class,
                () -> dublin.inOneDelta(() -> {
                    dublin.add("ann");
                    dublin.add((String) null);
                }));
        assertEquals(1, dublin.value());
        madrid.join(dublin.inOneDelta(() -> dublin.add("bob")));
        assertEquals(1, madrid.value());
    }

    @Test
    void nullElement_isRefusedAndChangesNothing() {
        assertThrows(NullPointerException.class, () -> dublin.add((String) null));
        assertThrows(NullPointerException.class, () -> dublin.add((UUID) null));
        assertThrows(NullPointerException.class, () -> dublin.add((byte[]) null));
        assertTrue(dublin.state().isBottom());
    }

    @Test
    void byteArray_mayBeChangedAfterwards() {
        byte[] bytes = {1, 2, 3};
        dublin.add(bytes);
        bytes[0] = 9;
        dublin.add(new byte[] {1, 2, 3});
        assertEquals(1, dublin.value());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 40, 1_000})
    void whatWasHandedOut_neverChanges(int elements) {
        addRange(dublin, 0, elements);
        Marks state = dublin.state();
        Marks same = new DistinctCount(12).inOneDelta(() -> {}).join(state);
        long value = dublin.value();
        addRange(dublin, elements, elements + 1_000);
        assertNotEquals(state, dublin.state());
        assertEquals(same, state);
        madrid.join(state);
        assertEquals(value, madrid.value());
        addRange(madrid, 5_000, 6_000);
        assertEquals("distinct-count(12) of about " + value, state.toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 40, 1_000})
    void stateThatNothingChanged_isHandedOutAgain(int elements) {
        addRange(dublin, 0, elements);
        Marks state = dublin.state();
        addRange(dublin, 0, elements);
        assertSame(state, dublin.state());
        assertSame(state, dublin.deltaSince(VersionVector.empty()));
    }

    @Test
    void reports_areExactAndComeOnce() {
        List<ValueChange<Long>> reports = new ArrayList<>();
        dublin.observe(reports::add);
        dublin.add("ann");
        dublin.add("ann");
        addRange(madrid, 0, 500);
        dublin.join(madrid.state());
        dublin.join(madrid.state());
        assertEquals(List.of(new ValueChange<>(0L, 1L), new ValueChange<>(1L, dublin.value())), reports);
        dublin.observe(null);
        dublin.add("bob");
        assertEquals(2, reports.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 3, 19, 64})
    void absurdPrecision_isRefused(int precision) {
        String message = assertThrows(IllegalArgumentException.class, () -> DistinctCount.type(precision))
                .getMessage();
        assertEquals("the precision must be from 4 to 18, not " + precision, message);
    }

    @Test
    void joinOfOtherPrecision_isRefusedAndChangesNothing() {
        DistinctCount precise = new DistinctCount(14);
        Marks delta = precise.add("ann");
        String message = assertThrows(IllegalArgumentException.class, () -> dublin.join(delta))
                .getMessage();
        assertTrue(message.contains("distinct-count(14)") && message.contains("distinct-count(12)"), message);
        assertTrue(dublin.state().isBottom());
        assertNotEquals(new DistinctCount(12), new DistinctCount(14));
    }

    @Test
    void invariants_holdAtAllSizes() {
        for (int elements = 0; elements < 200; elements++) {
            dublin.checkInvariants();
            dublin.add(elements);
        }
    }
}
