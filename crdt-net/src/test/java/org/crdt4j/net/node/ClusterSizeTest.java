// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.replica.Reaction;
import org.crdt4j.replica.Replica;
import org.crdt4j.replica.Subscription;
import org.junit.jupiter.api.Test;

/**
 * What a change costs in clusters of many nodes, on virtual time, with the replicas and protocols of production: how soon it is
 * everywhere, and how many bytes that takes. {@code -Dcrdt4j.sizes=100,1000 -Dcrdt4j.losses=0,0.1,0.3} measures others; the table is left in
 * {@code target/cluster-sizes.md}.
 */
final class ClusterSizeTest {
    private static final List<Integer> SIZES = Arrays.stream(
                    System.getProperty("crdt4j.sizes", "100").split(","))
            .map(Integer::valueOf)
            .toList();
    private static final List<Double> LOSSES = Arrays.stream(
                    System.getProperty("crdt4j.losses", "0").split(","))
            .map(Double::valueOf)
            .toList();
    private static final long SEED = Long.getLong("crdt4j.seed", 1);
    private static final int SEEDS_OF_A_NODE = 3;
    private static final int CHANGES = 40;
    private static final int WARM_UP = 40;
    private static final int LOAD_SECONDS = 10;
    private static final int LOAD_PER_SECOND = 10;
    private static final int IDLE_SECONDS = 30;

    /** A replica that counts when something new has come to it. */
    private final class Counting implements Participant {
        private final Replica replica;
        private final Participant participant;

        Counting(int port) {
            replica = Replica.builder("site-" + port).id(ReplicaId.of(port)).open();
            participant = Participant.of(replica);
        }

        @Override
        public ReplicaId id() {
            return participant.id();
        }

        @Override
        public String name() {
            return participant.name();
        }

        @Override
        public byte[] digest() {
            return participant.digest();
        }

        @Override
        public Reaction receive(byte[] message) {
            long before = replica.version().get(writer);
            Reaction reaction = participant.receive(message);
            if (replica.version().get(writer) > before) {
                arrivals++;
            }
            return reaction;
        }

        @Override
        public Subscription onPush(Consumer<byte[]> sink) {
            return participant.onPush(sink);
        }
    }

    private record Row(
            int nodes,
            double loss,
            long medianMillis,
            long worstMillis,
            double bytesPerReceiver,
            double idle,
            double load) {

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "| %,d | %.0f %% | %,d ms | %,d ms | %.0f | %.0f | %.0f |",
                    nodes,
                    100 * loss,
                    medianMillis,
                    worstMillis,
                    bytesPerReceiver,
                    idle,
                    load);
        }
    }

    private ReplicaId writer = ReplicaId.of(1);
    private int arrivals;
    private final SplittableRandom random = new SplittableRandom(SEED);

    private SimulatedCluster<Counting> cluster(int count) {
        SimulatedCluster<Counting> cluster = new SimulatedCluster<>(SEED, Counting::new);
        for (int port = 1; port <= count; port++) {
            int[] seeds = new int[Math.min(SEEDS_OF_A_NODE, port - 1)];
            for (int i = 0; i < seeds.length; i++) {
                seeds[i] = 1 + random.nextInt(port - 1);
            }
            cluster.add(port, seeds);
        }
        return cluster;
    }

    /** Makes one change somewhere, and runs until it is everywhere; returns how long that took. */
    private long spread(SimulatedCluster<Counting> cluster, int count) {
        SimulatedNode<Counting> node = cluster.nodes().get(random.nextInt(count));
        long start = cluster.now;
        arrivals = 1;
        writer = node.replica.id();
        node.replica.replica.counter("changes").increment();
        boolean everywhere = cluster.runUntil(() -> arrivals >= count, Duration.ofMinutes(2));
        assertTrue(everywhere, () -> "after two minutes " + arrivals + " of " + count + " have it, seed " + SEED);
        return cluster.now - start;
    }

    private Row measure(int count, double loss) {
        SimulatedCluster<Counting> cluster = cluster(count);
        cluster.run(Duration.ofSeconds(60));
        cluster.faults = cluster.faults.withLoss(loss);
        for (int i = 0; i < WARM_UP; i++) {
            spread(cluster, count);
        }
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < CHANGES; i++) {
            times.add(TimeUnit.NANOSECONDS.toMillis(spread(cluster, count)));
            cluster.run(Duration.ofMillis(300));
        }
        times.sort(null);
        cluster.run(Duration.ofSeconds(60));
        long bytes = cluster.bytes;
        cluster.run(Duration.ofSeconds(IDLE_SECONDS));
        double idle = (double) (cluster.bytes - bytes) / count / IDLE_SECONDS;
        bytes = cluster.bytes;
        for (int i = 0; i < LOAD_SECONDS * LOAD_PER_SECOND; i++) {
            cluster.nodes()
                    .get(random.nextInt(count))
                    .replica
                    .replica
                    .counter("changes")
                    .increment();
            cluster.run(Duration.ofMillis(1000 / LOAD_PER_SECOND));
        }
        double load = (double) (cluster.bytes - bytes) / count / LOAD_SECONDS;
        return new Row(
                count,
                loss,
                times.get(CHANGES / 2),
                times.get(CHANGES - 1),
                (load - idle) / LOAD_PER_SECOND,
                idle,
                load);
    }

    @Test
    void changes_areEverywhereSoon() throws IOException {
        List<String> table = new ArrayList<>(List.of(
                "| nodes | loss | everywhere, median | slowest of " + CHANGES
                        + " | bytes a receiver and change | idle, bytes a node and second | with "
                        + LOAD_PER_SECOND + " changes a second |",
                "|--:|--:|--:|--:|--:|--:|--:|"));
        for (int count : SIZES) {
            for (double loss : LOSSES) {
                Row row = measure(count, loss);
                table.add(row.toString());
                System.out.println(row);
                if (loss == 0) {
                    assertTrue(row.worstMillis() <= 1_000, row::toString);
                    assertTrue(row.idle() <= 500, row::toString);
                }
            }
        }
        Path file = Path.of("target", "cluster-sizes.md");
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, table);
    }
}
