// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

import java.util.function.Consumer;
import org.crdt4j.causality.VersionVector;
import org.jspecify.annotations.Nullable;

/**
 * A live object of an operation-based type: operations are prepared at their source, and take effect at every replica, the source
 * included, each exactly once and in causal order ({@code org.crdt4j.op.CausalDelivery} sees to that).
 *
 * <p>A type's own methods prepare: they return the operation and change nothing. Mutable and single-writer: not thread-safe.
 *
 * <p>What took effect so far is a {@linkplain #state state} of a lattice. So a replica that lacks many operations, or comes anew, can
 * {@linkplain #join join} the state of another one instead of having all operations sent.
 *
 * @param <O> its operations
 * @param <S> its states
 * @param <C> its reports of what changed
 */
public interface OpCrdt<O, S extends Delta<S>, C> {

    /**
     * What an application sees.
     *
     * @return the value now, as an immutable copy
     */
    Object value();

    /**
     * Refuses an operation that could not take effect, before it is accepted for delivery.
     *
     * @param operation an operation from another replica
     * @throws org.crdt4j.error.CrdtException if it is not acceptable
     */
    void validate(O operation);

    /**
     * Lets an operation take effect. It cannot fail: what was accepted is applied.
     *
     * @param operation the operation, after all that it depends on
     */
    void effect(Tagged<O> operation);

    /**
     * What took effect here: what has to survive a restart, and what a new replica starts with. Together with it goes the version of
     * the delivery at the same moment, for those operations must not take effect again.
     *
     * @return an immutable snapshot
     */
    S state();

    /**
     * Takes over what took effect elsewhere. From then on the operations that are contained in the state must not be delivered here.
     *
     * @param state the state of another replica
     * @return whether this object changed
     */
    boolean join(S state);

    /**
     * Brings the same value into a smaller form.
     *
     * @param stable the operations that every replica has delivered, such that every operation not yet delivered here was made after
     *     them
     */
    void compact(VersionVector stable);

    /**
     * Has each change of the visible value reported, exactly once and after it was made.
     *
     * @param observer takes the reports, or null to stop; there is one at most
     */
    void observe(@Nullable Consumer<? super C> observer);

    /**
     * Checks what must hold of the representation.
     *
     * @throws IllegalStateException if it does not hold, which is a mistake in this library
     */
    void checkInvariants();
}
