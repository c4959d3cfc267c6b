// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.tree;

import java.util.function.Consumer;
import org.crdt4j.tree.Changes.Before;
import org.jspecify.annotations.Nullable;

/** What can have children: a node, the top of the tree, the trash. */
class Branch<N, V> {

    @Nullable
    Node<N, V> first;

    @Nullable
    Node<N, V> last;

    void forEachChild(Consumer<? super Node<N, V>> action) {
        for (Node<N, V> child = first; child != null; child = child.next) {
            action.accept(child);
        }
    }

    int countChildren() {
        int count = 0;
        for (Node<N, V> child = first; child != null; child = child.next) {
            count++;
        }
        return count;
    }

    /* before a child, or at the end */
    void insert(Node<N, V> node, @Nullable Node<N, V> before) {
        Node<N, V> after = before == null ? last : before.previous;
        node.parent = this;
        node.previous = after;
        node.next = before;
        if (after == null) {
            first = node;
        } else {
            after.next = node;
        }
        if (before == null) {
            last = node;
        } else {
            before.previous = node;
        }
    }

    void remove(Node<N, V> node) {
        if (node.previous == null) {
            first = node.next;
        } else {
            node.previous.next = node.next;
        }
        if (node.next == null) {
            last = node.previous;
        } else {
            node.next.previous = node.previous;
        }
        node.parent = null;
        node.previous = null;
        node.next = null;
    }

    /** A node, or the name of one that is not placed. */
    static final class Node<N, V> extends Branch<N, V> {

        final N id;

        @Nullable
        V name;

        @Nullable
        Branch<N, V> parent;

        @Nullable
        Node<N, V> previous;

        @Nullable
        Node<N, V> next;

        @Nullable
        Placing placing;

        int mentions;

        @Nullable
        Before<N, V> noted;

        Node(N id) {
            this.id = id;
        }
    }
}
