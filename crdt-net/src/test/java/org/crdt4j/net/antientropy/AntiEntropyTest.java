// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.antientropy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.net.antientropy.AntiEntropy.Pace;
import org.junit.jupiter.api.Test;

final class AntiEntropyTest {
    private static final Pace PACE = new Pace(1000, 10_000, 5000);

    private final AntiEntropy antiEntropy = new AntiEntropy(PACE, new Random(1), 0);

    @Test
    void round_goesToTwoDifferentPeers() {
        linkPeers(10, 0);
        List<ReplicaId> chosen = antiEntropy.due(antiEntropy.deadline());
        assertEquals(2, new HashSet<>(chosen).size());
    }

    @Test
    void nobodyIsDue_beforeTheRound() {
        linkPeers(3, 0);
        assertEquals(List.of(), antiEntropy.due(antiEntropy.deadline() - 1));
    }

    @Test
    void onlyPeer_getsOneDigestARound() {
        linkPeers(1, 0);
        assertEquals(List.of(ReplicaId.of(1)), antiEntropy.due(antiEntropy.deadline()));
    }

    @Test
    void interval_doublesWhileNothingChangesUpToTheMost() {
        long now = antiEntropy.deadline();
        for (long expected : new long[] {2000, 4000, 8000, 10_000, 10_000}) {
            antiEntropy.due(now);
            long wait = antiEntropy.deadline() - now;
            assertTrue(wait >= expected * 4 / 5 && wait <= expected * 6 / 5, () -> wait + " instead of " + expected);
            now = antiEntropy.deadline();
        }
    }

    @Test
    void change_bringsTheShortestIntervalBack() {
        long now = 0;
        for (int round = 0; round < 10; round++) {
            now = antiEntropy.deadline();
            antiEntropy.due(now);
        }
        assertTrue(antiEntropy.changed(now + 1));
        assertTrue(antiEntropy.deadline() <= now + 1 + 1200);
        long due = antiEntropy.deadline();
        assertFalse(antiEntropy.changed(now + 2), "a busy writer must not put the round off");
        assertEquals(due, antiEntropy.deadline());
    }

    @Test
    void changeShortlyBeforeARound_doesNotDelayIt() {
        long now = 0;
        for (int round = 0; round < 10; round++) {
            now = antiEntropy.deadline();
            antiEntropy.due(now);
        }
        long due = antiEntropy.deadline();
        antiEntropy.changed(due - 1);
        assertEquals(due, antiEntropy.deadline());
    }

    @Test
    void everyPair_isComparedWithinAsManyRoundsAsThereArePeers() {
        int peers = 20;
        linkPeers(peers, 0);
        Map<ReplicaId, Integer> lastRound = new HashMap<>();
        for (int round = 1; round <= 500; round++) {
            for (ReplicaId peer : antiEntropy.due(antiEntropy.deadline())) {
                int gap = round - lastRound.getOrDefault(peer, 0);
                assertTrue(gap <= peers, () -> peer + " waited " + gap + " rounds");
                lastRound.put(peer, round);
            }
        }
        assertEquals(peers, lastRound.size());
    }

    @Test
    void choice_isRandomToo() {
        linkPeers(20, 0);
        Set<List<ReplicaId>> rounds = new HashSet<>();
        for (int round = 0; round < 100; round++) {
            rounds.add(antiEntropy.due(antiEntropy.deadline()));
        }
        assertTrue(rounds.size() > 50, () -> "only " + rounds.size() + " different rounds in 100");
    }

    @Test
    void peerThatIsAnswering_isLeftAloneUntilItIsDoneOrStops() {
        linkPeers(1, 0);
        ReplicaId peer = ReplicaId.of(1);
        long now = antiEntropy.deadline();
        antiEntropy.answering(peer, now);
        assertEquals(List.of(), antiEntropy.due(now));
        antiEntropy.compared(peer, now + 1);
        assertEquals(List.of(peer), antiEntropy.due(now + 20_000));
        long later = now + 40_000;
        antiEntropy.answering(peer, later);
        assertEquals(List.of(), antiEntropy.due(later + 4999));
        assertEquals(List.of(peer), antiEntropy.due(later + 60_000), "its answer has stopped");
    }

    @Test
    void peerThatLeft_isForgotten() {
        linkPeers(2, 0);
        antiEntropy.unlinked(ReplicaId.of(1));
        antiEntropy.unlinked(ReplicaId.of(2));
        antiEntropy.compared(ReplicaId.of(1), 5);
        antiEntropy.answering(ReplicaId.of(1), 5);
        assertEquals(List.of(), antiEntropy.due(antiEntropy.deadline()));
    }

    private void linkPeers(int count, long now) {
        for (int id = 1; id <= count; id++) {
            antiEntropy.linked(ReplicaId.of(id), now);
        }
    }
}
