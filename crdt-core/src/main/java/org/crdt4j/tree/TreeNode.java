// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.tree;

import java.util.Objects;
import java.util.Optional;

/**
 * A node of a tree, and where it is.
 *
 * @param <N> what tells nodes apart
 * @param <V> their names
 * @param id which node
 * @param parent its parent; empty if it is at the top
 * @param name its name; empty if nobody gave it one
 */
public record TreeNode<N, V>(N id, Optional<N> parent, Optional<V> name) {

    /**
     * Checks that nothing is missing.
     *
     * @param id which node
     * @param parent its parent; empty if it is at the top
     * @param name its name; empty if nobody gave it one
     */
    public TreeNode {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(parent, "parent");
        Objects.requireNonNull(name, "name");
    }
}
