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
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.ValueChange;
import org.junit.jupiter.api.Test;

class ResettableCounterTest {

    private static final ReplicaId DUBLIN = ReplicaId.of(1);
    private static final ReplicaId MADRID = ReplicaId.of(2);

    private final ResettableCounter dublin = counter(DUBLIN);
    private final ResettableCounter madrid = counter(MADRID);

    private static ResettableCounter counter(ReplicaId replica) {
        return new ResettableCounter(ReplicaContext.of(replica, new HybridClock(() -> Instant.EPOCH)));
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
        dublin.increment(5);
        madrid.decrement(2);
        exchange();
        assertEquals(3, dublin.value());
    }

    @Test
    void concurrentIncrementAndReset_keepsTheIncrementOnly() {
        dublin.increment(5);
        exchange();
        dublin.increment(1);
        madrid.reset();
        exchange();
        assertEquals(1, dublin.value());
    }

    @Test
    void concurrentResets_areOne() {
        dublin.increment(5);
        exchange();
        dublin.reset();
        madrid.reset();
        madrid.increment(2);
        exchange();
        assertEquals(2, dublin.value());
    }

    @Test
    void resetThatComesBeforeItsIncrement_stillCancelsIt() {
        Causal<CountStore> five = dublin.increment(5);
        Causal<CountStore> reset = dublin.reset();
        madrid.join(reset);
        madrid.join(five);
        assertEquals(0, madrid.value());
        madrid.join(dublin.increment(3));
        assertEquals(3, madrid.value());
    }

    @Test
    void resetByAThird_doesNotComeBackWithAnOldState() {
        ResettableCounter tokyo = counter(ReplicaId.of(3));
        dublin.increment(5);
        Causal<CountStore> old = dublin.state();
        tokyo.join(old);
        tokyo.reset();
        madrid.join(tokyo.state());
        assertFalse(madrid.join(old));
        assertEquals(0, madrid.value());
    }

    @Test
    void lostDelta_isMadeGoodByTheNext() {
        dublin.increment(3);
        madrid.join(dublin.increment());
        assertEquals(4, madrid.value());
    }

    @Test
    void everyStep_isInItsDelta() {
        assertTrue(dublin.isVacant());
        for (Causal<CountStore> delta :
                List.of(dublin.increment(), dublin.increment(5), dublin.decrement(), dublin.decrement(3))) {
            assertFalse(delta.isBottom());
            madrid.join(delta);
        }
        assertEquals(2, madrid.value());
        assertFalse(madrid.isVacant());
    }

    @Test
    void resetOfNothing_saysNothing() {
        assertTrue(dublin.reset().isBottom());
        dublin.increment(2);
        dublin.reset();
        assertTrue(dublin.reset().isBottom());
    }

    @Test
    void overflow_isRefusedAndChangesNothing() {
        dublin.increment(Long.MAX_VALUE);
        Causal<CountStore> before = dublin.state();
        assertThrows(ArithmeticException.class, dublin::increment);
        assertThrows(ArithmeticException.class, () -> dublin.decrement(Long.MIN_VALUE));
        assertEquals(before, dublin.state());
        madrid.decrement(Long.MAX_VALUE);
        madrid.decrement();
        assertThrows(ArithmeticException.class, madrid::decrement);
        assertEquals(Long.MIN_VALUE, madrid.value());
    }

    @Test
    void runningTotalGoesOnAfterReset_untilCompacted() {
        dublin.increment(Long.MAX_VALUE);
        dublin.reset();
        assertThrows(ArithmeticException.class, dublin::increment);
        dublin.compact(VersionVector.empty());
        dublin.increment();
        assertEquals(1, dublin.value());
    }

    @Test
    void overflowOfTheSum_isLeftToBigValue() {
        dublin.increment(Long.MAX_VALUE);
        madrid.increment(Long.MAX_VALUE);
        exchange();
        assertEquals(BigInteger.ONE.shiftLeft(64).subtract(BigInteger.TWO), dublin.bigValue());
        assertThrows(ArithmeticException.class, dublin::value);
        assertEquals("ResettableCounter[18446744073709551614]", dublin.toString());
        assertEquals(dublin.hashCode(), madrid.hashCode());
    }

