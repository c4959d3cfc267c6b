// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.tree;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.OpCrdt;
import org.crdt4j.crdt.OpType;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.tree.Branch.Node;
import org.crdt4j.tree.TreeOperation.Move;
import org.crdt4j.tree.TreeOperation.Remove;
import org.crdt4j.tree.TreeOperation.Rename;
import org.jspecify.annotations.Nullable;

/**
 * A tree whose nodes can be moved at any replica at any time: never a cycle, never two copies (movable tree, tree move CRDT,
 * operation-based).
 *
 * <p>The value is as if all operations had been done one after the other, by time and dot, wherever they were made; one that would then put
 * a node below itself, or below a node that is not there, is left out. So of two concurrent moves of a node the later one counts. Of
 * concurrent moves of x below y and of y below x the earlier one does: the later one would make a cycle. Concurrent renames: the later one
 * counts. A concurrent move and rename of a node both do. Concurrent move and removal of a node: the later one counts. A node that is put
 * below another while that one is removed is removed with it; one that is moved away while its parent is removed stays. Concurrent adds of
 * one id are one node, where the later one puts it.
 *
 * <p>Nodes have ids of your choice, names that need not be distinct, and there can be several at the top. To remove a node is to move it to
 * a trash that queries do not show, with all that is below it; to {@linkplain #move move} it from there brings all that back. Children are
 * in the order in which they came to their parent.
 *
 * <p>Operations need not come in causal order for all to become equal; while some are missing, what depends on them has no effect.
 * {@link #compact Compaction} needs it.
 *
 * <p>Time: preparing, and the queries for one node, take O(depth), {@code children} O(children), a walk, {@link #size} after a change, and
 * {@link #value} O(nodes). Taking an operation takes O(1). What came takes effect when somebody asks, or observes: that takes O(depth) for each
 * operation, and for all in the log that are later than the earliest of those that came, which are undone and done again. So a hundred
 * operations that come late cost hardly more than one, if nobody asks in between. Memory: a removed node stays for good; an operation stays
 * in the log until it is {@linkplain #compact stable}. Ids need {@code equals} and {@code hashCode}; ids and names must be immutable. Not
 * thread-safe.
 *
 * <p>Kleppmann, Mulligan, Gomes, Beresford, "A highly-available move operation for replicated trees", 2021.
 *
 * @param <N> what tells nodes apart
 * @param <V> their names
 */
