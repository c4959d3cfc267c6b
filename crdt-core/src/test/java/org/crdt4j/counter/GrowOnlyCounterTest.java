// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.counter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.ValueChange;
import org.junit.jupiter.api.Test;

class GrowOnlyCounterTest {

    private final GrowOnlyCounter dublin = counter(1);
    private final GrowOnlyCounter madrid = counter(2);

    private static GrowOnlyCounter counter(long replica) {
        return new GrowOnlyCounter(ReplicaContext.of(ReplicaId.of(replica), new HybridClock(() -> Instant.EPOCH)));
    }

    private static ValueChange<BigInteger> change(long before, long after) {
        return new ValueChange<>(BigInteger.valueOf(before), BigInteger.valueOf(after));
    }

    private void exchange() {
        dublin.join(madrid.state());
        madrid.join(dublin.state());
        assertEquals(dublin, madrid);
        dublin.checkInvariants();
        madrid.checkInvariants();
    }

    @Test
    void concurrentIncrements_allCount() {
        dublin.increment();
        dublin.increment(4);
        madrid.increment(2);
        exchange();
        assertEquals(7, dublin.value());
        assertEquals(7, madrid.value());
    }

    @Test
    void deltaThatComesTwice_countsOnce() {
        Tally three = dublin.increment(3);
        assertTrue(madrid.join(three));
        assertFalse(madrid.join(three));
        assertEquals(3, madrid.value());
    }

    @Test
    void lostDelta_isMadeGoodByTheNext() {
        dublin.increment(3);
        madrid.join(dublin.increment());
        assertEquals(4, madrid.value());
    }

    @Test
    void olderDeltaAfterNewer_changesNothing() {
        Tally older = dublin.increment(3);
        Tally newer = dublin.increment();
        madrid.join(newer);
        assertFalse(madrid.join(older));
        assertEquals(4, madrid.value());
    }

    @Test
    void ownNumberThatComesBackHigher_isContinued() {
        dublin.increment(5);
        madrid.join(dublin.state());
        GrowOnlyCounter restored = counter(1);
        assertTrue(restored.join(madrid.state()));
        restored.increment();
        assertTrue(madrid.join(restored.state()));
        assertEquals(6, madrid.value());
        restored.checkInvariants();
    }

    @Test
    void ownOlderNumberThatComesBack_isNoNews() {
        Tally older = dublin.increment(3);
        dublin.increment(2);
        assertFalse(dublin.join(older));
        assertFalse(dublin.join(dublin.state()));
        assertTrue(dublin.join(older.with(ReplicaId.of(2), 1)));
        assertEquals(6, dublin.value());
        dublin.checkInvariants();
    }

    @Test
    void tally_tellsWhoHasCounted() {
        dublin.join(madrid.increment(2));
        dublin.increment(3);
        Tally tally = dublin.state();
        assertEquals(List.of(ReplicaId.of(1), ReplicaId.of(2)), tally.replicas());
        assertEquals(3, tally.get(ReplicaId.of(1)));
        assertEquals(0, tally.get(ReplicaId.of(3)));
        assertEquals("{1=3, 2=2}", tally.toString());
        assertFalse(tally.isBottom());
    }

    @Test
    void negativeAmount_isRefusedAndChangesNothing() {
        dublin.increment(2);
        assertThrows(IllegalArgumentException.class, () -> dublin.increment(-1));
        assertThrows(IllegalArgumentException.class, () -> dublin.increment(Long.MIN_VALUE));
        assertEquals(2, dublin.value());
    }

    @Test
    void incrementByNothing_saysNothing() {
        assertTrue(dublin.increment(0).isBottom());
        assertTrue(dublin.state().isBottom());
    }

    @Test
    void overflowOfOneReplica_isRefusedAndChangesNothing() {
        dublin.increment(Long.MAX_VALUE);
        assertThrows(ArithmeticException.class, dublin::increment);
        assertEquals(Long.MAX_VALUE, dublin.value());
    }

    @Test
    void overflowOfTheSum_isLeftToBigValue() {
        GrowOnlyCounter tokyo = counter(3);
        dublin.increment(Long.MAX_VALUE);
        madrid.increment(Long.MAX_VALUE);
        tokyo.increment(2);
        dublin.join(madrid.state());
        dublin.join(tokyo.state());
        assertEquals(BigInteger.ONE.shiftLeft(64), dublin.bigValue());
        assertThrows(ArithmeticException.class, dublin::value);
        assertEquals("GrowOnlyCounter[18446744073709551616]", dublin.toString());
    }

    @Test
    void reports_areExactAndComeOnce() {
        List<ValueChange<BigInteger>> reports = new ArrayList<>();
        dublin.observe(reports::add);
        dublin.increment(2);
        dublin.increment(0);
        Tally three = madrid.increment(3);
        dublin.join(three);
        dublin.join(three);
        assertEquals(List.of(change(0, 2), change(2, 5)), reports);
        dublin.observe(null);
        dublin.increment();
        assertEquals(2, reports.size());
    }

    @Test
    void severalIncrements_areOneDelta() {
        Tally both = dublin.inOneDelta(() -> {
            dublin.increment(2);
            dublin.increment(3);
        });
        madrid.join(both);
        assertEquals(5, madrid.value());
        assertTrue(dublin.inOneDelta(() -> {}).isBottom());
    }

    @Test
    void stateThatWasHandedOut_neverChanges() {
        dublin.increment(2);
        Tally before = dublin.state();
        dublin.increment();
        dublin.join(madrid.increment(4));
        assertEquals(Tally.of(ReplicaId.of(1), 2), before);
    }

    @Test
    void deltaSince_isTheWholeState() {
        dublin.increment(2);
        assertEquals(dublin.state(), dublin.deltaSince(VersionVector.of(ReplicaId.of(1), 9)));
        assertThrows(NullPointerException.class, () -> dublin.deltaSince(null));
    }

    @Test
    void compact_changesNothing() {
        dublin.increment(2);
        Tally before = dublin.state();
        dublin.compact(VersionVector.of(ReplicaId.of(1), 9));
        assertEquals(before, dublin.state());
        assertThrows(NullPointerException.class, () -> dublin.compact(null));
    }

    @Test
    void countersWithTheSameState_areEqualWhereverTheyLive() {
        assertEquals(dublin, madrid);
        dublin.increment();
        madrid.increment();
        assertNotEquals(dublin, madrid);
        exchange();
        assertEquals(dublin.hashCode(), madrid.hashCode());
        assertEquals("GrowOnlyCounter[2]", madrid.toString());
    }
}
