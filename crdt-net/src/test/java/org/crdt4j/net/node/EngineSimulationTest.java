// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.crdt4j.net.node.VirtualCluster.Node;
import org.crdt4j.net.reason.RejectReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The protocols of a node on virtual time. A failure names the seed; the same seed tells the same story again. */
final class EngineSimulationTest {

    @Test
    void sameSeed_tellsTheSameStory() {
        assertEquals(story(7), story(7));
        assertNotEquals(story(7), story(8));
    }

    private static String story(long seed) {
        VirtualCluster cluster = new VirtualCluster(seed);
        cluster.loss = 0.1;
        Node a = cluster.add(1, 2);
        cluster.add(2, 1, 3);
        cluster.add(3, 1);
        a.replica.add("x");
        cluster.run(Duration.ofSeconds(20));
        return cluster.trace();
    }

    @Test
    void nodesThatDialEachOther_endUpWithOneLinkEach() {
        for (long seed = 0; seed < 200; seed++) {
            VirtualCluster cluster = new VirtualCluster(seed);
            List<Node> nodes = mesh(cluster, 4);
            assertTrue(cluster.runUntil(() -> allLinked(nodes), Duration.ofSeconds(5)), "seed " + seed);
            cluster.run(Duration.ofMillis(200));
            for (Node node : nodes) {
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
        VirtualCluster cluster = new VirtualCluster(1);
        Node node = cluster.add(1, 1);
        cluster.run(Duration.ofMinutes(2));
        assertEquals(1, rejects(List.of(node), RejectReason.SELF));
        assertEquals(0, node.engine.connections());
    }

    @Test
    void push_travelsThroughAChain() {
        VirtualCluster cluster = new VirtualCluster(1);
        List<Node> nodes = chain(cluster, 6);
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
            VirtualCluster cluster = new VirtualCluster(seed);
            Node old = cluster.add(1);
            old.replica.add("x");
            cluster.run(Duration.ofMinutes(5));
            Node dialing = cluster.add(2, 1);
            assertTrue(
                    cluster.runUntil(() -> dialing.replica.words().contains("x"), Duration.ofMillis(120)),
                    "six ways of at most 20 ms, seed " + seed);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.3})
    void everyUpdate_getsEverywhereInTheEnd(double loss) {
        for (long seed = 0; seed < 100; seed++) {
            VirtualCluster cluster = new VirtualCluster(seed);
            cluster.loss = loss;
            SplittableRandom choice = new SplittableRandom(seed);
            List<Node> nodes = choice.nextBoolean() ? mesh(cluster, 4) : chain(cluster, 4);
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
            VirtualCluster cluster = new VirtualCluster(seed);
            List<Node> nodes = mesh(cluster, 5);
            cluster.run(Duration.ofSeconds(60));
            nodes.get(3).replica.addSilently("x");
            assertTrue(cluster.runUntil(() -> allHave(nodes, 1), Duration.ofSeconds(40)), "seed " + seed);
        }
    }

    @Test
    void sidesOfAPartition_meetSoonAfterItHeals() {
        for (long seed = 0; seed < 50; seed++) {
            VirtualCluster cluster = new VirtualCluster(seed);
            List<Node> nodes = mesh(cluster, 4);
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
        VirtualCluster cluster = new VirtualCluster(3);
        List<Node> nodes = mesh(cluster, 3);
        assertTrue(cluster.runUntil(() -> allLinked(nodes), Duration.ofSeconds(5)));
        nodes.get(2).crash();
        assertTrue(
                cluster.runUntil(() -> nodes.get(0).engine.roster().size() == 1, Duration.ofSeconds(11)),
                "the silence is noticed");
        nodes.get(0).replica.add("meanwhile");
        Node reborn = cluster.add(3, 1, 2);
        assertTrue(cluster.runUntil(() -> reborn.replica.words().contains("meanwhile"), Duration.ofSeconds(2)));
    }

    @Test
    void idleCluster_saysLittle() {
        VirtualCluster cluster = new VirtualCluster(5);
        List<Node> nodes = mesh(cluster, 3);
        nodes.get(0).replica.add("x");
        cluster.run(Duration.ofMinutes(2));
        long before = cluster.frames;
        cluster.run(Duration.ofMinutes(10));
        long each = (cluster.frames - before) / 3;
        // Two digests in ten seconds, and on each of two links a ping or a pong in three.
        assertTrue(each < 10 * 60 * (2 / 10.0 + 2 / 3.0 + 0.2), () -> each + " frames a node");
    }

    private static long rejects(List<Node> nodes, RejectReason reason) {
        return nodes.stream()
                .mapToLong(node -> node.engine.stats().rejects(reason))
                .sum();
    }

    private static boolean allLinked(List<Node> nodes) {
        return nodes.stream().allMatch(node -> node.engine.roster().size() == nodes.size() - 1);
    }

    private static boolean allHave(List<Node> nodes, int words) {
        return nodes.stream().allMatch(node -> node.replica.words().size() == words);
    }

    private static List<Node> mesh(VirtualCluster cluster, int count) {
        int[] all = new int[count];
        for (int i = 0; i < count; i++) {
            all[i] = i + 1;
        }
        List<Node> nodes = new ArrayList<>();
        for (int port : all) {
            nodes.add(cluster.add(port, all));
        }
        return nodes;
    }

    private static List<Node> chain(VirtualCluster cluster, int count) {
        List<Node> nodes = new ArrayList<>();
        for (int port = 1; port <= count; port++) {
            nodes.add(port == 1 ? cluster.add(1) : cluster.add(port, port - 1));
        }
        return nodes;
    }
}
