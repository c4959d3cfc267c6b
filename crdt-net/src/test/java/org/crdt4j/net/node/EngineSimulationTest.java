// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.crdt4j.net.reason.RejectReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The protocols of a node on virtual time. A failure names the seed; the same seed tells the same story again. */
final class EngineSimulationTest {

    private static SimulatedCluster<FakeReplica> cluster(long seed) {
        return new SimulatedCluster<>(seed, FakeReplica::new);
    }

    @Test
    void sameSeed_tellsTheSameStory() {
        assertEquals(story(7), story(7));
        assertNotEquals(story(7), story(8));
    }

    private static long story(long seed) {
        var cluster = cluster(seed);
        cluster.faults = cluster.faults.withLoss(0.1);
        var a = cluster.add(1, 2);
        cluster.add(2, 1, 3);
        cluster.add(3, 1);
        a.replica.add("x");
        cluster.run(Duration.ofSeconds(20));
        return cluster.traceHash();
    }

    @Test
    void nodesThatDialEachOther_endUpWithOneLinkEach() {
        for (long seed = 0; seed < 200; seed++) {
            var cluster = cluster(seed);
            var nodes = cluster.mesh(4);
            assertTrue(cluster.runUntil(() -> allLinked(nodes), Duration.ofSeconds(5)), "seed " + seed);
            cluster.run(Duration.ofMillis(200));
            for (var node : nodes) {
                assertEquals(3, node.engine.connections(), "the losers are gone, seed " + seed);
            }
            // Each pair tried two connections at most, and each end counts the one that went.
            assertTrue(rejects(nodes, RejectReason.DUPLICATE_LINK) <= 12, "seed " + seed);
            long refused = rejects(nodes, RejectReason.DUPLICATE_LINK);
            cluster.run(Duration.ofSeconds(60));
            assertEquals(refused, rejects(nodes, RejectReason.DUPLICATE_LINK), "seed " + seed);
        }
    }

    @Test
    void everyNodeWithItselfAmongTheSeeds_dialsItselfOnce() {
        var cluster = cluster(1);
        var node = cluster.add(1, 1);
        cluster.run(Duration.ofMinutes(2));
        assertEquals(1, rejects(List.of(node), RejectReason.SELF));
        assertEquals(0, node.engine.connections());
    }

    @Test
    void push_travelsThroughAChain() {
        var cluster = cluster(1);
        var nodes = cluster.chain(6);
        assertTrue(cluster.runUntil(() -> nodes.get(5).engine.roster().size() == 1, Duration.ofSeconds(5)));
        cluster.run(Duration.ofSeconds(30));
        nodes.get(0).replica.add("x");
        assertTrue(
                cluster.runUntil(() -> nodes.get(5).replica.words().contains("x"), Duration.ofMillis(100)),
                "five hops of at most 20 ms");
    }

    @Test
    void newcomer_catchesUpBeforeTheNextRound() {
        for (long seed = 0; seed < 20; seed++) {
            var cluster = cluster(seed);
            var old = cluster.add(1);
            old.replica.add("x");
            cluster.run(Duration.ofMinutes(5));
            var dialing = cluster.add(2, 1);
            assertTrue(
                    cluster.runUntil(() -> dialing.replica.words().contains("x"), Duration.ofMillis(120)),
                    "six ways of at most 20 ms, seed " + seed);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.3})
    void everyUpdate_getsEverywhereInTheEnd(double loss) {
        for (long seed = 0; seed < 100; seed++) {
            var cluster = cluster(seed);
            cluster.faults = cluster.faults.withLoss(loss);
            SplittableRandom choice = new SplittableRandom(seed);
            var nodes = choice.nextBoolean() ? cluster.mesh(4) : cluster.chain(4);
            for (int i = 0; i < 30; i++) {
                nodes.get(choice.nextInt(nodes.size())).replica.add("w" + i);
                cluster.run(Duration.ofMillis(choice.nextInt(500)));
            }
            assertTrue(cluster.runUntil(() -> allHave(nodes, 30), Duration.ofMinutes(3)), "seed " + seed);
        }
    }

    @Test
    void changeThatWasNeverPushed_isFoundByComparing() {
        for (long seed = 0; seed < 50; seed++) {
            var cluster = cluster(seed);
            var nodes = cluster.mesh(5);
            cluster.run(Duration.ofSeconds(60));
            nodes.get(3).replica.addSilently("x");
            assertTrue(cluster.runUntil(() -> allHave(nodes, 1), Duration.ofSeconds(40)), "seed " + seed);
        }
    }

    @Test
    void sidesOfAPartition_meetSoonAfterItHeals() {
        for (long seed = 0; seed < 50; seed++) {
            var cluster = cluster(seed);
            var nodes = cluster.mesh(4);
            cluster.run(Duration.ofSeconds(3));
            nodes.get(0).side = 1;
            nodes.get(1).side = 1;
            nodes.forEach(node -> node.replica.add("from-" + node.address.port()));
            cluster.run(Duration.ofSeconds(30));
            assertEquals(1, nodes.get(0).engine.roster().size(), "the silence is noticed, seed " + seed);
            assertEquals(2, nodes.get(0).replica.words().size(), "seed " + seed);
            nodes.forEach(node -> node.side = 0);
            assertTrue(cluster.runUntil(() -> allHave(nodes, 4), Duration.ofMillis(1500)), "seed " + seed);
        }
    }

    @Test
    void crashedNode_isMissedAndFoundAgain() {
        var cluster = cluster(3);
        var nodes = cluster.mesh(3);
        assertTrue(cluster.runUntil(() -> allLinked(nodes), Duration.ofSeconds(5)));
        nodes.get(2).crash();
        assertTrue(
                cluster.runUntil(() -> nodes.get(0).engine.roster().size() == 1, Duration.ofSeconds(11)),
                "the silence is noticed");
        nodes.get(0).replica.add("meanwhile");
        var reborn = cluster.add(3, 1, 2);
        assertTrue(cluster.runUntil(() -> reborn.replica.words().contains("meanwhile"), Duration.ofSeconds(2)));
    }

    @Test
    void idleCluster_saysLittle() {
        var cluster = cluster(5);
        var nodes = cluster.mesh(3);
        nodes.get(0).replica.add("x");
        cluster.run(Duration.ofMinutes(2));
        long before = cluster.frames;
        cluster.run(Duration.ofMinutes(10));
        long each = (cluster.frames - before) / 3;
        // In a second two probes of its own and two of others, a ping or a pong each; in ten seconds two digests, and a
        // comparison of members.
        assertTrue(each < 10 * 60 * (4 + 3 / 10.0 + 0.2), () -> each + " frames a node");
    }

    private static long rejects(List<SimulatedNode<FakeReplica>> nodes, RejectReason reason) {
        return nodes.stream()
                .mapToLong(node -> node.engine.stats().rejects(reason))
                .sum();
    }

    private static boolean allLinked(List<SimulatedNode<FakeReplica>> nodes) {
        return nodes.stream().allMatch(node -> node.engine.roster().size() == nodes.size() - 1);
    }

    private static boolean allHave(List<SimulatedNode<FakeReplica>> nodes, int words) {
        return nodes.stream().allMatch(node -> node.replica.words().size() == words);
    }
}
