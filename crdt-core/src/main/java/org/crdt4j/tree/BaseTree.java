// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.tree;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;
import org.crdt4j.error.LimitExceededException;
import org.crdt4j.internal.Collisions;
import org.jspecify.annotations.Nullable;

/**
 * Nodes as a value: each before its children, those in the trash at the end. Written like that, no node can be below itself.
 *
 * @param entries the nodes
 * @param tops how many have no parent and are not in the trash
 */
record BaseTree<N, V>(List<Entry<N, V>> entries, int tops) {

    BaseTree {
        entries = List.copyOf(entries);
    }

    /** A node and the number of its children, which follow. */
    record Entry<N, V>(N id, @Nullable V name, int children) {}

    static <N, V> BaseTree<N, V> empty() {
        return new BaseTree<>(List.of(), 0);
    }

    static <N, V> WireFormat<BaseTree<N, V>> format() {
        return new Format<>();
    }

    private static final class Format<N, V> implements WireFormat<BaseTree<N, V>> {

        @Override
        public void write(BaseTree<N, V> tree, WireOutput out) {
            out.writeSize(tree.entries.size());
            out.writeCount(tree.tops);
            for (Entry<N, V> entry : tree.entries) {
                out.writeKey(entry.id);
                V name = entry.name;
                out.writeCount(name == null ? 0 : 1);
                if (name != null) {
                    out.writeValue(name);
                }
                out.writeCount(entry.children);
            }
        }

        @Override
        public BaseTree<N, V> read(WireInput in) {
            int size = in.readSize();
            int tops = count(in, size);
            List<Entry<N, V>> entries = new ArrayList<>(size);
            for (int left = size; left > 0; left--) {
                entries.add(entry(in, left - 1));
            }
            checkShape(entries, tops);
            checkIds(entries);
            return new BaseTree<>(entries, tops);
        }

        @SuppressWarnings("unchecked")
        private static <N, V> Entry<N, V> entry(WireInput in, int following) {
            N id = (N) in.readKey();
            V name = in.readFlag() ? (V) in.readValue() : null;
            return new Entry<>(id, name, count(in, following));
        }

        private static int count(WireInput in, int most) {
            long count = in.readCount();
            if (count > most) {
                throw WireInput.corrupt(count + " nodes, where " + most + " follow at most");
            }
            return (int) count;
        }

        /* from the end: each node takes its children off a pile of whole trees, and puts itself there */
        private static void checkShape(List<? extends Entry<?, ?>> entries, int tops) {
            int trees = 0;
            for (int index = entries.size() - 1; index >= 0; index--) {
                int children = entries.get(index).children();
                if (children > trees) {
                    throw WireInput.corrupt("a node with children that do not follow");
                }
                trees += 1 - children;
            }
            if (tops > trees) {
                throw WireInput.corrupt(tops + " nodes at the top, where there are " + trees);
            }
        }

        private static <N> void checkIds(List<? extends Entry<N, ?>> entries) {
            List<N> ids = new ArrayList<>(entries.size());
            entries.forEach(entry -> ids.add(entry.id()));
            if (Collisions.isExcessive(ids)) {
                throw new LimitExceededException("more than " + Collisions.MAX_EQUAL_HASHES
                        + " nodes with the same hash code: give their class a better hashCode");
            }
            Set<N> distinct = new HashSet<>(ids);
            if (distinct.size() < ids.size()) {
                throw WireInput.corrupt("a tree with one node in two places");
            }
        }
    }
}
