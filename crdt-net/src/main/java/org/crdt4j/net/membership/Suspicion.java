// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.membership;

import java.util.LinkedHashSet;
import java.util.Set;
import org.crdt4j.causality.ReplicaId;

/**
 * The time that a suspected member has to object. It is long while one node suspects it alone, and shrinks with each other node that
 * suspects it independently: what several have seen is hardly the fault of one of them. Not thread-safe.
 *
 * <p>Due to Lifeguard, see {@link LocalHealth}: the time falls from the longest to the shortest with the logarithm of the number of
 * confirmations.
 */
final class Suspicion {
    private final long shortest;
    private final long longest;
    private final int expected;
    private final Set<ReplicaId> accusers = new LinkedHashSet<>();
    private long since;

    /**
     * A suspicion.
     *
     * @param shortest the time to object if it is confirmed
     * @param longest the time to object if it is not
     * @param expected how many confirmations make it the shortest
     * @param first who suspects
     * @param now the time
     */
    Suspicion(long shortest, long longest, int expected, ReplicaId first, long now) {
        this.shortest = shortest;
        this.longest = longest;
        this.expected = expected;
        since = now;
        accusers.add(first);
    }

    /** Somebody else suspects it too. Returns whether this is worth passing on. */
    boolean confirm(ReplicaId accuser) {
        return accusers.size() <= expected && accusers.add(accuser);
    }

    /** When the time is over. */
    long deadline() {
        if (expected < 1) {
            return since + shortest;
        }
        double confirmed = Math.log(accusers.size()) / Math.log(expected + 1.0);
        return since + Math.max(shortest, longest - Math.round((longest - shortest) * confirmed));
    }

    /** The time begins later, if it has begun before. */
    void notBefore(long time) {
        since = Math.max(since, time);
    }

    /** The member gets more time, for this node could not have heard its objection. */
    void postpone(long span) {
        since += span;
    }
}
