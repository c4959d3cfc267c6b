// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.tree;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.crdt4j.tree.Branch.Node;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked of a tree. Queries for one node take O(depth), {@code children} O(depth + children), a walk O(nodes). Not thread-safe:
 * a query may let operations take effect.
 *
 * @param <N> what tells nodes apart
 * @param <V> their names
 */
public abstract sealed class ReadableTree<N, V> permits MovableTree {

    ReadableTree() {}

    abstract Forest<N, V> forest();

    private @Nullable Node<N, V> find(Object id) {
        Node<N, V> node = forest().get(Objects.requireNonNull(id, "id"));
        return node != null && forest().isVisible(node) ? node : null;
    }

    Node<N, V> get(Object id) {
        Node<N, V> node = find(id);
        if (node == null) {
            throw new IllegalArgumentException(
                    forest().get(id) == null
                            ? "node " + id + " is not in the tree: add it first"
                            : "node " + id + " was removed: move it to bring it back");
        }
        return node;
    }

    /**
     * Whether a node is in the tree, and not removed.
     *
     * @param id the node
     * @return whether it is
     */
    public boolean contains(Object id) {
        return find(id) != null;
    }

    /**
     * Whether a node was in the tree and is now in the trash, itself or a node above it. It can be moved back.
     *
     * @param id the node
     * @return whether it is
     */
    public boolean isRemoved(Object id) {
        Node<N, V> node = forest().get(Objects.requireNonNull(id, "id"));
        return node != null && !forest().isVisible(node);
    }

    /**
     * The number of nodes that are in the tree.
     *
     * @return how many there are
     */
    public abstract int size();

    /**
     * Where a node is.
     *
     * @param id the node
     * @return its parent; empty if it is at the top
     * @throws IllegalArgumentException if it is not in the tree
     */
    public Optional<N> parent(N id) {
        return Forest.idOf(get(id).parent);
    }

    /**
     * The name of a node.
     *
     * @param id the node
     * @return its name; empty if nobody gave it one
     * @throws IllegalArgumentException if it is not in the tree
     */
    public Optional<V> name(N id) {
        return Optional.ofNullable(get(id).name);
    }

    /**
     * The nodes at the top.
     *
     * @return their ids, in the order in which they came there
     */
    public List<N> tops() {
        return childrenOf(forest().root());
    }

    /**
     * The children of a node.
     *
     * @param id the node
     * @return their ids, in the order in which they came there
     * @throws IllegalArgumentException if the node is not in the tree
     */
    public List<N> children(N id) {
        return childrenOf(get(id));
    }

    private List<N> childrenOf(Branch<N, V> branch) {
        List<N> children = new ArrayList<>();
        branch.forEachChild(child -> children.add(child.id));
        return Collections.unmodifiableList(children);
    }

    /**
     * The way to a node.
     *
     * @param id the node
     * @return the nodes from the top to this one, both included
     * @throws IllegalArgumentException if the node is not in the tree
     */
    public List<N> path(N id) {
        List<N> path = new ArrayList<>();
        Branch<N, V> branch = get(id);
        while (branch instanceof Node<N, V> node) {
            path.add(node.id);
            branch = node.parent;
        }
        Collections.reverse(path);
        return Collections.unmodifiableList(path);
    }

    /**
     * How deep a node is.
     *
     * @param id the node
     * @return how many nodes are above it
     * @throws IllegalArgumentException if the node is not in the tree
     */
    public int depth(N id) {
        return path(id).size() - 1;
    }

    /**
     * Visits the whole tree, each node before its children. The visitor must not change this tree.
     *
     * @param visitor takes the nodes
     */
    public void walk(Consumer<? super TreeNode<N, V>> visitor) {
        walkBelow(forest().root(), visitor);
    }

    /**
     * Visits a node and all that is below it, each node before its children. The visitor must not change this tree.
     *
     * @param id where to begin
     * @param visitor takes the nodes
     * @throws IllegalArgumentException if the node is not in the tree
     */
    public void walk(N id, Consumer<? super TreeNode<N, V>> visitor) {
        Node<N, V> top = get(id);
        visitor.accept(forest().view(top));
        walkBelow(top, visitor);
    }

    private void walkBelow(Branch<N, V> top, Consumer<? super TreeNode<N, V>> visitor) {
        Forest<N, V> now = forest();
        now.forEachBelow(top, node -> visitor.accept(now.view(node)));
    }
}
