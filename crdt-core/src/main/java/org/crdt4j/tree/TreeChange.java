// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.tree;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What changed in a tree. A node that is in none of the lists is where it was, under its name, and in the same order with such siblings.
 *
 * @param <N> what tells nodes apart
 * @param <V> their names
 * @param added nodes that are there now and were not, with all that is under them; parents come before their children
 * @param moved nodes that have another parent than before, or another place among their siblings
 * @param renamed nodes that have another name than before; they may have moved as well
 * @param removed nodes that were there and are not now, with all that was under them, as they were
 */
public record TreeChange<N, V>(
        List<TreeNode<N, V>> added, List<Moved<N>> moved, List<Renamed<N, V>> renamed, List<TreeNode<N, V>> removed) {

    /**
     * Copies the lists.
     *
     * @param added nodes that are there now and were not, with all that is under them; parents come before their children
     * @param moved nodes that have another parent than before, or another place among their siblings
     * @param renamed nodes that have another name than before; they may have moved as well
     * @param removed nodes that were there and are not now, with all that was under them, as they were
     */
    public TreeChange {
        added = List.copyOf(added);
        moved = List.copyOf(moved);
        renamed = List.copyOf(renamed);
        removed = List.copyOf(removed);
    }

    /**
     * A node that moved.
     *
     * @param <N> what tells nodes apart
     * @param id which node
     * @param from its parent before; empty if it was at the top
     * @param to its parent now; empty if it is at the top. The same as before if only its place among its siblings is another
     */
    public record Moved<N>(N id, Optional<N> from, Optional<N> to) {}

    /**
     * A node with a new name.
     *
     * @param <N> what tells nodes apart
     * @param <V> their names
     * @param id which node
     * @param before its name before
     * @param after its name now
     */
    public record Renamed<N, V>(N id, Optional<V> before, Optional<V> after) {}

    /* null if nothing changed */
    static <N, V> @Nullable TreeChange<N, V> orNull(TreeChange<N, V> change) {
        boolean isEmpty = change.added.isEmpty()
                && change.moved.isEmpty()
                && change.renamed.isEmpty()
                && change.removed.isEmpty();
        return isEmpty ? null : change;
    }

    /* the change between two values, each in preorder; null if there is none */
    static <N, V> @Nullable TreeChange<N, V> between(List<TreeNode<N, V>> before, List<TreeNode<N, V>> after) {
        Map<N, Integer> places = new HashMap<>();
        for (TreeNode<N, V> node : before) {
            places.put(node.id(), places.size());
        }
        List<TreeNode<N, V>> added = new ArrayList<>();
        List<Moved<N>> moved = new ArrayList<>();
        List<Renamed<N, V>> renamed = new ArrayList<>();
        Map<Optional<N>, Integer> lastKept = new HashMap<>();
        Set<N> present = new HashSet<>();
        for (TreeNode<N, V> node : after) {
            present.add(node.id());
            Integer place = places.get(node.id());
            if (place == null) {
                added.add(node);
                continue;
            }
            TreeNode<N, V> old = before.get(place);
            if (old.parent().equals(node.parent()) && place > lastKept.getOrDefault(node.parent(), -1)) {
                lastKept.put(node.parent(), place);
            } else {
                moved.add(new Moved<>(node.id(), old.parent(), node.parent()));
            }
            if (!old.name().equals(node.name())) {
                renamed.add(new Renamed<>(node.id(), old.name(), node.name()));
            }
        }
        List<TreeNode<N, V>> removed =
                before.stream().filter(node -> !present.contains(node.id())).toList();
        return orNull(new TreeChange<>(added, moved, renamed, removed));
    }
}
