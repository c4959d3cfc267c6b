// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.net.member.MemberState;
import org.crdt4j.net.membership.MembershipCluster.Node;
import org.crdt4j.net.message.Message.Rumours;
import org.crdt4j.net.message.Rumour;
import org.crdt4j.net.reason.RejectReason;
import org.junit.jupiter.api.Test;

/** One story each, on virtual time. */
final class MembershipTest {
    private static final Duration MOMENT = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofSeconds(30);

    private final MembershipCluster cluster = new MembershipCluster(1);

    private List<Node> settledMesh(int count) {
        List<Node> nodes = cluster.mesh(count);
        assertTrue(cluster.runUntil(cluster::everybodyKnowsEverybody, Duration.ofSeconds(2)));
        cluster.run(Duration.ofSeconds(5));
        return nodes;
    }

    private static Rumour about(Node node, long incarnation, MemberState state, Node accuser) {
        return new Rumour(
                node.id,
                "n" + node.id.id(),
                "host:" + node.id.id(),
                incarnation,
                state,
                accuser == null ? null : accuser.id);
    }

    private void tell(Node from, Node to, Rumour rumour) {
        to.membership.told(from.id, Membership.news(List.of(rumour)), cluster.now);
        to.settle();
    }

    private static RejectReason refusal(Membership membership) {
        return membership.take().stream()
                .filter(finding -> finding instanceof Finding.Refused)
                .map(finding -> ((Finding.Refused) finding).reason())
                .findFirst()
                .orElse(null);
    }

    // --- who answers, who does not

    @Test
    void lostPings_areSavedByIndirectProbes() {
        List<Node> nodes = settledMesh(4);
        cluster.cut.add(Set.of(1L, 2L));
        cluster.run(LONG);
        assertTrue(nodes.get(0).membership.tally().indirectProbes() > 5);
        assertEquals(0, cluster.wronged(MemberState.SUSPECT));
    }

    @Test
    void suspicion_isRefutedByAHigherIncarnation() {
        List<Node> nodes = settledMesh(4);
        Node victim = nodes.get(1);
        tell(nodes.get(2), nodes.get(0), about(victim, 0, MemberState.SUSPECT, nodes.get(2)));
        assertEquals(MemberState.SUSPECT, nodes.get(0).believes(victim));
        assertTrue(cluster.runUntil(
                () -> cluster.everybodyBelieves(victim, MemberState.ALIVE)
                        && nodes.get(0).membership.belief(victim.id).incarnation() == 1,
                Duration.ofSeconds(2)));
        cluster.run(LONG);
        assertEquals(0, cluster.wronged(MemberState.DEAD));
        assertEquals(1, victim.membership.tally().refutations());
    }

    @Test
    void suspicionThatNobodyRefutes_endsInDeath() {
        List<Node> nodes = settledMesh(4);
        Node victim = nodes.get(3);
        victim.up = false;
        assertTrue(
                cluster.runUntil(() -> cluster.everybodyBelieves(victim, MemberState.SUSPECT), Duration.ofSeconds(3)));
        assertTrue(cluster.runUntil(() -> cluster.everybodyBelieves(victim, MemberState.DEAD), Duration.ofSeconds(6)));
        assertEquals(2, nodes.get(0).membership.present());
    }

    @Test
    void closedLink_isAHintAndNoMore() {
        List<Node> nodes = settledMesh(4);
        cluster.unlink(nodes.get(0), nodes.get(1));
        cluster.run(LONG);
        assertEquals(0, cluster.wronged(MemberState.SUSPECT), "the other two still reach both");
        nodes.get(2).up = false;
        for (Node node : nodes) {
            if (node.up) {
                cluster.unlink(node, nodes.get(2));
            }
        }
        Node gone = nodes.get(2);
        assertTrue(
                cluster.runUntil(() -> cluster.everybodyBelieves(gone, MemberState.SUSPECT), Duration.ofSeconds(1)),
                "sooner than a round of probes");
    }

    @Test
    void memberThatCannotBeDialed_isAskedForElsewhere() {
        List<Node> star = cluster.star(3);
        cluster.run(Duration.ofSeconds(5));
        star.get(2).up = false;
        star.get(1).membership.unreachable(star.get(2).id, cluster.now);
        star.get(1).settle();
        cluster.run(Duration.ofSeconds(1));
        assertEquals(MemberState.SUSPECT, star.get(1).believes(star.get(2)));
    }

    // --- coming and going

    @Test
    void newcomer_learnsAllFromOneAndAllLearnOfIt() {
        List<Node> star = cluster.star(8);
        assertTrue(cluster.runUntil(cluster::everybodyKnowsEverybody, Duration.ofMinutes(1)));
        assertEquals("host:7", star.get(4).membership.belief(star.get(6).id).address());
    }

    @Test
    void leaver_isBelievedAtOnceAndSuspectedByNobody() {
        List<Node> nodes = settledMesh(5);
        Node leaver = nodes.get(2);
        leaver.membership.leave(cluster.now);
        leaver.settle();
        assertTrue(cluster.runUntil(() -> cluster.everybodyBelieves(leaver, MemberState.LEFT), MOMENT));
        leaver.up = false;
        cluster.run(LONG);
        assertEquals(
                0,
                nodes.stream()
                        .flatMap(node -> node.changes.stream())
                        .filter(change -> change.after().state() == MemberState.SUSPECT)
                        .count());
        assertEquals(Long.MAX_VALUE, leaver.membership.deadline());
    }

