// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.net.membership.Roster.Admission;
import org.crdt4j.net.message.Identity;
import org.crdt4j.net.reason.RejectReason;
import org.junit.jupiter.api.Test;

final class RosterTest {
    private static final Identity A = new Identity("c", ReplicaId.of(1), "a", 11);
    private static final Identity B = new Identity("c", ReplicaId.of(2), "b", 22);
    private static final Identity C = new Identity("c", ReplicaId.of(3), "c", 33);

    private final Roster<String> roster = new Roster<>(A, 2);

    @Test
    void peer_isWelcomeOnce() {
        assertEquals(new Admission.Welcome<>(null), roster.admit("first", false, 1, B));
        assertEquals("first", roster.link(B.replica()));
        assertEquals(1, roster.size());
        assertTrue(roster.leave("first", B));
        assertFalse(roster.leave("first", B));
        assertNull(roster.link(B.replica()));
    }

    @Test
    void strangers_areRefused() {
        assertRefused(RejectReason.WRONG_CLUSTER, new Identity("other", ReplicaId.of(2), "b", 22));
        assertRefused(RejectReason.SELF, A);
        assertRefused(RejectReason.DUPLICATE_REPLICA, new Identity("c", A.replica(), "clone", 99));
        roster.admit("b", false, 1, B);
        roster.admit("c", false, 1, C);
        assertRefused(RejectReason.TOO_MANY_PEERS, new Identity("c", ReplicaId.of(4), "d", 44));
    }

    @Test
    void earlierLink_makesWayForALaterOneAndNotTheOtherWayRound() {
        roster.admit("second", false, 2, B);
        assertRefused(RejectReason.DUPLICATE_LINK, roster.admit("first", false, 1, B));
        assertEquals(new Admission.Welcome<>("second"), roster.admit("third", false, 3, B));
        assertFalse(roster.leave("second", B), "the third stands for the peer now");
    }

    @Test
    void anotherLifeOfAPeer_alwaysWins() {
        roster.admit("dialed", true, 9, B);
        Identity reborn = new Identity("c", B.replica(), "b", 23);
        assertEquals(new Admission.Welcome<>("dialed"), roster.admit("accepted", false, 1, reborn));
    }

    @Test
    void cut_refusesByIdByNameAndAltogether() {
        roster.admit("b", false, 1, B);
        roster.admit("c", false, 1, C);
        assertEquals(List.of("b"), roster.cut(B.replica()));
        assertEquals(List.of("b", "c"), roster.cut("c"));
        roster.leave("b", B);
        roster.leave("c", C);
        assertRefused(RejectReason.CUT, B);
        assertRefused(RejectReason.CUT, C);
        roster.heal(B.replica());
        assertEquals(new Admission.Welcome<>(null), roster.admit("b", false, 2, B));
        roster.heal("c");
        assertEquals(new Admission.Welcome<>(null), roster.admit("c", false, 2, C));
        assertEquals(List.of("b", "c"), roster.cutAll());
        roster.healAll();
        assertEquals(List.of(), roster.cut("nobody"));
    }

    /**
     * Two nodes dial each other, some of them more than once, and hear of the links in any order: they must keep the same one, or
     * each would close the link that the other keeps.
     */
    @Test
    void bothEnds_keepTheSameLink() {
        for (long seed = 0; seed < 2000; seed++) {
            Random random = new Random(seed);
            Roster<Integer> atA = new Roster<>(A, 9);
            Roster<Integer> atB = new Roster<>(B, 9);
            List<Integer> links = new ArrayList<>();
            boolean[] dialedByA = new boolean[1 + random.nextInt(4)];
            for (int link = 0; link < dialedByA.length; link++) {
                dialedByA[link] = random.nextBoolean();
                links.add(link);
            }
            introduce(atA, B, links, random, dialedByA, true);
            introduce(atB, A, links, random, dialedByA, false);
            assertEquals(atA.link(B.replica()), atB.link(A.replica()), "seed " + seed);
        }
    }

    private static void introduce(
            Roster<Integer> roster,
            Identity peer,
            List<Integer> links,
            Random random,
            boolean[] dialedByA,
            boolean isA) {
        List<Integer> order = new ArrayList<>(links);
        java.util.Collections.shuffle(order, random);
        order.forEach(link -> roster.admit(link, dialedByA[link] == isA, link, peer));
    }

    private void assertRefused(RejectReason reason, Identity peer) {
        assertRefused(reason, roster.admit("new", false, 5, peer));
    }

    private static void assertRefused(RejectReason reason, Admission<String> admission) {
        assertEquals(new Admission.Refused<>(reason), admission);
    }
}
