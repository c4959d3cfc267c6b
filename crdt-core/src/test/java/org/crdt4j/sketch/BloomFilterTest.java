// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.sketch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.crdt4j.crdt.ValueChange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BloomFilterTest {

    private final BloomFilter dublin = Sketches.create(BloomFilter.type(1_000, 0.01));
    private final BloomFilter madrid = Sketches.create(BloomFilter.type(1_000, 0.01));

    private static void addRange(BloomFilter filter, long from, long to) {
        LongStream.range(from, to).forEach(filter::add);
    }

    @Test
    void concurrentAdds_areAllFound() {
        dublin.add("ann");
        madrid.add("bob");
        assertFalse(madrid.mightContain("ann"));
        madrid.join(dublin.state());
        dublin.join(madrid.state());
        assertTrue(dublin.mightContain("ann") && dublin.mightContain("bob"));
        assertFalse(dublin.mightContain("cleo"));
        assertEquals(2, dublin.value());
        assertEquals(dublin, madrid);
    }

    @Test
    void kindsOfElements_areFoundAndDiffer() {
        UUID id = new UUID(3, 4);
        madrid.join(dublin.add(5));
        madrid.join(dublin.add(id));
        madrid.join(dublin.add(new byte[] {1}));
        assertEquals(dublin, madrid);
        assertEquals("BloomFilter[3]", dublin.toString());
        assertTrue(dublin.mightContain(5) && dublin.mightContain(id) && dublin.mightContain(new byte[] {1}));
        assertFalse(dublin.mightContain("5") || dublin.mightContain(id.toString()) || dublin.mightContain(1));
        assertFalse(dublin.mightContain(new UUID(4, 3)) || dublin.mightContain(new byte[] {1, 0}));
    }

    /* what was added is always found; of what was not, by the seeds, nearly the promised part */
    @ParameterizedTest
    @CsvSource({"1000,0.01", "20000,0.01", "20000,0.001", "5000,0.2", "100000,0.03"})
    void falsePositives_areAsRareAsPromised(int elements, double rate) {
        int asked = 200_000;
        Random random = new Random(elements);
        BloomFilter filter = new BloomFilter(elements, rate);
        List<Long> added = random.longs(elements).boxed().toList();
        added.forEach(element -> filter.add(element));
        assertTrue(added.stream().allMatch(filter::mightContain));
        double measured = random.longs(asked).filter(filter::mightContain).count() / (double) asked;
        double spread = 5 * Math.sqrt(rate / asked);
        assertTrue(measured < 1.15 * rate + spread, "measured " + measured);
        assertTrue(measured > 0.7 * rate - spread, "measured " + measured);
        assertEquals(measured, filter.falsePositiveRate(), 0.2 * rate + spread);
        assertEquals(elements, filter.value(), 0.03 * elements);
    }

    @Test
    void numberOfElements_isAboutRightBelowAndBeyondTheExpectation() {
        addRange(dublin, 0, 100);
        assertEquals(100, dublin.value(), 5);
        assertEquals(0, dublin.falsePositiveRate(), 1e-6);
        addRange(dublin, 100, 3_000);
        assertEquals(3_000, dublin.value(), 150);
        assertTrue(dublin.falsePositiveRate() > 0.2);
    }

    @Test
    void fullFilter_findsEverythingAndStillHasANumber() {
        BloomFilter full = Sketches.create(BloomFilter.type(1, 0.5));
        addRange(full, 0, 10_000);
        full.checkInvariants();
        assertTrue(full.mightContain("anything"));
        assertEquals(266, full.value());
        assertEquals(0.98, full.falsePositiveRate(), 0.01);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 30, 2_000})
    void replicasThatSawTheSame_areEqual(int elements) {
        addRange(dublin, 0, elements * 2 / 3);
        addRange(madrid, elements / 3, elements);
        Marks fromDublin = dublin.state();
        dublin.join(madrid.state());
        madrid.join(fromDublin);
        BloomFilter alone = new BloomFilter(1_000, 0.01);
        addRange(alone, 0, elements);
        assertEquals(alone, dublin);
        assertEquals(alone, madrid);
        assertEquals(alone.hashCode(), madrid.hashCode());
        assertEquals(alone.state(), alone.state().join(dublin.state()));
        assertFalse(alone.join(madrid.state()));
        madrid.checkInvariants();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 1_000})
    void whatWasHandedOut_neverChanges(int elements) {
        addRange(dublin, 0, elements);
        Marks state = dublin.state();
        String before = state.toString();
        assertSame(state, dublin.state());
        addRange(dublin, elements, elements + 500);
        madrid.join(state);
        madrid.add("another");
        assertEquals(before, state.toString());
        assertFalse(state.equals(dublin.state()) || state.equals(madrid.state()));
    }

    @Test
    void reports_areExactAndComeOnce() {
        List<ValueChange<Long>> reports = new ArrayList<>();
        dublin.observe(reports::add);
        dublin.add("ann");
        dublin.add("ann");
        madrid.add("bob");
        dublin.join(madrid.state());
        dublin.join(madrid.state());
        assertEquals(List.of(new ValueChange<>(0L, 1L), new ValueChange<>(1L, 2L)), reports);
    }

    @ParameterizedTest
    @CsvSource({
        "1000,0.01,'bloom-filter(9600,7)'",
        "1,0.5,'bloom-filter(64,1)'",
        "1000000,0.000000001,'bloom-filter(43132800,30)'",
        "28000000,0.01,'bloom-filter(268381696,7)'"
    })
    void parameters_areInTheName(long elements, double rate, String name) {
        assertEquals(name, BloomFilter.type(elements, rate).name());
    }

    @ParameterizedTest
    @CsvSource({"0,0.01", "-5,0.01", "10,0", "10,0.6", "10,NaN", "10,-1", "29000000,0.01", "9223372036854775807,0.5"})
    void absurdParameters_areRefused(long elements, double rate) {
        assertThrows(IllegalArgumentException.class, () -> BloomFilter.type(elements, rate));
    }

    @Test
    void joinOfOtherSize_isRefusedAndChangesNothing() {
        Marks delta = new BloomFilter(2_000, 0.01).add("ann");
        assertThrows(IllegalArgumentException.class, () -> dublin.join(delta));
        assertTrue(dublin.state().isBottom());
    }

    @Test
    void nullElement_isRefused() {
        assertThrows(NullPointerException.class, () -> dublin.mightContain((String) null));
        assertThrows(NullPointerException.class, () -> dublin.mightContain((UUID) null));
        assertThrows(NullPointerException.class, () -> dublin.mightContain((byte[]) null));
    }
}
