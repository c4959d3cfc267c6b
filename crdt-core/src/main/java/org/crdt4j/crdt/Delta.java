// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

/**
 * An immutable lattice value: a change, several changes, or a whole state, which is the change since the beginning.
 *
 * <p>Deltas may be lost, duplicated, reordered and grouped on their way; {@code join} is associative, commutative and idempotent.
 *
 * @param <D> the kind of delta
 */
public interface Delta<D extends Delta<D>> {

    /**
     * The least delta that says what both say.
     *
     * @param other the other delta
     * @return the join
     */
    D join(D other);

    /**
     * Whether this delta says nothing.
     *
     * @return whether joining it never changes anything
     */
    boolean isBottom();
}
