// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.counter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.MapChange;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.ValueChange;
import org.junit.jupiter.api.Test;

class CounterMapTest {

    private final CounterMap<String> dublin = map(1);
    private final CounterMap<String> madrid = map(2);

    private static CounterMap<String> map(long replica) {
        return new CounterMap<>(ReplicaContext.of(ReplicaId.of(replica), new HybridClock(() -> Instant.EPOCH)));
    }

    private void exchange() {
        dublin.join(madrid.state());
        madrid.join(dublin.state());
        assertEquals(dublin, madrid);
    }

    @Test
    void concurrentIncrements_allCount() {
        dublin.increment("tea", 2);
        madrid.increment("tea");
        madrid.decrement("salt", 4);
        exchange();
        assertEquals(3, dublin.get("tea"));
        assertEquals(-4, dublin.get("salt"));
        assertEquals(0, dublin.get("milk"));
        assertEquals(2, dublin.size());
    }

    @Test
    void concurrentIncrementAndRemove_keepsWhatWasCountedConcurrently() {
        dublin.increment("tea", 5);
        exchange();
        dublin.remove("tea");
        madrid.increment("tea");
        exchange();
        assertEquals(Map.of("tea", BigInteger.ONE), madrid.value());
    }

    @Test
    void ownLaterIncrement_doesNotBringBackWhatAPeerRemoved() {
        dublin.increment("tea", 5);
        exchange();
        madrid.remove("tea");
        dublin.increment("tea", 1);
        exchange();
        assertEquals(1, dublin.get("tea"));
    }

    @Test
    void keyAtZero_isThereUntilItIsRemoved() {
        dublin.increment("tea");
        dublin.decrement("tea");
        assertTrue(dublin.containsKey("tea"));
        assertEquals(Set.of("tea"), dublin.keys());
        dublin.remove("tea");
        assertFalse(dublin.containsKey("tea"));
        assertTrue(dublin.isVacant());
        assertEquals(Map.of(), dublin.value());
    }

    @Test
    void keys_areThoseThatWereNotRemoved() {
        dublin.increment("tea");
        dublin.increment("salt");
        dublin.remove("tea");
        assertEquals(Set.of("salt"), dublin.keys());
        assertEquals(1, dublin.size());
        assertFalse(dublin.isVacant());
    }

    @Test
    void everyStep_isInItsDelta() {
        madrid.join(dublin.increment("tea"));
        madrid.join(dublin.increment("tea", 5));
        madrid.join(dublin.decrement("salt"));
        madrid.join(dublin.decrement("salt", 3));
        assertEquals(Map.of("tea", BigInteger.valueOf(6), "salt", BigInteger.valueOf(-4)), madrid.value());
        madrid.join(dublin.remove("tea"));
        assertEquals(Map.of("salt", BigInteger.valueOf(-4)), madrid.value());
        madrid.join(dublin.clear());
        assertTrue(madrid.isVacant());
    }

    @Test
    void removingWhatIsNotThere_saysNothing() {
        assertTrue(dublin.remove("tea").isBottom());
        dublin.increment("tea");
        dublin.remove("tea");
        assertTrue(dublin.remove("tea").isBottom());
    }

    @Test
    void compaction_dropsTheMarksOfRemovedKeys() {
        dublin.increment("tea");
        madrid.increment("tea");
        exchange();
        dublin.remove("tea");
        exchange();
        assertFalse(dublin.isEmpty());
        dublin.compact(VersionVector.copyOf(Map.of(ReplicaId.of(1), 99L, ReplicaId.of(2), 99L)));
        assertTrue(dublin.isEmpty());
    }

    @Test
    void countBeyondALong_isRefusedHereAndReadableThere() {
        dublin.increment("tea", Long.MAX_VALUE);
        assertThrows(ArithmeticException.class, () -> dublin.increment("tea"));
        madrid.increment("tea", 1);
        exchange();
        assertEquals(BigInteger.TWO.pow(63), dublin.bigValue("tea"));
        assertThrows(ArithmeticException.class, () -> dublin.get("tea"));
    }

    @Test
    void report_saysWhatEachKeyCountedBeforeAndAfter() {
        List<MapChange<String, ValueChange<BigInteger>>> heard = new ArrayList<>();
        madrid.observe(heard::add);
        madrid.join(dublin.increment("tea", 2));
        madrid.join(dublin.increment("tea", 0));
        madrid.join(dublin.increment("tea", 3));
        madrid.join(dublin.remove("tea"));
        assertEquals(
                List.of(
                        new MapChange<>(Map.of("tea", change(0, 2)), Map.of(), Map.of()),
                        new MapChange<>(Map.of(), Map.of("tea", change(2, 5)), Map.of()),
                        new MapChange<>(Map.of(), Map.of(), Map.of("tea", change(5, 0)))),
                heard);
    }

    private static ValueChange<BigInteger> change(long before, long after) {
        return new ValueChange<>(BigInteger.valueOf(before), BigInteger.valueOf(after));
    }
}
