// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit;

import java.util.List;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.ReplicaId;

/**
 * One operation that was done at one replica in a simulated history.
 *
 * @param <O> the operations
 */
public final class Event<O> {

    private final int index;
    private final ReplicaId origin;
    private final O operation;
    private final List<Dot> dots;
    private final HybridTimestamp time;
    private final Sight past;

    Event(int index, ReplicaId origin, O operation, List<Dot> dots, HybridTimestamp time, Sight past) {
        this.index = index;
        this.origin = origin;
        this.operation = operation;
        this.dots = List.copyOf(dots);
        this.time = time;
        this.past = past.copy();
    }

    /**
     * The position among all events of the history.
     *
     * @return the position; an event comes after all that it has seen
     */
    public int index() {
        return index;
    }

    /**
     * Who did it.
     *
     * @return the identity of the replica
     */
    public ReplicaId origin() {
        return origin;
    }

    /**
     * What was done.
     *
     * @return the operation
     */
    public O operation() {
        return operation;
    }

    /**
     * The names that the type took for the operation.
     *
     * @return the dots, in the order in which they were minted; none for many kinds of removal
     */
    public List<Dot> dots() {
        return dots;
    }

    /**
     * The time that the type took for the operation.
     *
     * @return the last timestamp that was minted, {@link HybridTimestamp#ZERO} if none was
     */
    public HybridTimestamp time() {
        return time;
    }

    /**
     * Whether the author had seen another event when it did this.
     *
     * @param other the other event
     * @return whether the other happened before this
     */
    public boolean saw(Event<O> other) {
        return past.visible().get(other.index);
    }

    Sight past() {
        return past;
    }

    @Override
    public String toString() {
        return "#" + index + " " + operation;
    }
}
