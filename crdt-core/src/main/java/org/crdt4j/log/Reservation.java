// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.log;

import org.crdt4j.causality.Dot;
import org.crdt4j.causality.HybridTimestamp;

/**
 * A reservation, and what was decided about it.
 *
 * @param id the event that names it for good
 * @param time when it was made
 * @param units how many units were asked for, at least 1
 * @param isAccepted whether the stock suffices; if not, it needs a compensation once that is settled
 */
public record Reservation(Dot id, HybridTimestamp time, long units, boolean isAccepted)
        implements Comparable<Reservation> {

    /** The order in which reservations are decided: by time, of equal times by id. */
    @Override
    public int compareTo(Reservation other) {
        int byTime = time.compareTo(other.time);
        return byTime != 0 ? byTime : id.compareTo(other.id);
    }
}
