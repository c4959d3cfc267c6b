// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.tree;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.crdt4j.tree.Branch.Node;
import org.crdt4j.tree.TreeChange.Moved;
import org.crdt4j.tree.TreeChange.Renamed;
import org.jspecify.annotations.Nullable;

/** Makes one report of all that a run of steps did, in both directions. */
final class Changes<N, V> {

    /* Most of what a late operation has undone is done again as it was. So the steps only note what a node was, at the node itself; of the
     * notes those are kept that say something else than the node. A node without a note has its parent and its name as before, and came
     * or went together with its parent. So beside the notes the report takes time in proportion to the nodes that changed, their depth,
     * and the nodes that came or went with them. */

    private final Forest<N, V> forest;
    private final List<Node<N, V>> noted = new ArrayList<>();
    private final Map<Node<N, V>, Boolean> visibleBefore = new HashMap<>();
    private final List<TreeNode<N, V>> added = new ArrayList<>();
    private final List<Moved<N>> moved = new ArrayList<>();
    private final List<Renamed<N, V>> renamed = new ArrayList<>();
    private final List<TreeNode<N, V>> removed = new ArrayList<>();

    record Before<N, V>(
            @Nullable Branch<N, V> parent,
            @Nullable V name,
            @Nullable Placing placing) {}

    Changes(Forest<N, V> forest) {
        this.forest = forest;
    }

    /** Keeps what a node is before it changes. */
    void note(Node<N, V> node) {
        if (node.noted == null) {
            node.noted = new Before<>(node.parent, node.name, node.placing);
            noted.add(node);
        }
    }

    /** The report; null if nothing that can be seen is different. */
    @Nullable
    TreeChange<N, V> report() {
        noted.removeIf(Changes::isAsBefore);
        for (Node<N, V> node : noted) {
            boolean was = wasVisible(node);
            boolean is = node.parent != null && forest.isVisible(node);
            Before<N, V> before = node.noted;
            if (was && is && before != null) {
                compare(node, before);
            } else if (was) {
                addRemoved(node);
            } else if (is && wasVisibleOrRoot(node.parent)) {
                addAdded(node);
            }
        }
        noted.forEach(node -> node.noted = null);
        return TreeChange.orNull(new TreeChange<>(added, moved, renamed, removed));
    }

    private static <N, V> boolean isAsBefore(Node<N, V> node) {
        Before<N, V> before = node.noted;
        boolean isSame = before != null
                && before.parent == node.parent
                && before.placing == node.placing
                && Objects.equals(before.name, node.name);
        if (isSame) {
            node.noted = null;
        }
        return isSame;
    }

    private void compare(Node<N, V> node, Before<N, V> before) {
        if (before.parent != node.parent || isReordered(node)) {
            moved.add(new Moved<>(node.id, Forest.idOf(before.parent), Forest.idOf(node.parent)));
        }
        if (!Objects.equals(before.name, node.name)) {
            renamed.add(new Renamed<>(node.id, Optional.ofNullable(before.name), Optional.ofNullable(node.name)));
        }
    }

    private boolean isReordered(Node<N, V> node) {
        Branch<N, V> parent = node.parent;
        if (parent == null || placingBefore(node) == node.placing) {
            return false;
        }
        boolean[] isReordered = {false};
        parent.forEachChild(sibling -> {
            if (sibling != node && parentBefore(sibling) == parent) {
                boolean wasAfter = Placing.isAfter(placingBefore(node), placingBefore(sibling));
                isReordered[0] |= wasAfter != Placing.isAfter(node.placing, sibling.placing);
            }
        });
        return isReordered[0];
    }

    private @Nullable Branch<N, V> parentBefore(Node<N, V> node) {
        return node.noted == null ? node.parent : node.noted.parent;
    }

    private @Nullable Placing placingBefore(Node<N, V> node) {
        return node.noted == null ? node.placing : node.noted.placing;
    }

    private boolean wasVisibleOrRoot(@Nullable Branch<N, V> branch) {
        return branch instanceof Node<N, V> node ? wasVisible(node) : branch == forest.root();
    }

    private boolean wasVisible(Node<N, V> node) {
        List<Node<N, V>> way = new ArrayList<>();
        Branch<N, V> at = node;
        Boolean known = null;
        while (known == null && at instanceof Node<N, V> below) {
            known = visibleBefore.get(below);
            if (known == null) {
                way.add(below);
                at = parentBefore(below);
            }
        }
        boolean visible = known != null ? known : at == forest.root();
        way.forEach(each -> visibleBefore.put(each, visible));
        return visible;
    }

    /* with those below that came along */
    private void addAdded(Node<N, V> top) {
        List<Node<N, V>> pile = new ArrayList<>(List.of(top));
        while (!pile.isEmpty()) {
            Node<N, V> node = pile.remove(pile.size() - 1);
            added.add(forest.view(node));
            node.forEachChild(child -> {
                if (!wasVisible(child)) {
                    pile.add(child);
                }
            });
        }
    }

    /* with those below that went along; noted ones have their own turn */
    private void addRemoved(Node<N, V> top) {
        List<Node<N, V>> pile = new ArrayList<>(List.of(top));
        while (!pile.isEmpty()) {
            Node<N, V> node = pile.remove(pile.size() - 1);
            Before<N, V> before = node.noted;
            removed.add(
                    before == null
                            ? forest.view(node)
                            : new TreeNode<>(node.id, Forest.idOf(before.parent), Optional.ofNullable(before.name)));
            node.forEachChild(child -> {
                if (child.noted == null) {
                    pile.add(child);
                }
            });
        }
    }
}
