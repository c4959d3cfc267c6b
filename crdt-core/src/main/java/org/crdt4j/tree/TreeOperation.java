// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.tree;

import java.util.Objects;
import java.util.Optional;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;

/**
 * An operation of a {@link MovableTree} on one node. The tree's own methods prepare them.
 *
 * @param <N> what tells nodes apart
 * @param <V> their names
 */
public sealed interface TreeOperation<N, V> {

    /**
     * The node that it is about.
     *
     * @return its id
     */
    N node();

    /**
     * How operations are written.
     *
     * @param <N> what tells nodes apart
     * @param <V> their names
     * @return the format
     */
    static <N, V> WireFormat<TreeOperation<N, V>> format() {
        return new Format<>();
    }

    /**
     * Puts a node somewhere, whether it was there before or not.
     *
     * @param <N> what tells nodes apart
     * @param <V> their names
     * @param node the node
     * @param parent its new parent; empty for the top
     * @param name its new name; empty if it keeps the one it has
     */
    record Move<N, V>(N node, Optional<N> parent, Optional<V> name) implements TreeOperation<N, V> {

        /**
         * Checks that nothing is missing.
         *
         * @param node the node
         * @param parent its new parent; empty for the top
         * @param name its new name; empty if it keeps the one it has
         */
        public Move {
            Objects.requireNonNull(node, "node");
            Objects.requireNonNull(parent, "parent");
            Objects.requireNonNull(name, "name");
        }
    }

    /**
     * Gives a node another name.
     *
     * @param <N> what tells nodes apart
     * @param <V> their names
     * @param node the node
     * @param name its new name
     */
    record Rename<N, V>(N node, V name) implements TreeOperation<N, V> {

        /**
         * Checks both.
         *
         * @param node the node
         * @param name its new name
         */
        public Rename {
            Objects.requireNonNull(node, "node");
            Objects.requireNonNull(name, "name");
        }
    }

    /**
     * Puts a node into the trash.
     *
     * @param <N> what tells nodes apart
     * @param <V> their names
     * @param node the node
     */
    record Remove<N, V>(N node) implements TreeOperation<N, V> {

        /**
         * Checks that there is one.
         *
         * @param node the node
         */
        public Remove {
            Objects.requireNonNull(node, "node");
        }
    }

    /** One number for the kind and for what follows, then the node. */
    final class Format<N, V> implements WireFormat<TreeOperation<N, V>> {

        private static final int WITH_PARENT = 1;
        private static final int WITH_NAME = 2;
        private static final int RENAME = 4;
        private static final int REMOVE = 5;

        private Format() {}

        @Override
        public void write(TreeOperation<N, V> operation, WireOutput out) {
            if (operation instanceof Move<N, V> move) {
                out.writeCount((move.parent.isPresent() ? WITH_PARENT : 0) + (move.name.isPresent() ? WITH_NAME : 0));
                out.writeKey(move.node);
                move.parent.ifPresent(out::writeKey);
                move.name.ifPresent(out::writeValue);
            } else if (operation instanceof Rename<N, V> rename) {
                out.writeCount(RENAME);
                out.writeKey(rename.node);
                out.writeValue(rename.name);
            } else {
                out.writeCount(REMOVE);
                out.writeKey(operation.node());
            }
        }

        @Override
        @SuppressWarnings("unchecked")
        public TreeOperation<N, V> read(WireInput in) {
            long kind = in.readCount();
            if (kind > REMOVE) {
                throw WireInput.corrupt("no operation of a tree: " + kind);
            }
            N node = (N) in.readKey();
            if (kind == REMOVE) {
                return new Remove<>(node);
            }
            if (kind == RENAME) {
                return new Rename<>(node, (V) in.readValue());
            }
            Optional<N> parent = (kind & WITH_PARENT) == 0 ? Optional.empty() : Optional.of((N) in.readKey());
            Optional<V> name = (kind & WITH_NAME) == 0 ? Optional.empty() : Optional.of((V) in.readValue());
            return new Move<>(node, parent, name);
        }
    }
}
