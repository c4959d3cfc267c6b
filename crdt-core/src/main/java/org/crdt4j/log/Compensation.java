// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.log;

import org.crdt4j.causality.Dot;

/**
 * What is owed to whoever made a reservation that is rejected for good: a refund, an apology.
 *
 * @param id a name that everybody who notices makes alike, and that no other reservation leads to; use it as the key under which you
 *     keep that it was done, so that it is done once
 * @param reservation the rejected reservation
 */
public record Compensation(String id, Reservation reservation) {

    static Compensation of(Reservation reservation) {
        Dot dot = reservation.id();
        return new Compensation("compensation-" + dot.replica() + "-" + dot.counter(), reservation);
    }
}
