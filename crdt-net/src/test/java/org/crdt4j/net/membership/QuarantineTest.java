// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.membership;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.crdt4j.causality.ReplicaId;
import org.junit.jupiter.api.Test;

final class QuarantineTest {
    private final Quarantine quarantine = new Quarantine(100);

    @Test
    void peer_staysForItsTime() {
        assertFalse(quarantine.holds(ReplicaId.of(1), 0));
        quarantine.add(ReplicaId.of(1), 50);
        assertTrue(quarantine.holds(ReplicaId.of(1), 149));
        assertFalse(quarantine.holds(ReplicaId.of(2), 149));
        assertFalse(quarantine.holds(ReplicaId.of(1), 150));
    }

    @Test
    void manyPeers_takeABoundedPlace_theLatestStay() {
        for (int id = 0; id < 5000; id++) {
            quarantine.add(ReplicaId.of(id), 0);
        }
        assertFalse(quarantine.holds(ReplicaId.of(0), 1));
        assertTrue(quarantine.holds(ReplicaId.of(4999), 1));
        assertTrue(quarantine.holds(ReplicaId.of(4000), 1));
    }
}
