// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.tree.TreeOperation.Move;
import org.crdt4j.tree.TreeOperation.Remove;
import org.junit.jupiter.api.Test;

/** Ten thousand nodes, and three replicas that move them about without hearing of each other. */
final class LargeTreeTest {

    private static final int NODES = 10_000;
    private static final int MOVES = 2_000;
    private static final int REPLICAS = 3;

    @Test
    void concurrentMoves_loseAndDoubleNothing() {
        Random random = new Random(7);
        List<Made> building = building(random);
        List<List<Made>> moving = new ArrayList<>();
        for (int replica = 1; replica <= REPLICAS; replica++) {
            moving.add(moving(ReplicaId.of(replica), random));
        }
        List<Made> all = new ArrayList<>(building);
        moving.forEach(all::addAll);
        List<TreeNode<String, String>> expected = Replay.value(all);
        assertTrue(expected.size() > NODES / 2, "left are " + expected.size());

        List<MovableTree<String, String>> trees = new ArrayList<>();
        for (int replica = 0; replica < REPLICAS; replica++) {
            MovableTree<String, String> tree = new MovableTree<>();
            building.forEach(made -> tree.effect(made.tagged()));
            tree.compact(VersionVector.of(ReplicaId.of(9), NODES));
            assertEquals(0, tree.logSize());
            moving.get(replica).forEach(made -> {
                tree.effect(made.tagged());
                tree.contains("n0");
            });
            trees.add(tree);
        }
        oneByOne(trees.get(0), moving.get(1), moving.get(2));
        inPortions(trees.get(1), moving.get(0), moving.get(2), random);
        trees.get(2).join(trees.get(0).state());

        for (MovableTree<String, String> tree : trees) {
            assertEquals(expected, tree.value());
            assertEquals(trees.get(0).state(), tree.state());
            tree.checkInvariants();
            checkAllThere(tree);
        }
    }

    private static void oneByOne(MovableTree<String, String> tree, List<Made> one, List<Made> other) {
        for (int index = 0; index < MOVES; index++) {
            tree.effect(one.get(index).tagged());
            tree.contains("n1");
            tree.effect(other.get(index).tagged());
            tree.contains("n2");
        }
    }

    private static void inPortions(MovableTree<String, String> tree, List<Made> one, List<Made> other, Random random) {
        List<Made> rest = new ArrayList<>(one);
        rest.addAll(other);
        Collections.shuffle(rest, random);
        for (int from = 0; from < rest.size(); from += 100) {
            tree.effects(
                    rest.subList(from, from + 100).stream().map(Made::tagged).toList());
            tree.contains("n3");
        }
    }

    private static void checkAllThere(MovableTree<String, String> tree) {
        Set<String> seen = new HashSet<>();
        tree.walk(node -> assertTrue(seen.add(node.id()), () -> node + " twice"));
        for (int node = 0; node < NODES; node++) {
            String id = "n" + node;
            assertTrue(seen.contains(id) != tree.isRemoved(id), () -> id + " is lost");
            assertEquals(seen.contains(id), tree.contains(id));
        }
    }

    private static List<Made> building(Random random) {
        List<Made> building = new ArrayList<>();
        for (int node = 0; node < NODES; node++) {
            Optional<String> parent = node == 0 ? Optional.empty() : Optional.of("n" + random.nextInt(node));
            building.add(
                    made(ReplicaId.of(9), node + 1, 1_000 + node, new Move<>("n" + node, parent, Optional.of("name"))));
        }
        return building;
    }

    private static List<Made> moving(ReplicaId replica, Random random) {
        List<Made> moving = new ArrayList<>();
        long time = 100_000;
        for (int move = 0; move < MOVES; move++) {
            time += 1 + random.nextInt(3);
            String node = "n" + random.nextInt(NODES);
            moving.add(
                    random.nextInt(200) == 0
                            ? made(replica, move + 1, time, new Remove<>(node))
                            : made(
                                    replica,
                                    move + 1,
                                    time,
                                    new Move<>(node, Optional.of("n" + random.nextInt(NODES)), Optional.empty())));
        }
        return moving;
    }

    private static Made made(ReplicaId replica, long counter, long millis, TreeOperation<String, String> operation) {
        Stamp stamp = new Stamp(HybridTimestamp.of(millis, 0), new Dot(replica, counter));
        return new Made(stamp, operation, VersionVector.empty());
    }
}
