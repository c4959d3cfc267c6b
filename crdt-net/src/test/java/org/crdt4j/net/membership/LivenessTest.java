// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.crdt4j.net.membership.Liveness.Due;
import org.crdt4j.net.membership.Liveness.Patience;
import org.junit.jupiter.api.Test;

final class LivenessTest {
    private final Liveness liveness = new Liveness(new Patience(50, 30, 100), 1000);

    @Test
    void handshakeThatDrags_isLate() {
        assertEquals(1050, liveness.deadline());
        // Bytes that come drop by drop buy no time.
        liveness.heard(1049);
        assertEquals(Due.NOTHING, liveness.check(1049));
        assertEquals(Due.LATE_HANDSHAKE, liveness.check(1050));
    }

    @Test
    void silence_isBrokenByPingsAndThenBelieved() {
        liveness.established(1010);
        assertEquals(1040, liveness.deadline());
        assertEquals(Due.NOTHING, liveness.check(1039));
        assertEquals(Due.PING, liveness.check(1040));
        assertEquals(Due.NOTHING, liveness.check(1041), "one ping at a time");
        assertEquals(1070, liveness.deadline());
        assertEquals(Due.PING, liveness.check(1070));
        assertEquals(Due.PING, liveness.check(1100));
        assertEquals(1110, liveness.deadline());
        assertEquals(Due.SILENT, liveness.check(1110));
    }

    @Test
    void anyMessage_isASignOfLife() {
        liveness.established(1010);
        assertEquals(Due.PING, liveness.check(1040));
        liveness.heard(1100);
        assertEquals(Due.NOTHING, liveness.check(1110));
        assertEquals(1130, liveness.deadline());
        assertEquals(1100, liveness.lastHeard());
    }

    @Test
    void peerThatTalks_getsNoPing() {
        liveness.established(1010);
        for (long now = 1020; now < 2000; now += 20) {
            assertEquals(Due.NOTHING, liveness.check(now));
            liveness.heard(now);
        }
    }

    @Test
    void silenceShorterThanAPing_isNoPatience() {
        assertThrows(IllegalArgumentException.class, () -> new Patience(50, 30, 30));
    }
}
