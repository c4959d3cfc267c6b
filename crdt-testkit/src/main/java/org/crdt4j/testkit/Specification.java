// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit;

/**
 * What a type has to show: a function of what is visible and of who had seen what. It knows nothing of deltas, dots or joins.
 *
 * <p>See Burckhardt, Gotsman, Yang, Zawirski, "Replicated Data Types: Specification, Verification, Optimality", 2014.
 *
 * @param <O> the operations
 */
@FunctionalInterface
public interface Specification<O> {

    /**
     * The value that a replica has to show.
     *
     * @param history what the replica can see
     * @return the value, equal to that of {@link org.crdt4j.crdt.Crdt#value}
     */
    Object valueOf(History<O> history);
}
