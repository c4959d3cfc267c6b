// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.op.OpReplica;
import org.crdt4j.tree.TreeChange.Moved;
import org.crdt4j.tree.TreeChange.Renamed;
import org.crdt4j.tree.TreeOperation.Move;
import org.junit.jupiter.api.Test;

final class MovableTreeTest {

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

    private void exchange(Tagged<TreeOperation<String, String>> ofAnn, Tagged<TreeOperation<String, String>> ofBob) {
        ann.receive(ofBob);
        bob.receive(ofAnn);
        assertEquals(inAnn(), inBob());
        inAnn().checkInvariants();
        inBob().checkInvariants();
    }

    @Test
    void emptyTree_hasNothing() {
        assertEquals(List.of(), inAnn().value());
        assertEquals(List.of(), inAnn().tops());
        assertEquals(0, inAnn().size());
        assertFalse(inAnn().contains("x"));
        assertFalse(inAnn().isRemoved("x"));
        assertTrue(inAnn().state().isBottom());
        assertEquals(MovableTree.type().bottom(), inAnn().state());
    }

    @Test
    void queries_sayWhereEverythingIs() {
        start();
        byAnn(1_001, tree -> tree.add("w", "z"));
        byAnn(1_001, tree -> tree.addTop("v"));
        byAnn(1_001, tree -> tree.add("u", "x"));
        assertEquals(List.of("x", "y", "v"), inAnn().tops());
        assertEquals(List.of("z", "u"), inAnn().children("x"));
        assertEquals(List.of(), inAnn().children("w"));
        assertEquals(Optional.of("x"), inAnn().parent("z"));
        assertEquals(Optional.empty(), inAnn().parent("x"));
        assertEquals(Optional.of("Z"), inAnn().name("z"));
        assertEquals(Optional.empty(), inAnn().name("w"));
        assertEquals(List.of("x", "z", "w"), inAnn().path("w"));
        assertEquals(2, inAnn().depth("w"));
        assertEquals(0, inAnn().depth("x"));
        assertEquals(6, inAnn().size());
        List<String> walked = new ArrayList<>();
        inAnn().walk(node -> walked.add(node.id()));
        assertEquals(List.of("x", "z", "w", "u", "y", "v"), walked);
        List<String> below = new ArrayList<>();
        inAnn().walk("x", node -> below.add(node.id()));
        assertEquals(List.of("x", "z", "w", "u"), below);
        assertEquals(
                new TreeNode<>("z", Optional.of("x"), Optional.of("Z")),
                inAnn().value().get(1));
        assertThrows(UnsupportedOperationException.class, () -> inAnn().tops().add("t"));
    }

    @Test
    void concurrentMovesOfEachOtherUnderneath_oneWins() {
        start();
        exchange(byAnn(2_001, tree -> tree.move("x", "y")), byBob(2_000, tree -> tree.move("y", "x")));
        assertEquals(List.of("x"), inAnn().tops());
        assertEquals(List.of("x", "y"), inAnn().path("y"));
        assertEquals(3, inAnn().size());
    }

    @Test
    void concurrentMovesOfOneNode_laterWins() {
        start();
        exchange(byAnn(2_001, tree -> tree.moveToTop("z")), byBob(2_000, tree -> tree.move("z", "y")));
        assertEquals(List.of("x", "y", "z"), inAnn().tops());
        assertEquals(3, inAnn().size());
    }

    @Test
    void concurrentMovesAtOneTime_greaterReplicaWins() {
        start();
        exchange(byAnn(2_000, tree -> tree.moveToTop("z")), byBob(2_000, tree -> tree.move("z", "y")));
        assertEquals(List.of("y", "z"), inAnn().path("z"));
    }

    @Test
    void concurrentMoveAndRename_bothDo() {
        start();
        exchange(byAnn(2_001, tree -> tree.rename("z", "new")), byBob(2_000, tree -> tree.move("z", "y")));
        assertEquals(List.of("y", "z"), inAnn().path("z"));
        assertEquals(Optional.of("new"), inAnn().name("z"));
    }

