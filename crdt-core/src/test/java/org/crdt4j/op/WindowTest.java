// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Tagged;
import org.junit.jupiter.api.Test;

/** The window gives back what it was given, however its numbers lie, also those that share a place in its ring. */
final class WindowTest {

    private static final ReplicaId A = ReplicaId.of(1);

    private final Origins<String> origins = new Origins<>();
    private final Window<String> window = new Window<>();
    private final TreeMap<Long, Tagged<String>> reference = new TreeMap<>();
    private final Random random = new Random(20_261_123);

    private void add(long counter) {
        if (reference.containsKey(counter)) {
            assertSame(reference.get(counter), window.find(counter));
            return;
        }
        assertNull(window.find(counter));
        Tagged<String> operation = new Tagged<>("x", new Dot(A, counter), VersionVector.empty(), HybridTimestamp.ZERO);
        window.add(operation, (int) (counter & 0xFFFF), needs(counter));
        reference.put(counter, operation);
    }

    /* none, one, or two, the last of them too large to be packed into one number */
    private Needs<String> needs(long counter) {
        Needs<String> needs = new Needs<>();
        for (long need = 0; need < counter % 3; need++) {
            needs.add(
                    origins.register(origins.get(ReplicaId.of(100 + need))),
                    need == 0 ? 1 + (counter & 0xFF) : Long.MAX_VALUE - counter % 7);
        }
        return needs;
    }

    private void take(long counter) {
        Arrived<String> arrived = window.take(counter);
        assertNotNull(arrived);
        assertSame(reference.remove(counter), arrived.operation);
        assertEquals((int) (counter & 0xFFFF), arrived.bytes);
        List<Long> found = new ArrayList<>();
        arrived.forEachNeed(origins, (origin, number) -> {
            assertEquals(100 + found.size(), origin.id.id());
            found.add(number);
        });
        List<Long> expected = new ArrayList<>();
        needs(counter).forEach((origin, number) -> expected.add(number));
        assertEquals(expected, found);
        assertNull(window.find(counter));
        assertNull(window.take(counter));
    }

    private void fillAndEmpty(int size, LongSupplier counters) {
        for (int added = 0; added < size; added++) {
            add(counters.getAsLong());
        }
        List<Tagged<String>> ascending = new ArrayList<>();
        window.forEach(arrived -> ascending.add(arrived.operation));
        assertArrayEquals(reference.values().toArray(), ascending.toArray());
        long middle = List.copyOf(reference.keySet()).get(reference.size() / 2);
        Iterator<Tagged<String>> low =
                List.copyOf(reference.headMap(middle, true).values()).iterator();
        window.dropUpTo(middle, arrived -> assertTrue(reference.values().remove(arrived.operation)));
        low.forEachRemaining(dropped -> assertNull(window.find(dropped.dot().counter())));
        while (!reference.isEmpty()) {
            take(reference.firstKey());
        }
        assertTrue(window.isEmpty());
    }

    @Test
    void denseNumbers_inAnyOrder() {
        fillAndEmpty(3_000, () -> 1 + random.nextInt(5_000));
    }

    @Test
    void numbersFarApart() {
        fillAndEmpty(500, () -> 1 + (random.nextLong() >>> (1 + random.nextInt(40))));
    }

    @Test
    void numbersThatShareAPlaceInTheRing() {
        fillAndEmpty(500, () -> 1 + ((long) random.nextInt(1 << 20) << 40));
    }

    @Test
    void windowIsUsedAgain_afterItWasEmptied() {
        denseNumbers_inAnyOrder();
        numbersThatShareAPlaceInTheRing();
        denseNumbers_inAnyOrder();
    }
}
