// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit.conformance;

/**
 * A live object at one replica, as the runner sees it.
 *
 * <p>An operation or a value is refused by an {@link IllegalArgumentException}, {@link IllegalStateException}, {@link
 * ArithmeticException}, {@link UnsupportedOperationException}, {@link IndexOutOfBoundsException} or {@link
 * org.crdt4j.error.CrdtException}; any other exception fails the case.
 *
 * @param <S> what replicas exchange: deltas and states, or collections of operations; immutable
 */
public interface Subject<S> {

    /**
     * Makes an operation here.
     *
     * @param operation what the case states
     * @return the delta or the operation that others have to receive
     * @throws MalformedCaseException if the type has no such operation, or not with such arguments
     * @throws UnknownTypeException if the operation is about a nested type that nobody knows
     */
    S perform(Operation operation);

    /**
     * Receives what another replica handed out.
     *
     * @param message a delta, an operation or a whole state
     * @return whether it brought something new
     */
    boolean receive(S message);

    /**
     * All that this replica has.
     *
     * @return the state
     */
    S state();

    /**
     * What an application sees.
     *
     * @return the value in its {@linkplain Values#plain plain form}
     */
    Object value();

    /**
     * Whether something received waits for its causes. A case that is not about that, for it lacks the tag {@code non-causal}, then says
     * nothing of this type, and is skipped.
     *
     * @return true for an object with causal delivery that waits
     */
    default boolean isHoldingBack() {
        return false;
    }

    /**
     * Checks what must hold of the representation.
     *
     * @throws IllegalStateException if it does not hold
     */
    default void checkInvariants() {}
}
