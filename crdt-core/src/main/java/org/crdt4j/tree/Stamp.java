// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.tree;

import java.util.Objects;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.HybridTimestamp;

/** The place of an operation among all: by time, of equal times by dot. */
record Stamp(HybridTimestamp time, Dot dot) implements Comparable<Stamp> {

    Stamp {
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(dot, "dot");
    }

    @Override
    public int compareTo(Stamp other) {
        int byTime = time.compareTo(other.time);
        return byTime != 0 ? byTime : dot.compareTo(other.dot);
    }

    @Override
    public String toString() {
        return dot + "@" + time;
    }
}
