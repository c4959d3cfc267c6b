// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.crdt4j.net.member.MemberState;
import org.crdt4j.net.reason.RejectReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How whole nodes find each other and miss each other, on virtual time. A failure names the seed. */
final class MembersSimulationTest {

    private static SimulatedCluster<FakeReplica> cluster(long seed) {
        return new SimulatedCluster<>(seed, FakeReplica::new);
    }

    /** Everybody knows one other only. */
    private static List<SimulatedNode<FakeReplica>> newcomers(SimulatedCluster<FakeReplica> cluster, int count) {
        List<SimulatedNode<FakeReplica>> nodes = new ArrayList<>();
        for (int port = 1; port <= count; port++) {
            nodes.add(port == 1 ? cluster.add(1) : cluster.add(port, port - 1));
        }
        return nodes;
    }

    private static MemberState state(SimulatedNode<FakeReplica> of, SimulatedNode<FakeReplica> member) {
        return of.engine.members().all().stream()
                .filter(status -> status.id().equals(member.replica.id()))
                .map(MemberStatus::state)
                .findFirst()
                .orElse(null);
    }

    private static boolean isMesh(List<SimulatedNode<FakeReplica>> nodes) {
        return nodes.stream()
                .filter(node -> node.up)
                .allMatch(node -> node.engine.roster().size() == nodes.size() - 1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1})
    void nodesThatKnowOneOtherEach_allFindEachOther(double loss) {
        for (long seed = 0; seed < 50; seed++) {
            var cluster = cluster(seed);
            cluster.faults = cluster.faults.withLoss(loss);
            var nodes = newcomers(cluster, 8);
            assertTrue(cluster.runUntil(() -> isMesh(nodes), Duration.ofMinutes(1)), "seed " + seed);
            if (loss == 0) {
                cluster.run(Duration.ofSeconds(5));
                long twice = nodes.stream()
                        .mapToLong(node -> node.engine.stats().rejects(RejectReason.DUPLICATE_LINK))
                        .sum();
                assertTrue(twice <= 14, "of 28 links " + twice + " were refused, seed " + seed);
                assertEquals(8, nodes.get(0).engine.members().all().size());
            }
        }
    }

    @Test
    void crashedNode_isDeadForAllWithinSecondsAndBackWhenItIsBack() {
        for (long seed = 0; seed < 20; seed++) {
            var cluster = cluster(seed);
            var nodes = newcomers(cluster, 5);
            String story = "seed " + seed;
            assertTrue(cluster.runUntil(() -> isMesh(nodes), Duration.ofSeconds(10)), story);
            cluster.run(Duration.ofSeconds(10));
            var victim = nodes.get(2);
            victim.crash();
            assertTrue(
                    cluster.runUntil(
                            () -> nodes.stream().allMatch(node -> !node.up || state(node, victim) == MemberState.DEAD),
                            Duration.ofSeconds(6)),
                    story);
            var reborn = cluster.add(3, 1);
            assertTrue(
                    cluster.runUntil(
                            () -> nodes.stream().allMatch(node -> !node.up || state(node, reborn) == MemberState.ALIVE),
                            Duration.ofSeconds(3)),
                    story);
        }
    }

    @Test
    void nodeThatLeaves_isMissedByNobody() {
        for (long seed = 0; seed < 20; seed++) {
            var cluster = cluster(seed);
            var nodes = newcomers(cluster, 5);
            String story = "seed " + seed;
            assertTrue(cluster.runUntil(() -> isMesh(nodes), Duration.ofSeconds(10)), story);
            var leaver = nodes.get(2);
            leaver.step(engine -> engine.leaveForGood(cluster.now));
            assertTrue(
                    cluster.runUntil(
                            () -> nodes.stream()
                                    .allMatch(node -> node == leaver || state(node, leaver) == MemberState.LEFT),
                            Duration.ofMillis(100)),
                    story);
            cluster.run(Duration.ofSeconds(1));
            leaver.crash();
            cluster.run(Duration.ofSeconds(30));
            assertTrue(
                    nodes.stream().allMatch(node -> node == leaver || state(node, leaver) == MemberState.LEFT), story);
            assertEquals(
                    0,
                    nodes.stream()
                            .mapToLong(node -> node.engine.stats().membership().suspicions())
                            .sum(),
                    story);
        }
    }

    @Test
    void sidesOfAPartition_buryEachOtherAndMeetAgainThoughOnlyOneIsASeed() {
        for (long seed = 0; seed < 20; seed++) {
            var cluster = cluster(seed);
            var nodes = newcomers(cluster, 6);
            assertTrue(cluster.runUntil(() -> isMesh(nodes), Duration.ofSeconds(10)), "seed " + seed);
            nodes.subList(0, 3).forEach(node -> node.side = 1);
            cluster.run(Duration.ofSeconds(40));
            assertEquals(MemberState.DEAD, state(nodes.get(0), nodes.get(5)), "seed " + seed);
            nodes.forEach(node -> node.side = 0);
            assertTrue(
                    cluster.runUntil(
                            () -> nodes.stream()
                                    .allMatch(a -> nodes.stream().allMatch(b -> state(a, b) == MemberState.ALIVE)),
                            Duration.ofSeconds(20)),
                    "seed " + seed);
            assertTrue(cluster.runUntil(() -> isMesh(nodes), Duration.ofSeconds(40)), "seed " + seed);
        }
    }

    @Test
    void membersBeyondReach_areDialedEverMoreRarely() {
        var cluster = cluster(1);
        var nodes = newcomers(cluster, 3);
        assertTrue(cluster.runUntil(() -> isMesh(nodes), Duration.ofSeconds(10)));
        nodes.get(2).crash();
        cluster.run(Duration.ofMinutes(5));
        long dials = cluster.dials;
        cluster.run(Duration.ofMinutes(5));
        // The second has its seed up, the first has none; the third is dialed every 22 s on average by either.
        assertTrue(cluster.dials - dials < 50, () -> cluster.dials - dials + " dials");
    }
}
