// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.tree;

/** An operation in the log. */
record Logged<N, V>(Stamp stamp, TreeOperation<N, V> operation) implements Comparable<Logged<N, V>> {

    @Override
    public int compareTo(Logged<N, V> other) {
        return stamp.compareTo(other.stamp);
    }
}
