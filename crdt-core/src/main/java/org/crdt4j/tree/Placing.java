// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.tree;

import org.jspecify.annotations.Nullable;

/** What brought a node to its parent: it says where the node stands among its siblings. */
final class Placing implements Comparable<Placing> {

    /* An operation in the log says it by its stamp. What was before the log only has a rank. */

    private @Nullable Stamp stamp;
    private long rank;

    private Placing(@Nullable Stamp stamp, long rank) {
        this.stamp = stamp;
        this.rank = rank;
    }

    static Placing by(Stamp stamp) {
        return new Placing(stamp, 0);
    }

    static Placing before(long rank) {
        return new Placing(null, rank);
    }

    /** Says that the operation is no longer in the log; ranks ascend as operations do. */
    void settle(long newRank) {
        stamp = null;
        rank = newRank;
    }

    static boolean isAfter(@Nullable Placing one, @Nullable Placing other) {
        return one != null && other != null && one.compareTo(other) > 0;
    }

    @Override
    public int compareTo(Placing other) {
        if (stamp == null) {
            return other.stamp == null ? Long.compare(rank, other.rank) : -1;
        }
        return other.stamp == null ? 1 : stamp.compareTo(other.stamp);
    }
}