    @Test
    void concurrentRenames_laterWins() {
        start();
        exchange(byAnn(2_001, tree -> tree.rename("z", "later")), byBob(2_000, tree -> tree.rename("z", "earlier")));
        assertEquals(Optional.of("later"), inBob().name("z"));
    }

    @Test
    void concurrentRemovalAndLaterMove_nodeStays() {
        start();
        exchange(byAnn(2_000, tree -> tree.remove("x")), byBob(2_001, tree -> tree.move("x", "y")));
        assertEquals(List.of("y", "x", "z"), inAnn().path("z"));
    }

    @Test
    void concurrentRemovalAndEarlierMove_nodeGoes() {
        start();
        exchange(byAnn(2_002, tree -> tree.remove("x")), byBob(2_001, tree -> tree.move("x", "y")));
        assertEquals(List.of("y"), inAnn().tops());
        assertEquals(1, inAnn().size());
        assertTrue(inAnn().isRemoved("z"));
    }

    @Test
    void movedOutOfParentThatIsRemovedConcurrently_stays() {
        start();
        exchange(byAnn(2_001, tree -> tree.remove("x")), byBob(2_000, tree -> tree.move("z", "y")));
        assertEquals(List.of("y", "z"), inAnn().path("z"));
        assertTrue(inAnn().isRemoved("x"));
    }

    @Test
    void addedBelowParentThatIsRemovedConcurrently_isRemovedWithIt_andCanBeMovedBack() {
        start();
        exchange(byAnn(2_000, tree -> tree.remove("x")), byBob(2_001, tree -> tree.add("n", "x", "new")));
        assertTrue(inAnn().isRemoved("n"));
        byAnn(2_002, tree -> tree.move("n", "y"));
        assertEquals(List.of("y", "n"), inAnn().path("n"));
        assertEquals(Optional.of("new"), inAnn().name("n"));
    }

    @Test
    void concurrentAddsOfOneId_areOneNode() {
        start();
        exchange(byAnn(2_000, tree -> tree.add("n", "x", "a")), byBob(2_001, tree -> tree.add("n", "y", "b")));
        assertEquals(List.of("y", "n"), inAnn().path("n"));
        assertEquals(Optional.of("b"), inAnn().name("n"));
        assertEquals(4, inAnn().size());
    }

    @Test
    void removedNode_comesBackWithAllBelowIt() {
        start();
        byAnn(2_000, tree -> tree.remove("x"));
        assertEquals(List.of("y"), inAnn().tops());
        byAnn(2_001, tree -> tree.move("x", "y"));
        assertEquals(List.of("y", "x", "z"), inAnn().path("z"));
        assertEquals(Optional.of("Z"), inAnn().name("z"));
    }

    @Test
    void moveThatLostItsCycle_takesEffectWhenAnEarlierOneComes() {
        start();
        var early = byAnn(2_000, tree -> tree.move("x", "y"));
        byBob(2_001, tree -> tree.move("y", "z"));
        assertEquals(List.of("x", "z", "y"), inBob().path("y"));
        bob.receive(early);
        assertEquals(List.of("y", "x", "z"), inBob().path("z"));
        MovableTree<String, String> third = new MovableTree<>();
        third.join(inBob().state());
        third.effect(new Tagged<>(
                new Move<>("z", Optional.empty(), Optional.empty()),
                new Dot(ReplicaId.of(3), 1),
                VersionVector.empty(),
                HybridTimestamp.of(1_999, 0)));
        assertEquals(List.of("z", "y", "x"), third.path("x"));
        third.checkInvariants();
    }

    @Test
    void moveWithinItsParent_leavesItsPlace() {
        start();
        byAnn(2_000, tree -> tree.moveToTop("x"));
        assertEquals(List.of("x", "y"), inAnn().tops());
    }

