// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.tree;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.crdt4j.tree.Branch.Node;
import org.crdt4j.tree.TreeOperation.Move;
import org.crdt4j.tree.TreeOperation.Rename;
import org.jspecify.annotations.Nullable;

/** The nodes, with parents and children, changed by steps which are taken back in the opposite order. */
final class Forest<N, V> {

    /* A node is placed if it has a parent. Only a placed node gets children, and a step that places a node is taken back after those
     * that came later, so every placed node hangs below the root or the trash. A step is refused if it would put a node below itself.
     *
     * A step appends to the children of the new parent, so that children are in the order of the steps that put them there, and no
     * query sorts. When a step is taken back, both parents' children are again as they were when it was done: the node that came next
     * then stands where it stood, and one pointer is enough to go back before it. */

    private final Branch<N, V> root = new Branch<>();
    private final Branch<N, V> trash = new Branch<>();
    private final Map<N, Node<N, V>> nodes = new HashMap<>();
    private long ranks;
    private @Nullable Changes<N, V> changes;

    /** An operation of the log with what is needed to take it back. */
    static final class Step<N, V> {

        private final Logged<N, V> logged;
        private final Node<N, V> node;
        private final @Nullable Branch<N, V> target;
        private final @Nullable V name;
        private boolean isDone;
        private final Placing placing;
        private boolean isPlaced;
        private @Nullable V oldName;
        private @Nullable Branch<N, V> oldParent;
        private @Nullable Node<N, V> oldNext;
        private @Nullable Placing oldPlacing;

        private Step(Logged<N, V> logged, Node<N, V> node, @Nullable Branch<N, V> target, @Nullable V name) {
            this.logged = logged;
            this.node = node;
            this.target = target;
            this.name = name;
            this.placing = Placing.by(logged.stamp());
        }

        Logged<N, V> logged() {
            return logged;
        }
    }

    Forest() {}

    /** The nodes as they were before the log began. */
    Forest(BaseTree<N, V> base) {
        Deque<Branch<N, V>> way = new ArrayDeque<>();
        Deque<Integer> left = new ArrayDeque<>();
        int tops = base.tops();
        for (BaseTree.Entry<N, V> entry : base.entries()) {
            while (!left.isEmpty() && left.element() == 0) {
                left.pop();
                way.pop();
            }
            Branch<N, V> parent = way.isEmpty() ? (tops-- > 0 ? root : trash) : way.element();
            Node<N, V> node = nodeOf(entry.id());
            node.name = entry.name();
            node.placing = Placing.before(++ranks);
            parent.insert(node, null);
            if (!left.isEmpty()) {
                left.push(left.pop() - 1);
            }
            way.push(node);
            left.push(entry.children());
        }
    }

    /** Has every change of a node noted from now on, or no more. */
    void noteIn(@Nullable Changes<N, V> newChanges) {
        changes = newChanges;
    }

    Branch<N, V> root() {
        return root;
    }

    Branch<N, V> trash() {
        return trash;
    }

    @Nullable
    Node<N, V> get(Object id) {
        Node<N, V> node = nodes.get(id);
        return node == null || node.parent == null ? null : node;
    }

    private Node<N, V> nodeOf(N id) {
        return nodes.computeIfAbsent(id, Node::new);
    }

    /** Whether a placed node hangs below the root, not below the trash. In O(depth). */
    boolean isVisible(Node<N, V> node) {
        Branch<N, V> branch = node;
        while (branch instanceof Node<N, V> below) {
            branch = below.parent;
        }
        return branch == root;
    }

    /** Whether a branch is a node or hangs below it. In O(depth). */
    boolean isWithin(@Nullable Branch<N, V> branch, Node<N, V> node) {
        Branch<N, V> at = branch;
        while (at instanceof Node<N, V> below) {
            if (below == node) {
                return true;
            }
            at = below.parent;
        }
        return false;
    }

    /** The step of an operation, not done yet. */
    Step<N, V> stepOf(Logged<N, V> logged) {
        TreeOperation<N, V> operation = logged.operation();
        Node<N, V> node = nodeOf(operation.node());
        node.mentions++;
        if (operation instanceof Move<N, V> move) {
            Branch<N, V> target =
                    move.parent().isEmpty() ? root : nodeOf(move.parent().get());
            if (target instanceof Node<N, V> parent) {
                parent.mentions++;
            }
            return new Step<>(logged, node, target, move.name().orElse(null));
        }
        return operation instanceof Rename<N, V> rename
                ? new Step<>(logged, node, null, rename.name())
                : new Step<>(logged, node, trash, null);
    }

    private boolean isPossible(Step<N, V> step) {
        if (!(step.logged.operation() instanceof Move)) {
            return step.node.parent != null;
        }
        boolean hasTarget = !(step.target instanceof Node<N, V> parent) || parent.parent != null;
        return hasTarget && !isWithin(step.target, step.node);
    }

