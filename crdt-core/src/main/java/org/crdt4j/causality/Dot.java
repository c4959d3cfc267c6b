// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.causality;

import java.util.Objects;

/**
 * The name of one event: the {@code counter}-th of a replica. Nothing else ever has the same name.
 *
 * @param replica who made the event
 * @param counter which of its events, from 1
 */
public record Dot(ReplicaId replica, long counter) implements Comparable<Dot> {

    /**
     * Checks that there is a replica, and that the counter is positive.
     *
     * @param replica who made the event
     * @param counter which of its events, from 1
     */
    public Dot {
        Objects.requireNonNull(replica, "replica");
        if (counter < 1) {
            throw new IllegalArgumentException("a dot's counter starts at 1: " + counter);
        }
    }

    @Override
    public int compareTo(Dot other) {
        int byReplica = replica.compareTo(other.replica);
        return byReplica != 0 ? byReplica : Long.compare(counter, other.counter);
    }

    @Override
    public String toString() {
        return replica + ":" + counter;
    }
}
