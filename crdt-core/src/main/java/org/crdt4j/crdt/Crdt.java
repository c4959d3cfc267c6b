// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

import java.util.function.Consumer;
import org.crdt4j.causality.VersionVector;
import org.jspecify.annotations.Nullable;

/**
 * A live object of a state-based type. Its mutators return the delta that other replicas have to join.
 *
 * <p>Mutable and single-writer: not thread-safe, {@code org.crdt4j.replica} has thread-safe handles. Deltas, states and values are
 * immutable.
 *
 * @param <D> its deltas
 * @param <C> its reports of what changed
 */
public interface Crdt<D extends Delta<D>, C> {

    /**
     * What an application sees.
     *
     * @return the value now, as an immutable copy
     */
    Object value();

    /**
     * Joins a delta or a whole state. In whatever order, however often: the same deltas give the same state.
     *
     * @param delta what another replica handed out
     * @return whether this state grew; if not, nobody else needs to hear of it from here
     */
    boolean join(D delta);

    /**
     * Makes one delta of all that some mutators do.
     *
     * @param mutators calls mutators of this object; if it throws, what they did before stays, in this object only
     * @return the join of their deltas
     */
    D inOneDelta(Runnable mutators);

    /**
     * The whole state: the delta since the beginning.
     *
     * @return an immutable snapshot
     */
    D state();

    /**
     * What a peer lacks.
     *
     * @param seen what the peer has seen of this object's dots
     * @return a delta that brings the peer up to this state; types without dots return the whole state
     */
    D deltaSince(VersionVector seen);

    /**
     * Brings the same value into a smaller form.
     *
     * @param stable events that every replica has seen, such that every event not yet seen here happened after them
     */
    void compact(VersionVector stable);

    /**
     * Has each change of the visible value reported, local or joined, exactly once and after it was made.
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
