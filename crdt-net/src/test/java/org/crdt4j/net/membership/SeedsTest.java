// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.net.membership.Seeds.Pace;
import org.junit.jupiter.api.Test;

final class SeedsTest {
    private static final ReplicaId PEER = ReplicaId.of(5);

    private final Seeds<String> seeds = new Seeds<>(List.of("x", "y"), new Pace(10, 100), new Random(1), 0);

    @Test
    void all_areDueOnceAtTheBeginning() {
        assertEquals(List.of("x", "y"), seeds.due(0));
        assertEquals(List.of(), seeds.due(1_000_000));
        assertEquals(Long.MAX_VALUE, seeds.deadline());
    }

    @Test
    void failures_doubleTheWaitUpToTheMost() {
        long now = 0;
        long[] waits = {10, 20, 40, 80, 100, 100, 100};
        seeds.due(now);
        for (long wait : waits) {
            seeds.failed("x", now);
            long due = seeds.deadline();
            assertTrue(due >= now + wait / 2 && due <= now + wait, () -> "waits until " + due);
            assertEquals(List.of(), seeds.due(due - 1));
            assertEquals(List.of("x"), seeds.due(due));
            now = due;
        }
    }

    @Test
    void manyFailures_doNotOverflow() {
        long now = 0;
        for (int i = 0; i < 200; i++) {
            seeds.due(now);
            seeds.failed("x", now);
            assertTrue(seeds.deadline() > now && seeds.deadline() <= now + 100, "failure " + i);
            now += 100;
        }
    }

    @Test
    void linkedPeer_isLeftAloneUntilItsLinkBreaks() {
        seeds.due(0);
        seeds.answered("x", PEER);
        seeds.linked(PEER, 0);
        assertEquals(Long.MAX_VALUE, seeds.deadline());
        assertEquals(1, seeds.unlinked(PEER, 1000));
        assertTrue(seeds.deadline() > 1000 && seeds.deadline() <= 1010, "a link that held starts from the first wait");
    }

    @Test
    void peerThatDialedInstead_isLeftAloneToo() {
        seeds.due(0);
        seeds.answered("y", PEER);
        seeds.failed("y", 0);
        seeds.linked(PEER, 1);
        assertEquals(List.of(), seeds.due(1_000_000));
    }

    @Test
    void linkThatBreaksEarly_countsAsAFailure() {
        long now = 0;
        for (int i = 0; i < 10; i++) {
            seeds.due(now);
            seeds.answered("x", PEER);
            seeds.linked(PEER, now);
            now++;
            seeds.unlinked(PEER, now);
            now = seeds.deadline();
        }
        seeds.due(now);
        seeds.linked(PEER, now);
        seeds.unlinked(PEER, now + 1);
        assertTrue(seeds.deadline() >= now + 50, "dials " + (seeds.deadline() - now) + " after the last");
    }

    @Test
    void self_isNeverDialedAgain() {
        seeds.due(0);
        seeds.isSelf("x");
        seeds.failed("x", 0);
        seeds.hurry(0);
        assertEquals(List.of(), seeds.due(1_000_000));
    }

    @Test
    void hurry_makesWhatWaitsDue() {
        seeds.due(0);
        seeds.failed("x", 0);
        seeds.hurry(1);
        assertEquals(List.of("x"), seeds.due(1), "y is being dialed already");
    }
}