    /** Does a step, after all that are done. It has no effect if it would make a cycle, or if a node that it needs is not there. */
    void apply(Step<N, V> step) {
        step.isDone = isPossible(step);
        if (!step.isDone) {
            return;
        }
        Node<N, V> node = step.node;
        note(node);
        step.oldName = node.name;
        if (step.name != null) {
            node.name = step.name;
        }
        step.isPlaced = step.target != null && step.target != node.parent;
        if (step.isPlaced) {
            step.oldParent = node.parent;
            step.oldNext = node.next;
            step.oldPlacing = node.placing;
            move(node, step.target, null);
            node.placing = step.placing;
        }
    }

    /** Takes the last step back that is done. */
    void undo(Step<N, V> step) {
        if (!step.isDone) {
            return;
        }
        Node<N, V> node = step.node;
        note(node);
        node.name = step.oldName;
        if (step.isPlaced) {
            move(node, step.oldParent, step.oldNext);
            node.placing = step.oldPlacing;
        }
        step.isDone = false;
    }

    private void note(Node<N, V> node) {
        if (changes != null) {
            changes.note(node);
        }
    }

    private static <N, V> void move(Node<N, V> node, @Nullable Branch<N, V> to, @Nullable Node<N, V> before) {
        if (node.parent != null) {
            node.parent.remove(node);
        }
        if (to != null) {
            to.insert(node, before);
        }
    }

    /** Makes a step final. What it has kept is let go, and nodes of which only it knew. */
    void forget(Step<N, V> step) {
        step.oldName = null;
        step.oldParent = null;
        step.oldNext = null;
        step.oldPlacing = null;
        step.placing.settle(++ranks);
        unmention(step.node);
        if (step.logged.operation() instanceof Move<N, V> && step.target instanceof Node<N, V> parent) {
            unmention(parent);
        }
    }

    private void unmention(Node<N, V> node) {
        node.mentions--;
        if (node.mentions == 0 && node.parent == null) {
            nodes.remove(node.id);
        }
    }

    /** The nodes below a branch, each before its children. */
    void forEachBelow(Branch<N, V> top, Consumer<? super Node<N, V>> action) {
        Branch<N, V> at = top;
        while (at != null) {
            Node<N, V> following = at.first;
            while (following == null && at != top && at instanceof Node<N, V> left) {
                following = left.next;
                at = left.parent == null ? top : left.parent;
            }
            if (following != null) {
                action.accept(following);
            }
            at = following;
        }
    }

    TreeNode<N, V> view(Node<N, V> node) {
        return new TreeNode<>(node.id, idOf(node.parent), Optional.ofNullable(node.name));
    }

    static <N, V> Optional<N> idOf(@Nullable Branch<N, V> branch) {
        return branch instanceof Node<N, V> node ? Optional.of(node.id) : Optional.empty();
    }

    /** The nodes as a value. */
    BaseTree<N, V> snapshot() {
        List<BaseTree.Entry<N, V>> entries = new ArrayList<>();
        Consumer<Node<N, V>> add = node -> entries.add(new BaseTree.Entry<>(node.id, node.name, node.countChildren()));
        forEachBelow(root, add);
        forEachBelow(trash, add);
        return new BaseTree<>(entries, root.countChildren());
    }

    /** How many operations of the log are about nodes; each move under a node counts twice. */
    void checkInvariants(long mentions) {
        int[] placed = {0};
        for (Branch<N, V> top : List.of(root, trash)) {
            checkChildren(top);
            forEachBelow(top, node -> {
                placed[0]++;
                checkChildren(node);
            });
        }
        long known = 0;
        long parents = 0;
        for (Map.Entry<N, Node<N, V>> entry : nodes.entrySet()) {
            Node<N, V> node = entry.getValue();
            known += node.mentions;
            parents += node.parent == null ? 0 : 1;
            if (!node.id.equals(entry.getKey())
                    || (node.parent == null && (node.mentions == 0 || node.first != null))) {
                throw new IllegalStateException("node " + node.id + " is kept for nothing, or below nothing");
            }
        }
        if (placed[0] != parents || known != mentions) {
            throw new IllegalStateException(placed[0] + " nodes in the tree, " + parents + " with a parent; " + known
                    + " mentions instead of " + mentions);
        }
    }

    private void checkChildren(Branch<N, V> branch) {
        Node<N, V> before = null;
        for (Node<N, V> child = branch.first; child != null; child = child.next) {
            if (child.parent != branch || child.previous != before || nodes.get(child.id) != child) {
                throw new IllegalStateException("node " + child.id + " is not where its parent has it");
            }
            if (before != null && !Placing.isAfter(child.placing, before.placing)) {
                throw new IllegalStateException("node " + child.id + " came before " + before.id);
            }
            before = child;
        }
        if (branch.last != before) {
            throw new IllegalStateException("the last child is not the last");
        }
    }
}
