// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.crdt4j.causality.ReplicaId;
import org.junit.jupiter.api.Test;

/** More nodes than have a link with each other, on virtual time. A failure names the seed. */
final class LargeClusterTest {
    private static SimulatedCluster<FakeReplica> cluster(long seed, int count) {
        SimulatedCluster<FakeReplica> cluster = new SimulatedCluster<>(seed, FakeReplica::new);
        for (int port = 1; port <= count; port++) {
            cluster.add(port, 1);
        }
        return cluster;
    }

    private static List<SimulatedNode<FakeReplica>> nodes(SimulatedCluster<FakeReplica> cluster) {
        return cluster.nodes().stream().filter(node -> node.up).toList();
    }

    private static boolean isConnected(List<SimulatedNode<FakeReplica>> nodes) {
        Map<ReplicaId, SimulatedNode<FakeReplica>> byId = new HashMap<>();
        nodes.forEach(node -> byId.put(node.replica.id(), node));
        Set<ReplicaId> reached = new HashSet<>();
        Deque<ReplicaId> next = new ArrayDeque<>(List.of(nodes.get(0).replica.id()));
        while (!next.isEmpty()) {
            ReplicaId id = next.remove();
            if (byId.containsKey(id) && reached.add(id)) {
                byId.get(id)
                        .engine
                        .roster()
                        .links()
                        .forEach(link ->
                                next.add(Objects.requireNonNull(link.peer).replica()));
            }
        }
        return reached.size() == nodes.size();
    }

    private static SimulatedCluster<FakeReplica> settled(long seed, int count) {
        var cluster = cluster(seed, count);
        cluster.run(Duration.ofSeconds(60));
        return cluster;
    }

    private static boolean allHave(SimulatedCluster<FakeReplica> cluster, String word) {
        return nodes(cluster).stream().allMatch(node -> node.replica.words().contains(word));
    }

    private static boolean allCount(SimulatedCluster<FakeReplica> cluster, int present) {
        return nodes(cluster).stream()
                .allMatch(node -> node.engine.stats().membership().present() == present);
    }

    @Test
    void largeCluster_hangsTogetherThoughNobodyHasManyLinks() {
        for (long seed = 0; seed < 5; seed++) {
            var cluster = settled(seed, 60);
            String story = "seed " + seed;
            assertTrue(allCount(cluster, 59), story);
            for (var node : nodes(cluster)) {
                int links = node.engine.roster().size();
                assertTrue(links >= 4 && links <= 11, () -> story + ": " + links + " links");
                assertEquals(0, node.engine.stats().membership().deaths(), story);
            }
            assertTrue(isConnected(nodes(cluster)), story);
            long dials = cluster.dials;
            long frames = cluster.frames;
            cluster.run(Duration.ofSeconds(60));
            assertTrue(cluster.dials - dials < 60 * 4, () -> story + ": dials, " + (cluster.dials - dials));
            assertTrue(cluster.frames - frames < 60 * 60 * 7, () -> story + ": frames, " + (cluster.frames - frames));
        }
    }

    @Test
    void changes_takeATreeOnceItHasGrown() {
        for (long seed = 0; seed < 5; seed++) {
            var cluster = settled(seed, 60);
            String story = "seed " + seed;
            for (int i = 0; i < 20; i++) {
                nodes(cluster).get(i).replica.add("warm-up-" + i);
                cluster.run(Duration.ofMillis(300));
            }
            long pushes = cluster.pushes;
            for (int i = 0; i < 20; i++) {
                String word = "w" + i;
                nodes(cluster).get(3 * i).replica.add(word);
                assertTrue(cluster.runUntil(() -> allHave(cluster, word), Duration.ofSeconds(1)), story);
                cluster.run(Duration.ofMillis(300));
            }
            double each = (cluster.pushes - pushes) / 20.0;
            assertTrue(each < 1.5 * 59, () -> story + ": " + each + " pushes for 59 receivers");
        }
    }

    @Test
    void treeThatBreaks_isMended() {
        for (long seed = 0; seed < 5; seed++) {
            var cluster = settled(seed, 60);
            String story = "seed " + seed;
            for (int i = 0; i < 20; i++) {
                nodes(cluster).get(i).replica.add("warm-up-" + i);
                cluster.run(Duration.ofMillis(300));
            }
            for (int i = 0; i < 12; i++) {
                cluster.nodes().get(2 + 5 * i).crash();
            }
            nodes(cluster).get(0).replica.add("x");
            assertTrue(cluster.runUntil(() -> allHave(cluster, "x"), Duration.ofSeconds(3)), story);
            assertTrue(cluster.runUntil(() -> allCount(cluster, 47), Duration.ofSeconds(20)), story);
            cluster.run(Duration.ofSeconds(20));
            assertTrue(isConnected(nodes(cluster)), story);
        }
    }

    @Test
    void silentCrash_isFoundByAll() {
        for (long seed = 0; seed < 5; seed++) {
            var cluster = settled(seed, 60);
            cluster.nodes().get(9).crash();
            assertTrue(cluster.runUntil(() -> allCount(cluster, 58), Duration.ofSeconds(8)), "seed " + seed);
        }
    }

    @Test
    void sidesOfAPartition_meetAgain() {
        var cluster = settled(1, 60);
        cluster.nodes().subList(0, 20).forEach(node -> node.side = 1);
        cluster.run(Duration.ofSeconds(60));
        assertTrue(cluster.nodes().subList(0, 20).stream()
                .allMatch(node -> node.engine.stats().membership().present() == 19));
        cluster.nodes().get(0).replica.add("one side");
        cluster.nodes().get(30).replica.add("other side");
        cluster.nodes().forEach(node -> node.side = 0);
        assertTrue(cluster.runUntil(
                () -> allHave(cluster, "one side") && allHave(cluster, "other side"), Duration.ofSeconds(10)));
        assertTrue(cluster.runUntil(() -> allCount(cluster, 59), Duration.ofSeconds(30)));
    }

    @Test
    void clusterThatShrinks_becomesAMeshAgain() {
        var cluster = settled(1, 24);
        assertTrue(
                nodes(cluster).stream().allMatch(node -> node.engine.members().isLargeCluster()));
        for (int i = 0; i < 14; i++) {
            var leaver = cluster.nodes().get(10 + i);
            leaver.step(engine -> engine.leaveForGood(cluster.now));
            cluster.run(Duration.ofSeconds(1));
            leaver.crash();
        }
        assertTrue(cluster.runUntil(
                () -> nodes(cluster).stream()
                        .allMatch(node -> node.engine.roster().size() == 9),
                Duration.ofSeconds(30)));
    }
}
