// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.crdt4j.causality.ReplicaId;
import org.junit.jupiter.api.Test;

final class SuspicionTest {

    private static Suspicion suspicion(int expected) {
        return new Suspicion(100, 300, expected, ReplicaId.of(1), 1000);
    }

    @Test
    void eachOtherAccuser_shortensTheTime() {
        Suspicion suspicion = suspicion(3);
        assertEquals(1300, suspicion.deadline());
        assertTrue(suspicion.confirm(ReplicaId.of(2)));
        assertEquals(1200, suspicion.deadline(), "log 2 / log 4");
        assertTrue(suspicion.confirm(ReplicaId.of(3)));
        assertEquals(1142, suspicion.deadline());
        assertTrue(suspicion.confirm(ReplicaId.of(4)));
        assertEquals(1100, suspicion.deadline());
        assertFalse(suspicion.confirm(ReplicaId.of(5)), "enough");
        assertEquals(1100, suspicion.deadline());
    }

    @Test
    void sameAccuserTwice_countsOnce() {
        Suspicion suspicion = suspicion(3);
        assertFalse(suspicion.confirm(ReplicaId.of(1)));
        assertEquals(1300, suspicion.deadline());
    }

    @Test
    void whereNobodyElseCouldConfirm_theTimeIsShort() {
        assertEquals(1100, suspicion(0).deadline());
    }

    @Test
    void signOfLife_beginsTheTimeAnew() {
        Suspicion suspicion = suspicion(0);
        suspicion.notBefore(900);
        assertEquals(1100, suspicion.deadline());
        suspicion.notBefore(1050);
        assertEquals(1150, suspicion.deadline());
        suspicion.postpone(7);
        assertEquals(1157, suspicion.deadline());
    }

    @Test
    void health_getsWorseToABoundAndBetterStepByStep() {
        LocalHealth health = new LocalHealth();
        assertEquals(5, health.stretch(5));
        health.worse(3);
        assertEquals(20, health.stretch(5));
        health.worse(100);
        assertEquals(LocalHealth.WORST, health.score());
        for (int i = 0; i < 20; i++) {
            health.better();
        }
        assertEquals(0, health.score());
    }
}
