// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.tree;

import org.crdt4j.causality.VersionVector;
import org.crdt4j.error.DuplicateReplicaException;
import org.crdt4j.error.StaleReplicaException;
import org.jspecify.annotations.Nullable;

/**
 * How far a log was truncated: what came up to here is final, and no longer in the log.
 *
 * @param last the last operation that was truncated; null if none was
 * @param dots all that were
 */
record Horizon(@Nullable Stamp last, VersionVector dots) {

    static final Horizon NONE = new Horizon(null, VersionVector.empty());

    /** Whether this one is after the other. */
    boolean isAfter(Horizon other) {
        return last != null && (other.last == null || last.compareTo(other.last) > 0);
    }

    /** Whether an operation was truncated; it is refused if that cannot be told. */
    boolean covers(Stamp stamp) {
        boolean isKnown = dots.covers(stamp.dot());
        boolean isBefore = last != null && stamp.compareTo(last) <= 0;
        if (isBefore && !isKnown) {
            throw new StaleReplicaException("operation " + stamp + " comes after all up to " + last
                    + " were declared stable, so it has lost its place: its author was not waited for; it has to take over the"
                    + " state of another replica under its next incarnation, and do its own changes again");
        }
        if (!isBefore && isKnown) {
            throw new DuplicateReplicaException("operation " + stamp.dot() + " was made up to " + last
                    + " and again at " + stamp.time() + ": two replicas use one identity");
        }
        return isKnown;
    }

    /** Refuses what cannot come before this one in one history. */
    void checkAfter(Horizon earlier) {
        boolean isSame = !isAfter(earlier);
        if (isSame ? !dots.equals(earlier.dots) : !dots.covers(earlier.dots)) {
            throw new StaleReplicaException("of two states one was truncated at " + last + " with " + dots
                    + ", the other at " + earlier.last + " with " + earlier.dots
                    + ": operations were declared stable that others had not got");
        }
    }
}
