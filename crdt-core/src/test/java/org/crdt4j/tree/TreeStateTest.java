// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.error.DuplicateReplicaException;
import org.crdt4j.error.StaleReplicaException;
import org.crdt4j.op.OpReplica;
import org.crdt4j.tree.TreeOperation.Move;
import org.crdt4j.tree.TreeOperation.Remove;
import org.crdt4j.tree.TreeOperation.Rename;
import org.junit.jupiter.api.Test;

/** States of trees: truncation, joins, and what is refused. */
final class TreeStateTest {

    private static final ReplicaId ANN = ReplicaId.of(1);
    private static final ReplicaId BOB = ReplicaId.of(2);

    private long now = 1_000;
    private final OpReplica<MovableTree<String, String>, TreeOperation<String, String>> ann = replica(ANN);
    private final OpReplica<MovableTree<String, String>, TreeOperation<String, String>> bob = replica(BOB);

    private OpReplica<MovableTree<String, String>, TreeOperation<String, String>> replica(ReplicaId id) {
        return new OpReplica<>(new MovableTree<>(), id, new HybridClock(() -> Instant.ofEpochMilli(now)));
    }

    private MovableTree<String, String> inAnn() {
        return ann.object();
    }

    private MovableTree<String, String> inBob() {
        return bob.object();
    }

    private Tagged<TreeOperation<String, String>> byAnn(
            long time, Function<MovableTree<String, String>, TreeOperation<String, String>> prepare) {
        now = time;
        return ann.update(prepare);
    }

    private Tagged<TreeOperation<String, String>> byBob(
            long time, Function<MovableTree<String, String>, TreeOperation<String, String>> prepare) {
        now = time;
        return bob.update(prepare);
    }

    /* x and y at the top, z below x, known to both */
    private void start() {
        bob.receive(byAnn(1_000, tree -> tree.addTop("x", "X")));
        bob.receive(byAnn(1_000, tree -> tree.addTop("y", "Y")));
        bob.receive(byAnn(1_000, tree -> tree.add("z", "x", "Z")));
    }

    @Test
    void compact_dropsWhatIsStable_upToTheFirstThatIsNot() {
        start();
        var unstable = byBob(2_000, tree -> tree.add("b", "x"));
        ann.receive(unstable);
        byAnn(2_001, tree -> tree.add("a", "x"));
        List<TreeNode<String, String>> before = inAnn().value();
        inAnn().compact(VersionVector.empty());
        assertEquals(5, inAnn().logSize());
        inAnn().compact(VersionVector.of(ANN, 4));
        assertEquals(2, inAnn().logSize());
        assertEquals(before, inAnn().value());
        inAnn().checkInvariants();
        inAnn().compact(VersionVector.of(ANN, 4).with(BOB, 1));
        assertEquals(0, inAnn().logSize());
        assertEquals(before, inAnn().value());
        inAnn().checkInvariants();
        byAnn(2_002, tree -> tree.remove("x"));
        assertEquals(List.of("y"), inAnn().tops());
        inAnn().checkInvariants();
    }

    @Test
    void compact_leavesNoGapInAnAuthorsOperations() {
        Tagged<TreeOperation<String, String>> first = byAnn(1_000, tree -> tree.addTop("x"));
        Tagged<TreeOperation<String, String>> second = byAnn(1_001, tree -> tree.addTop("y"));
        inBob().effect(second);
        inBob().compact(VersionVector.of(ANN, 2));
        assertEquals(1, inBob().logSize());
        inBob().effect(first);
        inBob().compact(VersionVector.of(ANN, 2));
        assertEquals(0, inBob().logSize());
        inBob().effect(second);
        assertEquals(0, inBob().logSize());
    }

    @Test
    void operationBeforeWhatWasDropped_isRefused() {
        start();
        var late = byBob(1_999, tree -> tree.add("b", "x"));
        byAnn(2_000, tree -> tree.add("a", "x"));
        inAnn().compact(VersionVector.of(ANN, 4));
        TreeState<String, String> before = inAnn().state();
        assertThrows(StaleReplicaException.class, () -> inAnn().effect(late));
        assertThrows(StaleReplicaException.class, () -> inAnn().join(inBob().state()));
        assertThrows(StaleReplicaException.class, () -> inBob().join(before));
        assertEquals(before, inAnn().state());
        assertTrue(inBob().contains("b"));
        inAnn().checkInvariants();
        inBob().checkInvariants();
    }

