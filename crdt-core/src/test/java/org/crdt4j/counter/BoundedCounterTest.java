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
import java.util.Optional;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.error.InsufficientRightsException;
import org.junit.jupiter.api.Test;

class BoundedCounterTest {

    private static final ReplicaId DUBLIN = ReplicaId.of(1);
    private static final ReplicaId MADRID = ReplicaId.of(2);

    private final BoundedCounter dublin = counter(DUBLIN);
    private final BoundedCounter madrid = counter(MADRID);

    private static BoundedCounter counter(ReplicaId replica) {
        return new BoundedCounter(ReplicaContext.of(replica, new HybridClock(() -> Instant.EPOCH)));
    }

    private void exchange() {
        dublin.join(madrid.state());
        madrid.join(dublin.state());
        assertEquals(dublin, madrid);
    }

    private static BigInteger big(long number) {
        return BigInteger.valueOf(number);
    }

    @Test
    void concurrentDecrements_neverGoBelowZero() {
        dublin.increment(10);
        dublin.transfer(4, MADRID);
        exchange();
        dublin.decrement(6);
        madrid.decrement(4);
        exchange();
        assertEquals(0, dublin.value());
        assertThrows(InsufficientRightsException.class, () -> dublin.decrement(1));
        assertThrows(InsufficientRightsException.class, () -> madrid.decrement(1));
    }

    @Test
    void decrementBeyondOwnRights_isRefusedThoughTheValueWouldAllowIt() {
        madrid.increment(10);
        dublin.increment(2);
        exchange();
        InsufficientRightsException refusal =
                assertThrows(InsufficientRightsException.class, () -> dublin.decrement(3));
        assertTrue(refusal.getMessage().contains("ask " + MADRID), refusal::getMessage);
        assertEquals(12, dublin.value());
        assertEquals(Map.of(DUBLIN, big(2), MADRID, big(10)), dublin.rights());
        assertEquals(Optional.of(MADRID), dublin.richest());
    }

    @Test
    void transferredRights_countWhenTheyArrive_andOnce() {
        dublin.increment(20);
        madrid.join(dublin.state());
        Rights transfer = dublin.transfer(5, MADRID);
        assertEquals(big(15), dublin.ownRights());
        assertThrows(InsufficientRightsException.class, () -> madrid.decrement(1));
        assertTrue(madrid.join(transfer));
        assertFalse(madrid.join(transfer));
        madrid.decrement(5);
        assertThrows(InsufficientRightsException.class, () -> madrid.decrement(1));
        exchange();
        assertEquals(15, dublin.value());
    }

    @Test
    void decrementThatArrivesBeforeItsIncrement_showsZeroUntilThen() {
        Rights up = dublin.increment(5);
        Rights down = dublin.decrement(3);
        madrid.join(down);
        assertEquals(0, madrid.value());
        assertEquals(big(0), madrid.rights().get(DUBLIN));
        madrid.join(up);
        assertEquals(2, madrid.value());
    }

    @Test
    void replicaWithoutRights_isNotAskedForAny() {
        dublin.join(madrid.increment(2));
        assertEquals(Optional.of(MADRID), dublin.richest());
        dublin.join(madrid.decrement(2));
        assertEquals(Optional.empty(), dublin.richest());
    }

    /** A smaller sum than before would vanish in the maximum. */
    @Test
    void negativeAmounts_areRefusedAlsoAfterOthers() {
        dublin.increment(9);
        dublin.decrement(2);
        dublin.transfer(2, MADRID);
        assertThrows(IllegalArgumentException.class, () -> dublin.decrement(-1));
        assertThrows(IllegalArgumentException.class, () -> dublin.transfer(-1, MADRID));
        assertEquals(big(5), dublin.ownRights());
    }

    @Test
    void refusals_changeNothing() {
        dublin.increment(3);
        Rights before = dublin.state();
        assertThrows(IllegalArgumentException.class, () -> dublin.increment(-1));
        assertThrows(IllegalArgumentException.class, () -> dublin.decrement(-1));
        assertThrows(IllegalArgumentException.class, () -> dublin.transfer(-1, MADRID));
        assertThrows(IllegalArgumentException.class, () -> dublin.transfer(1, DUBLIN));
        assertThrows(InsufficientRightsException.class, () -> dublin.transfer(4, MADRID));
        assertThrows(NullPointerException.class, () -> dublin.transfer(1, null));
        assertEquals(before, dublin.state());
        assertTrue(dublin.decrement(0).isBottom());
    }

    @Test
    void sumsBeyondLong_areExact_andOneReplicasNumberIsRefused() {
        dublin.increment(Long.MAX_VALUE);
        assertThrows(ArithmeticException.class, () -> dublin.increment(1));
        madrid.increment(2);
        madrid.transfer(2, DUBLIN);
        exchange();
        assertEquals(big(Long.MAX_VALUE).add(big(2)), dublin.bigValue());
        assertThrows(ArithmeticException.class, dublin::value);
        assertEquals(big(Long.MAX_VALUE).add(big(2)), dublin.ownRights());
        dublin.decrement(Long.MAX_VALUE);
        assertThrows(ArithmeticException.class, () -> dublin.decrement(1));
        assertEquals(2, dublin.value());
    }

    @Test
    void changes_areReportedOnce_andTransfersChangeNoValue() {
        List<ValueChange<BigInteger>> reports = new ArrayList<>();
        madrid.observe(reports::add);
        dublin.increment(5);
        madrid.join(dublin.state());
        madrid.join(dublin.state());
        dublin.transfer(2, MADRID);
        madrid.join(dublin.state());
        madrid.decrement(1);
        assertEquals(List.of(new ValueChange<>(big(0), big(5)), new ValueChange<>(big(5), big(4))), reports);
    }

    @Test
    void severalActions_makeOneDelta() {
        Rights delta = dublin.inOneDelta(() -> {
            dublin.increment(5);
            dublin.decrement(2);
        });
        madrid.join(delta);
        assertEquals(3, madrid.value());
        assertEquals("BoundedCounter[3]", madrid.toString());
    }
}
