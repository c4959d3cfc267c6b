// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.counter;

import org.crdt4j.causality.ReplicaId;
import org.crdt4j.internal.LiveMaxima;
import org.crdt4j.internal.Maxima;

/** What all replicas have counted, with the row of one's own at hand. */
final class OwnCounts {

    private final ReplicaId replica;
    private final LiveMaxima counts;
    /* where the own row stood last, or negative; other rows may have come before it since */
    private int home = -1;

    OwnCounts(ReplicaId replica, int width) {
        this.replica = replica;
        this.counts = new LiveMaxima(Maxima.empty(width));
    }

    ReplicaId replica() {
        return replica;
    }

    LiveMaxima all() {
        return counts;
    }

    /** What this replica has counted. */
    long own(int column) {
        int row = ownRow();
        return row < 0 ? 0 : counts.value(row, column);
    }

    private int ownRow() {
        if (!counts.isAt(home, replica.id(), replica.incarnation())) {
            home = counts.indexOf(replica.id(), replica.incarnation());
        }
        return home;
    }

    /**
     * Counts for this replica.
     *
     * @return its number now
     * @throws ArithmeticException if that does not fit into a {@code long}; nothing is counted
     */
    long add(int column, long amount) {
        int row = ownRow();
        long raised = Math.addExact(row < 0 ? 0 : counts.value(row, column), amount);
        if (row >= 0) {
            counts.set(row, column, raised);
        } else if (raised > 0) {
            counts.raise(replica.id(), replica.incarnation(), column, raised);
        }
        return raised;
    }

    void checkInvariants() {
        counts.checkInvariants();
        if (own(0) != counts.snapshot().get(replica.id(), replica.incarnation(), 0)) {
            throw new IllegalStateException("the own row of " + replica + " is not at " + home);
        }
    }
}