    @Test
    void deadMember_comesBackUnderAHigherIncarnation() {
        List<Node> nodes = settledMesh(4);
        Node old = nodes.get(1);
        old.up = false;
        cluster.run(LONG);
        assertTrue(cluster.everybodyBelieves(old, MemberState.DEAD));
        Node young = cluster.restart(old);
        assertTrue(cluster.runUntil(() -> cluster.everybodyBelieves(young, MemberState.ALIVE), Duration.ofSeconds(1)));
        assertTrue(nodes.get(0).membership.belief(young.id).incarnation() > 0);
        cluster.run(LONG);
        assertTrue(
                nodes.stream()
                        .flatMap(node -> node.changes.stream())
                        .noneMatch(change -> change.after().state() == MemberState.SUSPECT
                                && change.after().incarnation() > 0),
                "and is not suspected for what was");
    }

    @Test
    void leaver_mayComeBack() {
        List<Node> nodes = settledMesh(3);
        nodes.get(1).membership.leave(cluster.now);
        nodes.get(1).settle();
        cluster.run(Duration.ofSeconds(1));
        Node young = cluster.restart(nodes.get(1));
        assertTrue(cluster.runUntil(() -> cluster.everybodyBelieves(young, MemberState.ALIVE), Duration.ofSeconds(1)));
    }

    @Test
    void sidesOfAPartition_buryEachOtherAndMeetAgain() {
        List<Node> nodes = settledMesh(6);
        nodes.subList(0, 3).forEach(node -> node.side = 1);
        cluster.run(LONG);
        assertEquals(MemberState.DEAD, nodes.get(0).believes(nodes.get(5)));
        assertEquals(MemberState.DEAD, nodes.get(5).believes(nodes.get(0)));
        assertEquals(MemberState.ALIVE, nodes.get(0).believes(nodes.get(1)));
        nodes.forEach(node -> node.side = 0);
        cluster.unlink(nodes.get(0), nodes.get(5));
        cluster.link(nodes.get(0), nodes.get(5));
        assertTrue(
                cluster.runUntil(cluster::everybodyKnowsEverybody, Duration.ofSeconds(20)),
                "one link that comes back is enough");
    }

    @Test
    void goneMember_isForgottenInTheEnd() {
        cluster.pace = new Pace(500 * MembershipCluster.MILLI, 200 * MembershipCluster.MILLI, 3, LONG.toNanos());
        List<Node> nodes = settledMesh(3);
        nodes.get(2).up = false;
        cluster.run(Duration.ofSeconds(20));
        assertEquals(MemberState.DEAD, nodes.get(0).believes(nodes.get(2)));
        cluster.run(Duration.ofSeconds(30));
        assertNull(nodes.get(0).believes(nodes.get(2)));
        tell(nodes.get(1), nodes.get(0), about(nodes.get(2), 0, MemberState.DEAD, null));
        assertNull(nodes.get(0).believes(nodes.get(2)), "whom all forget does not come back as a dead one");
    }

    @Test
    void newsThatWereLost_areFoundByComparing() {
        List<Node> nodes = settledMesh(4);
        cluster.fault =
                (from, message) -> !(message instanceof Rumours rumours && rumours.purpose() == Rumours.Purpose.NEWS);
        Node newcomer = cluster.add(9);
        cluster.link(newcomer, nodes.get(0));
        cluster.run(Duration.ofSeconds(1));
        assertNull(nodes.get(3).believes(newcomer));
        cluster.fault = (from, message) -> true;
        assertTrue(cluster.runUntil(cluster::everybodyKnowsEverybody, Duration.ofMinutes(2)));
    }

    // --- a node's own troubles

    @Test
    void slowNode_getsPatientAndBuriesNobody() {
        List<Node> nodes = settledMesh(6);
        nodes.get(0).slowness = 400 * MembershipCluster.MILLI;
        cluster.run(Duration.ofMinutes(2));
        assertEquals(0, cluster.wronged(MemberState.DEAD));
        assertTrue(nodes.get(0).membership.tally().health() > 0);
        assertTrue(
                nodes.get(0).membership.tally().suspicions() <= 6,
                () -> "accused " + nodes.get(0).membership.tally().suspicions() + " in 240 periods");
    }

    @Test
    void nodeThatStoodStill_accusesNobody() {
        List<Node> nodes = settledMesh(3);
        Node sleeper = nodes.get(0);
        sleeper.up = false;
        cluster.run(Duration.ofMillis(1200));
        sleeper.up = true;
        sleeper.membership.tick(cluster.now);
        sleeper.settle();
        cluster.run(LONG);
        assertEquals(0, sleeper.membership.tally().suspicions());
        assertEquals(0, cluster.wronged(MemberState.DEAD));
    }

    // --- bounds and lies

