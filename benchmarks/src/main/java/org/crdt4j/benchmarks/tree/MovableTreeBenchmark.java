// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.tree;

import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.op.OpReplica;
import org.crdt4j.tree.MovableTree;
import org.crdt4j.tree.TreeOperation;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Remote moves one by one and in batches, with our own between them, and local moves. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms2g", "-Xmx2g"})
public class MovableTreeBenchmark {

    private static final int BATCH = 100;

    /** A fresh copy of the tree. */
    @State(Scope.Thread)
    public static class Fresh {

        MovableTree<Integer, String> tree = new MovableTree<>();

        /** Copies it before each invocation. */
        @Setup(Level.Invocation)
        public void copy(TreeScenario scenario) {
            tree = scenario.fresh();
        }
    }

    /**
     * Every move takes effect when it comes, ours and the others'. The figure is for remote moves; the time for our own, half as many, is in
     * it.
     */
    @Benchmark
    @OperationsPerInvocation(TreeScenario.REMOTE)
    public Object remote_oneByOne(TreeScenario scenario, Fresh fresh) {
        for (Tagged<TreeOperation<Integer, String>> each : scenario.arriving) {
            fresh.tree.effect(each);
            fresh.tree.contains(0);
        }
        return fresh.tree;
    }

    /** A hundred at a time take effect together. */
    @Benchmark
    @OperationsPerInvocation(TreeScenario.REMOTE)
    public Object remote_inBatches(TreeScenario scenario, Fresh fresh) {
        List<Tagged<TreeOperation<Integer, String>>> all = scenario.arriving;
        for (int from = 0; from < all.size(); from += BATCH) {
            fresh.tree.effects(all.subList(from, Math.min(all.size(), from + BATCH)));
            fresh.tree.contains(0);
        }
        return fresh.tree;
    }

    /** As one by one, with somebody who observes: every report is made. */
    @Benchmark
    @OperationsPerInvocation(TreeScenario.REMOTE)
    public Object remote_observed(TreeScenario scenario, Fresh fresh) {
        int[] reports = {0};
        fresh.tree.observe(change -> reports[0]++);
        scenario.arriving.forEach(fresh.tree::effect);
        return reports[0];
    }

    /** A replica of the tree, which goes on for ever and is compacted now and then. */
    @State(Scope.Thread)
    public static class Local {

        private static final int MANY = 10_000;

        final SplittableRandom random = new SplittableRandom(23);
        private OpReplica<MovableTree<Integer, String>, TreeOperation<Integer, String>> replica =
                new OpReplica<>(new MovableTree<>(), ReplicaId.of(1), new HybridClock(() -> Instant.EPOCH));
        private long millis = 2_000_000;
        private int made;

        /** Takes the tree. */
        @Setup(Level.Trial)
        public void build(TreeScenario scenario) {
            HybridClock clock = new HybridClock(() -> Instant.ofEpochMilli(millis));
            replica = new OpReplica<>(scenario.fresh(), ReplicaId.of(1), clock);
        }

        Object move() {
            millis++;
            Tagged<TreeOperation<Integer, String>> moved = replica.update(this::draw);
            if (++made % MANY == 0) {
                replica.object().compact(VersionVector.of(ReplicaId.of(1), Long.MAX_VALUE));
            }
            return moved;
        }

        /* a random node to a random place that is not below it */
        private TreeOperation<Integer, String> draw(MovableTree<Integer, String> tree) {
            int node = random.nextInt(TreeScenario.NODES);
            int target = random.nextInt(TreeScenario.NODES);
            return tree.path(target).contains(node) ? tree.rename(node, "again") : tree.move(node, target);
        }
    }

    /** Prepared, tagged and done, with the search for a place that is not below the node. */
    @Benchmark
    public Object local(Local local) {
        return local.move();
    }
}
