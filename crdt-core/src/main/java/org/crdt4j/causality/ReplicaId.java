// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.causality;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/**
 * The identity of a replica: 64 random bits, and an incarnation that rises whenever the replica may have forgotten events.
 *
 * <p>Two replicas must never share an identity, and an identity must never be used again after its state was lost: the next
 * {@linkplain #nextIncarnation() incarnation} is a new identity. A name for people stands beside the identity, never in it.
 * Identities are ordered, first by id (unsigned), then by incarnation; the order only breaks ties.
 *
 * @param id the random part
 * @param incarnation which life of the replica this is, from 0
 */
public record ReplicaId(long id, int incarnation) implements Comparable<ReplicaId> {

    /**
     * Checks that the incarnation is not negative.
     *
     * @param id the random part
     * @param incarnation which life of the replica this is, from 0
     */
    public ReplicaId {
        if (incarnation < 0) {
            throw new IllegalArgumentException("incarnation must not be negative: " + incarnation);
        }
    }

    /**
     * The first incarnation of an id.
     *
     * @param id the random part
     * @return the identity
     */
    public static ReplicaId of(long id) {
        return new ReplicaId(id, 0);
    }

    /**
     * A new identity, drawn from the system's secure randomness.
     *
     * @return the identity
     */
    public static ReplicaId random() {
        return of(new SecureRandom().nextLong());
    }

    /**
     * An identity drawn from a given source, for tests and simulations.
     *
     * @param random the source
     * @return the identity
     */
    public static ReplicaId random(RandomGenerator random) {
        return of(random.nextLong());
    }

    /**
     * The identity that this replica has to take after it may have lost state.
     *
     * @return the same id, one incarnation later
     */
    public ReplicaId nextIncarnation() {
        return new ReplicaId(id, Math.addExact(incarnation, 1));
    }

    @Override
    public boolean equals(Object object) {
        return this == object
                || (object instanceof ReplicaId other && id == other.id && incarnation == other.incarnation);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(id) + incarnation;
    }

    @Override
    public int compareTo(ReplicaId other) {
        if (this == other) {
            return 0;
        }
        int byId = Long.compareUnsigned(id, other.id);
        return byId != 0 ? byId : Integer.compare(incarnation, other.incarnation);
    }

    @Override
    public String toString() {
        return Long.toHexString(id) + (incarnation == 0 ? "" : "." + incarnation);
    }
}