    @Test
    void incarnationOutOfReach_isRefused() {
        List<Node> nodes = settledMesh(3);
        Membership mine = nodes.get(0).membership;
        for (long absurd : new long[] {Beliefs.JUMP + 1, Beliefs.CEILING + 1, Long.MAX_VALUE}) {
            for (Node target : nodes) {
                mine.told(
                        nodes.get(1).id,
                        Membership.news(List.of(about(target, absurd, MemberState.DEAD, null))),
                        cluster.now);
                RejectReason reason = refusal(mine);
                // A peer may say what it likes of itself, within reason: it can only harm itself.
                boolean ofItself = target == nodes.get(1) && absurd <= Beliefs.CEILING;
                assertEquals(ofItself ? null : RejectReason.ABSURD_RUMOUR, reason, target.id + " " + absurd);
            }
        }
        assertEquals(0, mine.self().incarnation());
    }

    @Test
    void incarnationAtItsLimit_canStillBeRefuted() {
        List<Node> nodes = settledMesh(3);
        Node victim = nodes.get(2);
        tell(nodes.get(1), nodes.get(0), about(victim, Beliefs.JUMP, MemberState.SUSPECT, nodes.get(1)));
        assertTrue(cluster.runUntil(() -> cluster.everybodyBelieves(victim, MemberState.ALIVE), Duration.ofSeconds(3)));
        assertEquals(Beliefs.JUMP + 1, victim.membership.self().incarnation());
    }

    @Test
    void hearsay_cannotRenameNorBuryAMemberThatTalks() {
        List<Node> nodes = settledMesh(4);
        Node victim = nodes.get(3);
        Rumour renamed = new Rumour(victim.id, "somebody else", "evil:1", 7, MemberState.ALIVE, null);
        Membership mine = nodes.get(0).membership;
        mine.told(nodes.get(1).id, Membership.news(List.of(renamed)), cluster.now);
        assertEquals(RejectReason.FALSE_RUMOUR, refusal(mine));
        assertEquals("n4", mine.belief(victim.id).name());
        for (MemberState end : List.of(MemberState.DEAD, MemberState.LEFT)) {
            mine.heard(victim.id, cluster.now);
            long incarnation = mine.belief(victim.id).incarnation();
            tell(nodes.get(1), nodes.get(0), about(victim, incarnation, end, null));
            assertEquals(MemberState.SUSPECT, nodes.get(0).believes(victim));
            assertTrue(cluster.runUntil(
                    () -> cluster.everybodyBelieves(victim, MemberState.ALIVE), Duration.ofSeconds(2)));
        }
    }

    @Test
    void liesAboutAStranger_areForgottenWhenItComes() {
        List<Node> nodes = settledMesh(3);
        Rumour lie = new Rumour(ReplicaId.of(9), "n9", "evil:1", Beliefs.CEILING, MemberState.ALIVE, null);
        tell(nodes.get(1), nodes.get(0), lie);
        Node stranger = cluster.add(9);
        nodes.forEach(node -> cluster.link(stranger, node));
        assertTrue(cluster.runUntil(
                () -> nodes.get(0).membership.belief(stranger.id).address().equals("host:9"), Duration.ofSeconds(1)));
    }

    @Test
    void table_holdsNoMoreThanItMay() {
        cluster.limit = 10;
        List<Node> nodes = settledMesh(3);
        Membership mine = nodes.get(0).membership;
        int refused = 0;
        for (int i = 100; i < 200; i++) {
            Rumour invented = new Rumour(ReplicaId.of(i), "x", "evil:" + i, 0, MemberState.ALIVE, null);
            mine.told(nodes.get(1).id, Membership.news(List.of(invented)), cluster.now);
            refused += refusal(mine) == RejectReason.TOO_MANY_MEMBERS ? 1 : 0;
        }
        assertEquals(10, mine.others().size());
        assertEquals(92, refused);
    }

    @Test
    void tableIsAskedForInVain_whileItWasJustGiven() {
        List<Node> nodes = settledMesh(3);
        Membership mine = nodes.get(0).membership;
        Rumours ask = new Rumours(Rumours.Purpose.CHECK, 12345, List.of());
        int sent = 0;
        for (int i = 0; i < 100; i++) {
            mine.told(nodes.get(1).id, ask, cluster.now);
            sent += mine.take().size();
        }
        assertEquals(1, sent);
    }

    @Test
    void strangerWithoutALink_isNotHeard() {
        List<Node> nodes = settledMesh(2);
        Membership mine = nodes.get(0).membership;
        mine.told(
                ReplicaId.of(77),
                Membership.news(List.of(about(nodes.get(1), 5, MemberState.DEAD, null))),
                cluster.now);
        assertEquals(MemberState.ALIVE, mine.belief(nodes.get(1).id).state());
    }

    @Test
    void pace_leavesTimeToAnswer() {
        assertThrows(IllegalArgumentException.class, () -> new Pace(100, 60, 3, 1000));
        assertThrows(IllegalArgumentException.class, () -> new Pace(100, 0, 3, 1000));
        assertThrows(IllegalArgumentException.class, () -> new Pace(100, 50, 0, 1000));
    }
}