    @Test
    void operationBeforeWhatItNeeds_waitsInTheLog() {
        MovableTree<String, String> tree = new MovableTree<>();
        Tagged<TreeOperation<String, String>> parent = byAnn(1_000, prepared -> prepared.addTop("p"));
        Tagged<TreeOperation<String, String>> child = byAnn(1_001, prepared -> prepared.add("c", "p"));
        Tagged<TreeOperation<String, String>> renamed = byAnn(1_002, prepared -> prepared.rename("c", "C"));
        tree.effect(renamed);
        tree.effect(child);
        assertEquals(0, tree.size());
        assertFalse(tree.isRemoved("c"));
        tree.checkInvariants();
        tree.effect(parent);
        assertEquals(inAnn(), tree);
        assertEquals(Optional.of("C"), tree.name("c"));
        tree.effect(child);
        assertEquals(inAnn(), tree);
        tree.checkInvariants();
    }

    @Test
    void preparing_refusesWhatCannotBe() {
        start();
        byAnn(2_000, tree -> tree.add("w", "z"));
        byAnn(2_000, tree -> tree.remove("y"));
        for (Runnable mistake : List.<Runnable>of(
                () -> inAnn().addTop("x"),
                () -> inAnn().add("y", "x"),
                () -> inAnn().add("n", "nowhere"),
                () -> inAnn().add("n", "y"),
                () -> inAnn().move("x", "w"),
                () -> inAnn().move("x", "x"),
                () -> inAnn().move("x", "y"),
                () -> inAnn().move("n", "x"),
                () -> inAnn().moveToTop("n"),
                () -> inAnn().rename("n", "name"),
                () -> inAnn().rename("y", "name"),
                () -> inAnn().remove("y"),
                () -> inAnn().remove("n"),
                () -> inAnn().parent("y"),
                () -> inAnn().children("n"))) {
            String message =
                    assertThrows(IllegalArgumentException.class, mistake::run).getMessage();
            assertTrue(message.contains("node "), message);
        }
        assertThrows(NullPointerException.class, () -> inAnn().contains(null));
        assertThrows(NullPointerException.class, () -> inAnn().addTop(null));
        assertThrows(NullPointerException.class, () -> inAnn().validate(null));
    }

    @Test
    void changes_areReported() {
        start();
        List<TreeChange<String, String>> reports = new ArrayList<>();
        inAnn().observe(reports::add);
        byAnn(2_000, tree -> tree.add("w", "z", "W"));
        TreeNode<String, String> w = new TreeNode<>("w", Optional.of("z"), Optional.of("W"));
        assertEquals(new TreeChange<>(List.of(w), List.of(), List.of(), List.of()), reports.remove(0));
        byAnn(2_001, tree -> tree.move("w", "y"));
        Moved<String> moved = new Moved<>("w", Optional.of("z"), Optional.of("y"));
        assertEquals(new TreeChange<>(List.of(), List.of(moved), List.of(), List.of()), reports.remove(0));
        byAnn(2_002, tree -> tree.rename("w", "V"));
        Renamed<String, String> renamed = new Renamed<>("w", Optional.of("W"), Optional.of("V"));
        assertEquals(new TreeChange<>(List.of(), List.of(), List.of(renamed), List.of()), reports.remove(0));
        byAnn(2_003, tree -> tree.remove("y"));
        TreeNode<String, String> y = new TreeNode<>("y", Optional.empty(), Optional.of("Y"));
        TreeNode<String, String> v = new TreeNode<>("w", Optional.of("y"), Optional.of("V"));
        assertEquals(new TreeChange<>(List.of(), List.of(), List.of(), List.of(y, v)), reports.remove(0));
        byAnn(2_004, tree -> tree.moveToTop("y"));
        assertEquals(new TreeChange<>(List.of(y, v), List.of(), List.of(), List.of()), reports.remove(0));
        byAnn(2_005, tree -> tree.moveToTop("y"));
        inAnn().observe(null);
        byAnn(2_006, tree -> tree.remove("y"));
        assertEquals(List.of(), reports);
    }