    @Test
    void statesTruncatedAtOnePlaceWithDifferentTrees_areRefused() {
        Tagged<TreeOperation<String, String>> last = byAnn(2_000, tree -> tree.addTop("x"));
        Tagged<TreeOperation<String, String>> fake = new Tagged<>(
                new Move<>("y", Optional.empty(), Optional.empty()), last.dot(), VersionVector.empty(), last.time());
        inBob().effect(fake);
        inBob().compact(VersionVector.of(ANN, 1));
        inAnn().compact(VersionVector.of(ANN, 1));
        TreeState<String, String> one = inAnn().state();
        assertThrows(StaleReplicaException.class, () -> one.join(inBob().state()));
        assertNotEquals(one, inBob().state());
    }

    @Test
    void twoOperationsOfOneName_areRefused() {
        Tagged<TreeOperation<String, String>> one = byAnn(2_000, tree -> tree.addTop("x"));
        List<Tagged<TreeOperation<String, String>>> others = List.of(
                new Tagged<>(new Remove<>("x"), one.dot(), VersionVector.empty(), one.time()),
                new Tagged<>(one.operation(), one.dot(), VersionVector.empty(), HybridTimestamp.of(2_001, 0)));
        for (Tagged<TreeOperation<String, String>> other : others) {
            MovableTree<String, String> tree = new MovableTree<>();
            tree.effect(other);
            assertThrows(DuplicateReplicaException.class, () -> inAnn().join(tree.state()));
            assertThrows(DuplicateReplicaException.class, () -> inAnn().state().join(tree.state()));
            assertThrows(DuplicateReplicaException.class, () -> tree.state().join(inAnn().state()));
        }
        assertEquals(1, inAnn().logSize());
        inAnn().checkInvariants();
    }

    @Test
    void newReplica_takesOverATruncatedState() {
        start();
        inAnn().compact(VersionVector.of(ANN, 2));
        byAnn(2_000, tree -> tree.move("y", "z"));
        MovableTree<String, String> third = new MovableTree<>();
        List<TreeChange<String, String>> reports = new ArrayList<>();
        third.observe(reports::add);
        assertTrue(third.join(inAnn().state()));
        assertFalse(third.join(inAnn().state()));
        assertEquals(inAnn(), third);
        assertEquals(List.of("x", "z", "y"), third.path("y"));
        assertEquals(1, reports.size());
        assertEquals(third.value(), reports.get(0).added());
        third.checkInvariants();
    }

    @Test
    void stateThatWasHandedOut_staysAsItIs() {
        start();
        TreeState<String, String> before = inAnn().state();
        String text = before.toString();
        byAnn(2_000, tree -> tree.remove("x"));
        inAnn().compact(VersionVector.of(ANN, 4));
        MovableTree<String, String> restored = new MovableTree<>();
        restored.join(before);
        assertEquals(3, restored.size());
        assertEquals(text, before.toString());
        assertEquals(before.hashCode(), restored.state().hashCode());
    }

    @Test
    void nodesThatNeverWere_areForgottenWithTheirOperations() {
        inAnn().effect(new Tagged<>(
                new Rename<>("ghost", "name"), new Dot(BOB, 1), VersionVector.empty(), HybridTimestamp.of(1, 0)));
        inAnn().effect(new Tagged<>(
                new Move<>("orphan", Optional.of("ghost"), Optional.empty()),
                new Dot(BOB, 2),
                VersionVector.empty(),
                HybridTimestamp.of(2, 0)));
        assertEquals(0, inAnn().size());
        inAnn().checkInvariants();
        inAnn().compact(VersionVector.of(BOB, 2));
        assertEquals(0, inAnn().logSize());
        inAnn().checkInvariants();
    }
}