    @Test
    void compact_dropsWhatWasResetOnceItIsStable() {
        dublin.increment(5);
        exchange();
        madrid.reset();
        exchange();
        madrid.compact(VersionVector.of(DUBLIN, 1));
        assertFalse(madrid.isEmpty());
        assertTrue(madrid.isVacant());
        madrid.compact(VersionVector.of(DUBLIN, 1).with(MADRID, 1));
        assertTrue(madrid.isEmpty());
        dublin.compact(VersionVector.empty());
        assertTrue(dublin.isEmpty());
        dublin.increment(2);
        exchange();
        assertEquals(2, madrid.value());
    }

    @Test
    void compact_keepsWhatCounts() {
        dublin.increment(5);
        madrid.increment(1);
        exchange();
        dublin.compact(VersionVector.of(DUBLIN, 1).with(MADRID, 1));
        assertEquals(6, dublin.value());
        assertEquals(madrid.state(), dublin.state());
    }

    @Test
    void oldDeltaAfterCompaction_doesNotComeBack() {
        Causal<CountStore> five = dublin.increment(5);
        dublin.reset();
        dublin.compact(VersionVector.empty());
        assertFalse(dublin.join(five));
        assertEquals(0, dublin.value());
    }

    @Test
    void reports_areExactAndComeOnce() {
        List<ValueChange<BigInteger>> reports = new ArrayList<>();
        dublin.observe(reports::add);
        dublin.increment(2);
        dublin.increment(0);
        Causal<CountStore> three = madrid.increment(3);
        dublin.join(three);
        dublin.join(three);
        madrid.join(dublin.state());
        dublin.join(madrid.reset());
        dublin.reset();
        assertEquals(List.of(change(0, 2), change(2, 5), change(5, 0)), reports);
    }

    @Test
    void severalSteps_areOneDelta() {
        dublin.increment(9);
        Causal<CountStore> both = dublin.inOneDelta(() -> {
            dublin.reset();
            dublin.increment(2);
        });
        madrid.join(both);
        assertEquals(2, madrid.value());
        assertTrue(dublin.inOneDelta(() -> {}).isBottom());
    }

    @Test
    void deltaSince_isWhatThePeerLacks() {
        dublin.increment(5);
        dublin.join(madrid.increment(2));
        Causal<CountStore> missing = dublin.deltaSince(VersionVector.of(DUBLIN, 1));
        assertEquals(CausalContext.of(new Dot(MADRID, 1)), missing.context());
        assertEquals(1, missing.store().entries().size());
        assertTrue(
                dublin.deltaSince(VersionVector.of(DUBLIN, 1).with(MADRID, 1)).isBottom());
    }

    @Test
    void stateThatWasHandedOut_neverChanges() {
        dublin.increment(2);
        Causal<CountStore> before = dublin.state();
        dublin.reset();
        dublin.join(madrid.increment(4));
        madrid.join(before);
        assertEquals(6, madrid.value());
    }

    @Test
    void entriesThatCannotBe_areRefused() {
        assertThrows(NullPointerException.class, () -> new CountStore.Entry(null, 1, 1, 1, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new CountStore.Entry(DUBLIN, 0, 1, 1, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new CountStore.Entry(DUBLIN, 3, 2, 1, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new CountStore.Entry(DUBLIN, 2, 4, 1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new CountStore.Entry(DUBLIN, 2, 4, 1, 5, 1));
        assertThrows(IllegalArgumentException.class, () -> new CountStore.Entry(DUBLIN, 2, 4, 1, 4, 2));
        assertThrows(IllegalArgumentException.class, () -> new CountStore.Entry(DUBLIN, 2, 4, 1, 0, 1));
    }

    @Test
    void countersWithTheSameState_areEqualWhereverTheyLive() {
        dublin.increment(2);
        madrid.increment(2);
        assertNotEquals(dublin, madrid);
        exchange();
        assertEquals(dublin.hashCode(), madrid.hashCode());
        assertEquals("ResettableCounter[4]", madrid.toString());
    }
}
