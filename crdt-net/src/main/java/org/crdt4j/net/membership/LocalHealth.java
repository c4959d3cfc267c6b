// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.membership;

/**
 * How far a node trusts its own judgement. A node that is slow itself sees others miss its deadlines; each sign of that makes it more
 * patient, each good probe less. Not thread-safe.
 *
 * <p>Due to Dadgar, Phillips and Currey, "Lifeguard: Local Health Awareness for More Accurate Failure Detection", 2018.
 */
final class LocalHealth {
    /** The worst score: the node is nine times as patient as one in good health. */
    static final int WORST = 8;

    private int score;

    /** Something points to a fault of this node's own. */
    void worse(int signs) {
        score = Math.min(WORST, score + signs);
    }

    /** A probe was answered in time. */
    void better() {
        score = Math.max(0, score - 1);
    }

    /** From 0, in good health, to {@link #WORST}. */
    int score() {
        return score;
    }

    /** A span as long as the present health makes it. */
    long stretch(long span) {
        return span * (score + 1);
    }
}
