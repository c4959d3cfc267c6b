// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.causality;

/** A set of dots that can say whether it covers one: what a replica, or a message's author, has seen. */
@FunctionalInterface
public interface DotCover {

    /** Covers nothing. */
    DotCover NONE = (origin, counter) -> false;

    /**
     * Covers the dots in a store.
     *
     * @param store the store
     * @return its dots
     */
    static DotCover of(DotStore<?> store) {
        return store instanceof OneDotMap<?, ?> one ? one : CausalContext.of(store);
    }

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
     * How many events of a replica are covered without a gap, as far as that is known at once: who asks for many dots of one replica saves
     * most of the questions.
     *
     * @param origin the replica
     * @return a number up to which all its events are covered
     */
    default long contiguous(ReplicaId origin) {
        return 0;
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
        return this == NONE ? other : new Either(this, other);
    }

    /**
     * What either of two covers.
     *
     * @param one a cover
     * @param two another
     */
    record Either(DotCover one, DotCover two) implements DotCover {

        @Override
        public boolean covers(ReplicaId origin, long counter) {
            return one.covers(origin, counter) || two.covers(origin, counter);
        }

        @Override
        public long contiguous(ReplicaId origin) {
            return Math.max(one.contiguous(origin), two.contiguous(origin));
        }
    }
}
