// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.tree.MovableTree;
import org.crdt4j.tree.TreeOperation;
import org.crdt4j.tree.TreeOperation.Move;
import org.crdt4j.tree.TreeState;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A tree of 10,000 nodes and three replicas, each of which moves a random node below a random other one once in a millisecond. The moves
 * of the other two come {@link #late} milliseconds after they were made, so each of them is earlier than {@code late} of our own moves and
 * some more.
 */
@State(Scope.Benchmark)
public class TreeScenario {

    static final int NODES = 10_000;
    static final int OWN = 2_000;
    static final int REMOTE = 2 * OWN;
    private static final int REPLICAS = 3;
    private static final ReplicaId BUILDER = ReplicaId.of(9);
    private static final long START = 1_000_000;

    /** After how many milliseconds a remote move comes. */
    @Param({"10", "100", "1000"})
    public int late = 100;

    final MovableTree<Integer, String> built = new MovableTree<>();
    TreeState<Integer, String> base = MovableTree.<Integer, String>type().bottom();
    final List<Tagged<TreeOperation<Integer, String>>> arriving = new ArrayList<>();

    /** Builds the tree and makes the moves, in the order in which they take place or come. */
    @Setup(Level.Trial)
    public void build() {
        SplittableRandom random = new SplittableRandom(17);
        for (int node = 0; node < NODES; node++) {
            Optional<Integer> parent = node == 0 ? Optional.empty() : Optional.of(random.nextInt(node));
            built.effect(tagged(BUILDER, node + 1, node, new Move<>(node, parent, Optional.of("node " + node))));
        }
        built.compact(VersionVector.of(BUILDER, NODES));
        base = built.state();
        for (int time = 0; time < OWN + late; time++) {
            for (int replica = 1; replica <= REPLICAS; replica++) {
                int made = replica == 1 ? time : time - late;
                if (made >= 0 && made < OWN) {
                    arriving.add(move(replica, made, random));
                }
            }
        }
    }

    private static Tagged<TreeOperation<Integer, String>> move(int replica, int made, SplittableRandom random) {
        Move<Integer, String> move =
                new Move<>(random.nextInt(NODES), Optional.of(random.nextInt(NODES)), Optional.empty());
        return tagged(ReplicaId.of(replica), made + 1, START + made, move);
    }

    private static Tagged<TreeOperation<Integer, String>> tagged(
            ReplicaId replica, long counter, long millis, TreeOperation<Integer, String> operation) {
        return new Tagged<>(operation, new Dot(replica, counter), VersionVector.empty(), HybridTimestamp.of(millis, 0));
    }

    /** A fresh tree of all nodes, without a log. */
    MovableTree<Integer, String> fresh() {
        MovableTree<Integer, String> tree = new MovableTree<>();
        tree.join(base);
        return tree;
    }
}