    @Test
    void lateOperation_isReportedByWhatItChanges() {
        start();
        var early = byBob(2_000, tree -> tree.move("z", "y"));
        byAnn(2_001, tree -> tree.rename("z", "new"));
        List<TreeChange<String, String>> reports = new ArrayList<>();
        inAnn().observe(reports::add);
        ann.receive(early);
        Moved<String> moved = new Moved<>("z", Optional.of("x"), Optional.of("y"));
        assertEquals(List.of(new TreeChange<>(List.of(), List.of(moved), List.of(), List.of())), reports);
    }

    @Test
    void placeAmongSiblings_isReportedWhenAnEarlierMoveMakesItAnother() {
        start();
        byAnn(2_001, tree -> tree.move("z", "y"));
        byAnn(2_002, tree -> tree.add("w", "y"));
        byAnn(2_003, tree -> tree.move("z", "x"));
        byAnn(2_004, tree -> tree.move("z", "y"));
        assertEquals(List.of("w", "z"), inAnn().children("y"));
        List<TreeChange<String, String>> reports = new ArrayList<>();
        inAnn().observe(reports::add);
        MovableTree<String, String> other = new MovableTree<>();
        other.join(inAnn().state());
        inAnn().effect(new Tagged<>(
                new Move<>("x", Optional.of("z"), Optional.empty()),
                new Dot(BOB, 1),
                VersionVector.empty(),
                HybridTimestamp.of(2_002, 9)));
        assertEquals(List.of("z", "w"), inAnn().children("y"));
        assertEquals(2, reports.get(0).moved().size());
        assertTrue(reports.get(0).moved().contains(new Moved<>("z", Optional.of("y"), Optional.of("y"))));
    }

    @Test
    void nodeThatWentAndCame_isNotReportedWhenItTurnsOutThatItStayed() {
        start();
        byAnn(1_001, tree -> tree.addTop("w"));
        byAnn(1_002, tree -> tree.addTop("v"));
        inAnn().compact(VersionVector.of(ANN, 5));
        byAnn(2_001, tree -> tree.move("v", "x"));
        byAnn(2_002, tree -> tree.moveToTop("v"));
        assertEquals(List.of("x", "y", "w", "v"), inAnn().tops());
        List<TreeChange<String, String>> reports = new ArrayList<>();
        inAnn().observe(reports::add);
        inAnn().effect(new Tagged<>(
                new Move<>("x", Optional.of("v"), Optional.empty()),
                new Dot(BOB, 1),
                VersionVector.empty(),
                HybridTimestamp.of(2_000, 0)));
        assertEquals(List.of("y", "w", "v"), inAnn().tops());
        Moved<String> moved = new Moved<>("x", Optional.empty(), Optional.of("v"));
        assertEquals(List.of(new TreeChange<>(List.of(), List.of(moved), List.of(), List.of())), reports);
    }

    @Test
    void batch_isReportedOnce() {
        List<TreeChange<String, String>> reports = new ArrayList<>();
        inBob().observe(reports::add);
        inBob().effects(List.of(
                byAnn(1_000, tree -> tree.addTop("x")),
                byAnn(1_001, tree -> tree.add("z", "x")),
                byAnn(1_002, tree -> tree.moveToTop("z"))));
        assertEquals(1, reports.size());
        assertEquals(
                List.of("x", "z"),
                reports.get(0).added().stream().map(TreeNode::id).toList());
        assertEquals(List.of(), reports.get(0).moved());
    }

    @Test
    void idsAndNames_areOfAnyClass() {
        MovableTree<Integer, Map<String, Integer>> tree = new MovableTree<>();
        OpReplica<MovableTree<Integer, Map<String, Integer>>, TreeOperation<Integer, Map<String, Integer>>> site =
                new OpReplica<>(tree, ANN, new HybridClock(() -> Instant.EPOCH));
        site.update(it -> it.addTop(1, Map.of("size", 3)));
        site.update(it -> it.add(2, 1));
        assertEquals(Map.of("size", 3), tree.name(1).orElseThrow());
        assertEquals(Arrays.asList(1, 2), tree.path(2));
    }
}