public final class MovableTree<N, V> extends ReadableTree<N, V>
        implements OpCrdt<TreeOperation<N, V>, TreeState<N, V>, TreeChange<N, V>> {

    /* The value is a function of the set of operations: those of the log in their order, done by Forest. So effects commute, and the
     * join of two states is the union of their operations.
     *
     * Why truncation is right. Times are hybrid: an author's operation is later than all that had taken effect at the author. compact
     * demands that each operation which has not taken effect here, made already or not, is of an author where all stable ones had
     * taken effect. So each is later than every stable one. Let s be the last of the operations that are dropped: it is stable, hence
     * all that are still to come are after s. What is dropped keeps its place for good, and is never undone.
     *
     * For that it would do to drop all up to the last stable operation. Dropped are fewer: up to the first that is not stable. Then
     * what is dropped has reached everybody, so nobody will send it again, and a state that was truncated later has all that a state
     * truncated earlier can have in its log up to there.
     *
     * It is not enough for stability that every replica has said "I have these". One that says so may have made an operation before,
     * with an earlier time, which is still on its way to us: its word must count only once all that it had made until then has taken
     * effect here. Horizon.covers finds out if it did not. */

    private static final OpType<MovableTree<Object, Object>, TreeOperation<Object, Object>, TreeState<Object, Object>>
            TYPE = new OpType<>(
                    "movable-tree", TreeState.bottom(), MovableTree::new, TreeOperation.format(), TreeState.format());

    private final MoveLog<N, V> log = new MoveLog<>();
    private @Nullable Consumer<? super TreeChange<N, V>> observer;
    private int size;
    private boolean isCounted = true;

    /** An empty tree. */
    public MovableTree() {}

    /**
     * The type.
     *
     * @param <N> what tells nodes apart
     * @param <V> their names
     * @return its descriptor
     */
    @SuppressWarnings("unchecked")
    public static <N, V> OpType<MovableTree<N, V>, TreeOperation<N, V>, TreeState<N, V>> type() {
        return (OpType<MovableTree<N, V>, TreeOperation<N, V>, TreeState<N, V>>) (OpType<?, ?, ?>) TYPE;
    }

    @Override
    Forest<N, V> forest() {
        return log.forest();
    }

    @Override
    public int size() {
        Forest<N, V> now = forest();
        if (!isCounted) {
            int[] count = {0};
            now.forEachBelow(now.root(), node -> count[0]++);
            size = count[0];
            isCounted = true;
        }
        return size;
    }

    /** The nodes, each before its children. */
    @Override
    public List<TreeNode<N, V>> value() {
        List<TreeNode<N, V>> nodes = new ArrayList<>();
        walk(nodes::add);
        return Collections.unmodifiableList(nodes);
    }

    /**
     * How many operations are in the log.
     *
     * @return their number; {@link #compact} makes it smaller
     */
    public int logSize() {
        return log.size();
    }

    /**
     * Prepares to add a node without a name at the top.
     *
     * @param id the node
     * @return the operation
     * @throws IllegalArgumentException if there is or was such a node
     */
    public TreeOperation<N, V> addTop(N id) {
        return new Move<>(newId(id), Optional.empty(), Optional.empty());
    }

    /**
     * Prepares to add a node at the top.
     *
     * @param id the node
     * @param name its name
     * @return the operation
     * @throws IllegalArgumentException if there is or was such a node
     */
    public TreeOperation<N, V> addTop(N id, V name) {
        return new Move<>(newId(id), Optional.empty(), Optional.of(name));
    }

    /**
     * Prepares to add a node without a name below another.
     *
     * @param id the node
     * @param parent where
     * @return the operation
     * @throws IllegalArgumentException if there is or was such a node, or if the parent is not in the tree
     */
    public TreeOperation<N, V> add(N id, N parent) {
        return new Move<>(newId(id), Optional.of(get(parent).id), Optional.empty());
    }

    /**
     * Prepares to add a node below another.
     *
     * @param id the node
     * @param parent where
     * @param name its name
     * @return the operation
     * @throws IllegalArgumentException if there is or was such a node, or if the parent is not in the tree
     */
    public TreeOperation<N, V> add(N id, N parent, V name) {
        return new Move<>(newId(id), Optional.of(get(parent).id), Optional.of(name));
    }

    private N newId(N id) {
        if (forest().get(Objects.requireNonNull(id, "id")) != null) {
            throw new IllegalArgumentException(
                    contains(id)
                            ? "node " + id + " is in the tree already: move it"
                            : "there was a node " + id
                                    + ": move it to bring it back, with what is below it, or take another id");
        }
        return id;
    }

    /**
     * Prepares to move a node to the top, with all that is below it. A removed node comes back.
     *
     * @param id the node
     * @return the operation
     * @throws IllegalArgumentException if there never was such a node
     */
    public TreeOperation<N, V> moveToTop(N id) {
        return new Move<>(known(id).id, Optional.empty(), Optional.empty());
    }

    /**
     * Prepares to move a node below another, with all that is below it. A removed node comes back.
     *
     * @param id the node
     * @param parent where to
     * @return the operation
     * @throws IllegalArgumentException if there never was such a node, if the parent is not in the tree, or if it is below the node
     */
    public TreeOperation<N, V> move(N id, N parent) {
        Node<N, V> node = known(id);
        Node<N, V> target = get(parent);
        if (forest().isWithin(target, node)) {
            throw new IllegalArgumentException(
                    "node " + id + " cannot be moved below " + parent + ", which is below it already, or is the same");
        }
        return new Move<>(node.id, Optional.of(target.id), Optional.empty());
    }

    private Node<N, V> known(N id) {
        Node<N, V> node = forest().get(Objects.requireNonNull(id, "id"));
        return node == null ? get(id) : node;
    }

    /**
     * Prepares to give a node another name.
     *
     * @param id the node
     * @param name its new name
     * @return the operation
     * @throws IllegalArgumentException if the node is not in the tree
     */
    public TreeOperation<N, V> rename(N id, V name) {
        return new Rename<>(get(id).id, name);
    }

    /**
     * Prepares to remove a node, with all that is below it.
     *
     * @param id the node
     * @return the operation
     * @throws IllegalArgumentException if the node is not in the tree
     */
    public TreeOperation<N, V> remove(N id) {
        return new Remove<>(get(id).id);
    }

    /** Accepts every operation: what cannot be done in its turn is left out, by all alike. */
    @Override
    public void validate(TreeOperation<N, V> operation) {
        Objects.requireNonNull(operation, "operation");
    }

    /**
     * Takes an operation. If nobody observes, it takes effect when somebody asks.
     *
     * @throws org.crdt4j.error.StaleReplicaException if it is earlier than what was {@linkplain #compact dropped as stable}; nothing
     *     has changed
     */
    @Override
    public void effect(Tagged<TreeOperation<N, V>> operation) {
        effects(List.of(operation));
    }

    /**
     * Takes several operations, and makes one report of what they change together. Late ones take hardly longer than the earliest of
     * them alone.
     *
     * @param operations the operations
     * @throws org.crdt4j.error.StaleReplicaException if one is earlier than what was {@linkplain #compact dropped as stable}; those
     *     before it have been taken
     */
    public void effects(Collection<Tagged<TreeOperation<N, V>>> operations) {
        try {
            for (Tagged<TreeOperation<N, V>> each : operations) {
                log.add(new Logged<>(new Stamp(each.time(), each.dot()), each.operation()));
                isCounted = false;
            }
        } finally {
            settleAndReport();
        }
    }

    private void settleAndReport() {
        if (observer != null) {
            report(log.settleAndReport());
        }
    }

    private void report(@Nullable TreeChange<N, V> change) {
        if (observer != null && change != null) {
            observer.accept(change);
        }
    }

    /**
     * What it knows, as an immutable value.
     *
     * @return the state, in O(log), after a {@link #compact} once O(nodes)
     */
    @Override
    public TreeState<N, V> state() {
        return log.state();
    }

    /**
     * Takes over the operations of another replica.
     *
     * @param other its state
     * @return whether anything was new
     * @throws org.crdt4j.error.StaleReplicaException if one of both was truncated where the other had operations still to come;
     *     nothing has changed
     * @throws org.crdt4j.error.DuplicateReplicaException if both have different operations of one name; nothing has changed
     */
    @Override
    public boolean join(TreeState<N, V> other) {
        isCounted = false;
        if (!other.horizon().isAfter(log.horizon())) {
            boolean isGrown = log.addAll(other);
            settleAndReport();
            return isGrown;
        }
        TreeState<N, V> joined = state().join(other);
        List<TreeNode<N, V>> before = observer == null ? List.of() : value();
        log.takeOver(joined);
        report(observer == null ? null : TreeChange.between(before, value()));
        return true;
    }

    /**
     * Drops operations from the log that can no longer be undone, because none that is still to come can be earlier.
     *
     * @param stable operations that have taken effect here, and at the author of every operation that has not taken effect here
     *     before the author made it. It is not enough that every replica has confirmed these: whatever it had made until it did must
     *     have taken effect here as well
     */
    @Override
    public void compact(VersionVector stable) {
        log.truncate(stable);
    }

    @Override
    public void observe(@Nullable Consumer<? super TreeChange<N, V>> newObserver) {
        log.settle();
        observer = newObserver;
    }

    @Override
    public void checkInvariants() {
        log.checkInvariants();
    }

    /** Equal if what they know is: as states, whatever replica they live at. */
    @Override
    public boolean equals(Object object) {
        return object instanceof MovableTree<?, ?> other && state().equals(other.state());
    }

    @Override
    public int hashCode() {
        return state().hashCode();
    }

    @Override
    public String toString() {
        return "MovableTree" + value();
    }
}
