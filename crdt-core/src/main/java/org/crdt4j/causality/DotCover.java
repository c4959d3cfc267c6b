// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.causality;

/** A set of dots that can say whether it covers one: what a replica, or a message's author, has seen. */
@FunctionalInterface
public interface DotCover {

    /** Covers nothing. */
    DotCover NONE = (origin, counter) -> false;

    /**
     * Whether a dot is covered.
     *
     * @param origin who made the event
     * @param counter which of its events
     * @return whether it is in this set
     */
    boolean covers(ReplicaId origin, long counter);

    /**
     * Whether a dot is covered.
     *
     * @param dot the dot
     * @return whether it is in this set
     */
    default boolean covers(Dot dot) {
        return covers(dot.replica(), dot.counter());
    }

    /**
     * What either of the two covers.
     *
     * @param other the other cover
     * @return a live view of both
     */
    default DotCover or(DotCover other) {
        if (other == NONE || other == this) {
            return this;
        }
        return this == NONE ? other : (origin, counter) -> covers(origin, counter) || other.covers(origin, counter);
    }
}
