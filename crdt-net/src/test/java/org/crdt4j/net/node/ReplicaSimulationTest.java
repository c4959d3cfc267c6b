// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.replica.Replica;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real replicas and the real protocols on virtual time: loss, delay, partitions, newcomers. A failure names the seed. */
final class ReplicaSimulationTest {
    private static final int SEEDS = 60;

    private static SimulatedCluster<Participant.Real> cluster(long seed) {
        return new SimulatedCluster<>(
                seed,
                port -> new Participant.Real(Replica.builder("site-" + port)
                        .id(ReplicaId.of(port))
                        .time(() -> Instant.EPOCH)
                        .retention(Duration.ZERO)
                        .open()));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.3})
    void replicas_agreeInTheEnd(double loss) {
        for (long seed = 0; seed < SEEDS; seed++) {
            var cluster = cluster(seed);
            cluster.faults = cluster.faults.withLoss(loss);
            SplittableRandom random = new SplittableRandom(seed);
            var nodes = random.nextBoolean() ? cluster.mesh(4) : cluster.chain(4);
            for (int phase = 0; phase < 4; phase++) {
                for (var node : nodes) {
                    node.side = random.nextInt(2);
                }
                for (int i = 0; i < 25; i++) {
                    update(nodes.get(random.nextInt(nodes.size())).replica.replica(), random);
                    cluster.run(Duration.ofMillis(random.nextInt(600)));
                }
            }
            nodes.forEach(node -> node.side = 0);
            nodes.add(cluster.add(9, 2));
            assertTrue(cluster.runUntil(() -> agree(nodes), Duration.ofMinutes(5)), "seed " + seed);
            assertSame(nodes, seed);
        }
    }

    private static void update(Replica replica, SplittableRandom random) {
        int choice = random.nextInt(6);
        if (choice == 0) {
            replica.counter("stock").increment(random.nextInt(-9, 10));
        } else if (choice == 1) {
            replica.<String>set("tags").remove("tag-" + random.nextInt(8));
        } else if (choice == 2) {
            replica.<String, Integer>map("prices").put("sku-" + random.nextInt(5), random.nextInt(100));
        } else if (choice == 3) {
            replica.<String>set("short-lived-" + random.nextInt(3)).add("x");
        } else if (choice == 4) {
            replica.<String>set("short-lived-" + random.nextInt(3)).delete();
        } else {
            replica.<String>set("tags").add("tag-" + random.nextInt(8));
        }
    }

    private static boolean agree(List<SimulatedNode<Participant.Real>> nodes) {
        Replica first = nodes.get(0).replica.replica();
        return nodes.stream().allMatch(node -> node.replica.replica().version().equals(first.version()));
    }

    private static void assertSame(List<SimulatedNode<Participant.Real>> nodes, long seed) {
        Replica first = nodes.get(0).replica.replica();
        for (var node : nodes) {
            Replica replica = node.replica.replica();
            assertEquals(
                    first.counter("stock").value(), replica.counter("stock").value(), "seed " + seed);
            assertEquals(first.set("tags").snapshot(), replica.set("tags").snapshot(), "seed " + seed);
            assertEquals(first.map("prices").snapshot(), replica.map("prices").snapshot(), "seed " + seed);
            for (int i = 0; i < 3; i++) {
                String name = "short-lived-" + i;
                assertEquals(first.set(name).snapshot(), replica.set(name).snapshot(), "seed " + seed);
            }
            assertEquals(0, replica.stats().divergences(), "seed " + seed);
        }
    }
}
