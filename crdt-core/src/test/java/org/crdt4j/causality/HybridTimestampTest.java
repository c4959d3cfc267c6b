// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.causality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HybridTimestampTest {

    @Test
    void parts_comeBackFromThePackedForm() {
        for (long millis : new long[] {0, 1, 1_763_900_000_000L, HybridTimestamp.MAX_MILLIS}) {
            for (int counter : new int[] {0, 1, 0x8000, 0xFFFF}) {
                HybridTimestamp timestamp = HybridTimestamp.of(millis, counter);
                assertEquals(millis, timestamp.millis());
                assertEquals(counter, timestamp.counter());
                assertEquals(timestamp, new HybridTimestamp(timestamp.packed()));
            }
        }
    }

    @Test
    void order_isByMillisThenCounterToTheEndOfTime() {
        List<HybridTimestamp> ascending = List.of(
                HybridTimestamp.ZERO,
                HybridTimestamp.of(0, 1),
                HybridTimestamp.of(0, 0xFFFF),
                HybridTimestamp.of(1, 0),
                HybridTimestamp.of(HybridTimestamp.MAX_MILLIS / 2, 0xFFFF),
                HybridTimestamp.of(HybridTimestamp.MAX_MILLIS / 2 + 1, 0),
                HybridTimestamp.MAX);
        assertEquals(
                ascending,
                Stream.of(6, 4, 2, 0, 5, 3, 1).map(ascending::get).sorted().toList());
        assertEquals(0, HybridTimestamp.of(5, 5).compareTo(HybridTimestamp.of(5, 5)));
    }

    @Test
    void next_raisesTheCounterAndCarriesIntoTheMillis() {
        assertEquals(HybridTimestamp.of(7, 1), HybridTimestamp.of(7, 0).next());
        assertEquals(HybridTimestamp.of(8, 0), HybridTimestamp.of(7, 0xFFFF).next());
        long half = HybridTimestamp.MAX_MILLIS / 2;
        assertEquals(
                HybridTimestamp.of(half + 1, 0),
                HybridTimestamp.of(half, 0xFFFF).next());
        assertThrows(IllegalStateException.class, HybridTimestamp.MAX::next);
    }

    @Test
    void partsThatDoNotFit_areRefused() {
        assertThrows(IllegalArgumentException.class, () -> HybridTimestamp.of(-1, 0));
        assertThrows(IllegalArgumentException.class, () -> HybridTimestamp.of(HybridTimestamp.MAX_MILLIS + 1, 0));
        assertThrows(IllegalArgumentException.class, () -> HybridTimestamp.of(0, -1));
        assertThrows(IllegalArgumentException.class, () -> HybridTimestamp.of(0, 0x10000));
    }

    @Test
    void text_showsBothParts() {
        assertEquals("1234ms+5", HybridTimestamp.of(1234, 5).toString());
        assertEquals("281474976710655ms+65535", HybridTimestamp.MAX.toString());
    }
}
