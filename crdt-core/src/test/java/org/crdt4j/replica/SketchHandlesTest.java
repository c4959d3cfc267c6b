// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.crdt.ValueChange;
import org.junit.jupiter.api.Test;

/** The handles of sketches. */
class SketchHandlesTest {

    private static final UUID ID = new UUID(1, 2);

    private final Replica eu = replica("eu", 1);
    private final Replica us = replica("us", 2);

    private static Replica replica(String name, long id) {
        return Replica.builder(name)
                .id(ReplicaId.of(id))
                .time(() -> Instant.ofEpochMilli(1_000))
                .open();
    }

    private static void addOneOfEachKind(SketchHandle<?> handle) {
        handle.add("ann");
        handle.add(5);
        handle.add(ID);
        handle.add(new byte[] {7});
    }

    @Test
    void distinctCount_countsWhatEverybodyAddedOnce() {
        ReplicatedDistinctCount inEu = eu.distinctCount("visitors");
        ReplicatedDistinctCount inUs = us.distinctCount("visitors");
        List<Object> heard = new ArrayList<>();
        inUs.onChange(heard::add, event -> heard.add(event.change()));
        addOneOfEachKind(inEu);
        inUs.add("ann");
        inUs.add("bob");
        Talk.exchange(eu, us);
        assertEquals(5, inEu.estimate());
        assertEquals(5, inUs.estimate());
        assertEquals(
                List.of(0L, new ValueChange<>(0L, 1L), new ValueChange<>(1L, 2L), new ValueChange<>(2L, 5L)), heard);
        assertEquals(0.0123, inUs.standardError(), 0.0001);
        assertEquals("visitors=5", inUs.toString());
        assertEquals(0.0031, eu.distinctCount("precise", 16).standardError(), 0.0001);
    }

    @Test
    void bloomFilter_findsWhatAnybodyAdded() {
        ReplicatedBloomFilter inEu = eu.bloomFilter("seen", 1_000, 0.01);
        ReplicatedBloomFilter inUs = us.bloomFilter("seen", 1_000, 0.01);
        addOneOfEachKind(inEu);
        assertFalse(inUs.mightContain("ann"));
        Talk.exchange(eu, us);
        assertTrue(inUs.mightContain("ann") && inUs.mightContain(5));
        assertTrue(inUs.mightContain(ID) && inUs.mightContain(new byte[] {7}));
        assertFalse(inUs.mightContain("bob") || inUs.mightContain(6));
        assertFalse(inUs.mightContain(new UUID(2, 1)) || inUs.mightContain(new byte[] {8}));
        assertEquals(4, inUs.estimate());
        for (long element = 0; element < 1_000; element++) {
            inUs.add(element);
        }
        assertEquals(0.01, inUs.falsePositiveRate(), 0.002);
    }

    @Test
    void nullElement_isRefusedAndChangesNothing() {
        ReplicatedBloomFilter filter = eu.bloomFilter("seen", 10, 0.1);
        assertThrows(NullPointerException.class, () -> filter.add((String) null));
        assertThrows(NullPointerException.class, () -> filter.add((UUID) null));
        assertThrows(NullPointerException.class, () -> filter.add((byte[]) null));
        assertThrows(NullPointerException.class, () -> filter.mightContain((String) null));
        assertThrows(NullPointerException.class, () -> filter.mightContain((UUID) null));
        assertThrows(NullPointerException.class, () -> filter.mightContain((byte[]) null));
        assertEquals(0, filter.estimate());
    }

    @Test
    void otherParameters_areAnotherType() {
        eu.distinctCount("visitors").add("ann");
        assertThrows(
                IllegalArgumentException.class,
                () -> eu.distinctCount("visitors", 10).add("ann"));
        assertThrows(IllegalArgumentException.class, () -> eu.bloomFilter("seen", 0, 0.1));
    }
}
