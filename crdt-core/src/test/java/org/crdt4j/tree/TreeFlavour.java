// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.tree;

import java.util.List;
import org.crdt4j.causality.VersionVector;

/** What the simulation drives: the library's tree, or another that claims to be one. */
interface TreeFlavour {

    void effect(Made operation);

    List<TreeNode<String, String>> value();

    default void compact(VersionVector stable) {}

    default void check() {}

    /** The library's. */
    record Ours(MovableTree<String, String> tree) implements TreeFlavour {

        @Override
        public void effect(Made operation) {
            tree.effect(operation.tagged());
        }

        @Override
        public List<TreeNode<String, String>> value() {
            return tree.value();
        }

        @Override
        public void compact(VersionVector stable) {
            tree.compact(stable);
        }

        @Override
        public void check() {
            tree.checkInvariants();
        }
    }
}
