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
import org.crdt4j.counter.PnCounter.Tallies;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.ValueChange;
import org.junit.jupiter.api.Test;

class PnCounterTest {

    private final PnCounter dublin = counter(1);
    private final PnCounter madrid = counter(2);

    private static PnCounter counter(long replica) {
        return new PnCounter(ReplicaContext.of(ReplicaId.of(replica), new HybridClock(() -> Instant.EPOCH)));
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
    void concurrentIncrementAndDecrement_bothCount() {
        dublin.increment(5);
        madrid.decrement(2);
        exchange();
        assertEquals(3, dublin.value());
    }

    @Test
    void concurrentDecrements_mayGoBelowZero() {
        dublin.increment();
        exchange();
        dublin.decrement();
        madrid.decrement();
        exchange();
        assertEquals(-1, madrid.value());
    }

    @Test
    void deltasInAnyOrderAndTwice_countOnce() {
        Tallies up = dublin.increment(5);
        Tallies down = dublin.decrement(2);
        assertTrue(madrid.join(down));
        assertTrue(madrid.join(up));
        assertFalse(madrid.join(down));
        assertEquals(3, madrid.value());
    }

    @Test
    void negativeAmounts_turnRound() {
        dublin.increment(-3);
        assertEquals(-3, dublin.value());
        dublin.decrement(-10);
        assertEquals(7, dublin.value());
        assertEquals(BigInteger.valueOf(3), dublin.state().downs().sum());
    }

    @Test
    void everyStep_isInItsDelta() {
        for (Tallies delta : List.of(
                dublin.increment(),
                dublin.increment(5),
                dublin.increment(-2),
                dublin.decrement(),
                dublin.decrement(3),
                dublin.decrement(-4))) {
            assertFalse(delta.isBottom());
            madrid.join(delta);
        }
        assertEquals(dublin, madrid);
        assertEquals(4, madrid.value());
    }

    @Test
    void nothing_saysNothing() {
        assertTrue(dublin.increment(0).isBottom());
        assertTrue(dublin.decrement(0).isBottom());
        assertTrue(dublin.state().isBottom());
    }

    @Test
    void overflow_isRefusedAndChangesNothing() {
        dublin.increment(Long.MAX_VALUE);
        dublin.decrement(Long.MAX_VALUE);
        assertThrows(ArithmeticException.class, dublin::increment);
        assertThrows(ArithmeticException.class, dublin::decrement);
        assertThrows(ArithmeticException.class, () -> dublin.increment(Long.MIN_VALUE));
        assertThrows(ArithmeticException.class, () -> dublin.decrement(Long.MIN_VALUE));
        assertEquals(0, dublin.value());
    }

    @Test
    void overflowOfTheSum_isLeftToBigValue() {
        dublin.decrement(Long.MAX_VALUE);
        madrid.decrement(Long.MAX_VALUE);
        exchange();
        assertEquals(BigInteger.TWO.subtract(BigInteger.ONE.shiftLeft(64)), dublin.bigValue());
        assertThrows(ArithmeticException.class, dublin::value);
        assertEquals("PnCounter[-18446744073709551614]", dublin.toString());
    }

    @Test
    void reports_areOfTheDifferenceAndComeOnce() {
        List<ValueChange<BigInteger>> reports = new ArrayList<>();
        dublin.observe(reports::add);
        dublin.increment(2);
        dublin.increment(0);
        dublin.decrement(0);
        madrid.increment(4);
        madrid.decrement(1);
        dublin.join(madrid.state());
        dublin.join(madrid.state());
        dublin.decrement();
        assertEquals(List.of(change(0, 2), change(2, 5), change(5, 4)), reports);
    }

    @Test
    void joinThatChangesBothHalvesAlike_isNoChangeOfTheValue() {
        List<ValueChange<BigInteger>> reports = new ArrayList<>();
        dublin.observe(reports::add);
        madrid.increment(4);
        madrid.decrement(4);
        assertTrue(dublin.join(madrid.state()));
        assertEquals(List.of(), reports);
    }

    @Test
    void severalSteps_areOneDelta() {
        Tallies both = dublin.inOneDelta(() -> {
            dublin.increment(5);
            dublin.decrement(2);
        });
        madrid.join(both);
        assertEquals(3, madrid.value());
        assertTrue(dublin.inOneDelta(() -> {}).isBottom());
    }

    @Test
    void stateThatWasHandedOut_neverChanges() {
        dublin.increment(2);
        Tallies before = dublin.state();
        dublin.decrement();
        dublin.join(madrid.increment(4));
        assertEquals(new Tallies(Tally.of(ReplicaId.of(1), 2), Tally.empty()), before);
    }

    @Test
    void deltaSince_isTheWholeState() {
        dublin.decrement(2);
        assertEquals(dublin.state(), dublin.deltaSince(VersionVector.of(ReplicaId.of(1), 9)));
        assertThrows(NullPointerException.class, () -> dublin.deltaSince(null));
    }

    @Test
    void compact_changesNothing() {
        dublin.increment(2);
        dublin.decrement(2);
        Tallies before = dublin.state();
        dublin.compact(VersionVector.of(ReplicaId.of(1), 9));
        assertEquals(before, dublin.state());
        assertThrows(NullPointerException.class, () -> dublin.compact(null));
    }

    @Test
    void countersWithTheSameState_areEqualWhereverTheyLive() {
        dublin.increment(2);
        madrid.increment(1);
        madrid.increment(1);
        assertNotEquals(dublin, madrid);
        exchange();
        assertEquals(dublin.hashCode(), madrid.hashCode());
        assertEquals("PnCounter[4]", madrid.toString());
    }
}
