// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.net.member.MemberState;
import org.crdt4j.net.membership.MembershipCluster.Node;
import org.crdt4j.net.message.Message;
import org.crdt4j.net.message.Message.Rumours;
import org.crdt4j.net.message.Rumour;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Would the simulations notice if the protocol were wrong? Each fault is one that an implementation may have, and must be found by the
 * same random stories that the protocol itself passes. The seeds stand in docs/testing.md.
 */
final class MembershipFaultsTest {
    private static final int STORIES = 40;

    /** What a faulty implementation does not send. */
    enum Fault {
        SUSPICION_NEVER_REFUTED(4),
        LEAVING_NOT_ANNOUNCED(1),
        NEWS_OF_OTHERS_NOT_PASSED_ON(1),
        SUSPECT_NOT_TOLD(4),
        NO_HELP_ASKED(1),
        PINGS_NOT_ANSWERED(1),
        REFUSALS_NOT_SENT(12);

        private final int seed;

        Fault(int seed) {
            this.seed = seed;
        }

        boolean swallows(ReplicaId from, Message message) {
            return switch (this) {
                case NO_HELP_ASKED -> message instanceof Message.PingRequest;
                case PINGS_NOT_ANSWERED -> message instanceof Message.Pong;
                case REFUSALS_NOT_SENT -> message instanceof Message.Nack;
                default ->
                    message instanceof Rumours rumours
                            && !rumours.rumours().isEmpty()
                            && rumours.rumours().stream().allMatch(rumour -> swallows(from, rumour));
            };
        }

        private boolean swallows(ReplicaId from, Rumour rumour) {
            boolean ofItself = rumour.replica().equals(from);
            return switch (this) {
                case SUSPICION_NEVER_REFUTED -> ofItself && rumour.incarnation() > 0;
                case LEAVING_NOT_ANNOUNCED -> rumour.state() == MemberState.LEFT;
                case NEWS_OF_OTHERS_NOT_PASSED_ON -> !ofItself;
                case SUSPECT_NOT_TOLD -> rumour.state() == MemberState.SUSPECT;
                default -> false;
            };
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void fault_isCaught(Fault fault) {
        int found = 0;
        for (int seed = 1; found == 0 && seed <= STORIES; seed++) {
            found = story(seed, fault) == null ? 0 : seed;
        }
        assertEquals(fault.seed, found, "the first seed that finds it");
    }

    @Test
    void protocolItself_passes() {
        for (int seed = 1; seed <= STORIES; seed++) {
            assertNull(story(seed, null), "seed " + seed);
        }
    }

    /* Returns what is wrong, or null. Some links are broken for good, some messages are lost, one leaves, one dies, one is new. */
    private static @Nullable String story(long seed, @Nullable Fault fault) {
        SplittableRandom random = new SplittableRandom(seed);
        MembershipCluster cluster = new MembershipCluster(seed);
        if (fault != null) {
            cluster.fault = (from, message) -> !fault.swallows(from, message);
        }
        List<Node> nodes = new ArrayList<>(cluster.mesh(5 + random.nextInt(4)));
        cluster.run(Duration.ofSeconds(5));
        if (!cluster.everybodyKnowsEverybody()) {
            return "not everybody knows everybody";
        }
        cluster.cut.add(Set.of(1L, 2L + random.nextInt(2)));
        cluster.loss = 0.05;
        cluster.run(Duration.ofSeconds(30));
        if (cluster.wronged(MemberState.DEAD) > 0) {
            return "somebody is taken for dead who is not";
        }
        cluster.loss = 0;
        long suspicions = cluster.wronged(MemberState.SUSPECT);
        cluster.run(Duration.ofSeconds(20));
        if (cluster.wronged(MemberState.SUSPECT) > suspicions) {
            return "somebody is suspected though others reach it";
        }
        return departures(cluster, nodes);
    }

    private static @Nullable String departures(MembershipCluster cluster, List<Node> nodes) {
        Node leaver = nodes.get(nodes.size() - 1);
        leaver.membership.leave(cluster.now);
        leaver.settle();
        cluster.run(Duration.ofMillis(50));
        leaver.up = false;
        nodes.forEach(node -> cluster.unlink(node, leaver));
        if (!cluster.runUntil(() -> cluster.everybodyBelieves(leaver, MemberState.LEFT), Duration.ofSeconds(2))) {
            return "not everybody knows that one has left";
        }
        Node victim = nodes.get(nodes.size() - 2);
        victim.up = false;
        if (!cluster.runUntil(() -> cluster.everybodyBelieves(victim, MemberState.DEAD), Duration.ofSeconds(6))) {
            return "not everybody knows in time that one is dead";
        }
        Node newcomer = cluster.add(99);
        cluster.link(newcomer, nodes.get(0));
        return cluster.runUntil(() -> cluster.everybodyBelieves(newcomer, MemberState.ALIVE), Duration.ofSeconds(30))
                ? null
                : "not everybody knows the newcomer";
    }
}
