// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit;

import org.crdt4j.crdt.Crdt;
import org.crdt4j.crdt.Delta;
import org.jspecify.annotations.Nullable;

/**
 * Watches one simulated history, and throws a {@link LawViolation} when something does not hold. One object a history.
 *
 * @param <T> the live objects
 * @param <D> their deltas
 * @param <C> their reports of what changed
 * @param <O> their operations
 */
public interface Law<T extends Crdt<D, C>, D extends Delta<D>, C, O> {

    /**
     * All replicas know nothing yet.
     *
     * @param run the simulation
     */
    default void began(Simulation<T, D, C, O> run) {}

    /**
     * A local operation was done.
     *
     * @param run the simulation
     * @param member where
     * @param before the state before, if this step is probed
     * @param event the operation
     * @param delta what the mutator returned
     */
    default void acted(
            Simulation<T, D, C, O> run, Member<T, D, C> member, @Nullable D before, Event<O> event, D delta) {}

    /**
     * Something was joined.
     *
     * @param run the simulation
     * @param member where
     * @param before the state before, if this step is probed
     * @param delta what was joined
     * @param grew what the join returned
     */
    default void joined(
            Simulation<T, D, C, O> run, Member<T, D, C> member, @Nullable D before, D delta, boolean grew) {}

    /**
     * A replica has given another all that it lacked, which the other has joined.
     *
     * @param run the simulation
     * @param from who gave
     * @param to who received
     */
    default void exchanged(Simulation<T, D, C, O> run, Member<T, D, C> from, Member<T, D, C> to) {}

    /**
     * A replica has compacted.
     *
     * @param run the simulation
     * @param member where
     * @param valueBefore the value before
     * @param before the state before, in about half of the histories
     */
    default void compacted(
            Simulation<T, D, C, O> run, Member<T, D, C> member, Object valueBefore, @Nullable D before) {}

    /**
     * A step is complete.
     *
     * @param run the simulation
     */
    default void stepped(Simulation<T, D, C, O> run) {}

    /**
     * All replicas have exchanged all.
     *
     * @param run the simulation
     */
    default void ended(Simulation<T, D, C, O> run) {}
}
