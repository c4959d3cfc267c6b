// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.Objects;

/**
 * Consecutive events of a partition that later ones wait for.
 *
 * @param source the partition
 * @param first the first offset that is missing
 * @param last the last one
 */
public record SourceGap(SourcePartition source, long first, long last) {

    /**
     * Checks the order.
     *
     * @param source the partition
     * @param first the first offset that is missing
     * @param last the last one
     */
    public SourceGap {
        Objects.requireNonNull(source, "source");
        if (first < 0 || last < first) {
            throw new IllegalArgumentException("no gap: " + first + " to " + last);
        }
    }

    @Override
    public String toString() {
        return source + "@" + first + (last == first ? "" : ".." + last);
    }
}
