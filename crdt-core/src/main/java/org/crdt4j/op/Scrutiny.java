// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import org.crdt4j.causality.Dot;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.error.CorruptDataException;
import org.crdt4j.error.DuplicateReplicaException;
import org.crdt4j.error.LimitExceededException;
import org.crdt4j.op.CausalDelivery.Limits;

/**
 * Looks at an operation that comes before anything is changed: is it known, can it be right, is there room for it, and what does it lack.
 *
 * @param <O> the operations
 */
final class Scrutiny<O> {

    private final Origin<O> self;
    private final Origins<O> origins;
    private final Buffer<O> buffer;
    private final Limits limits;

    /** The dependencies that were not delivered, of the operation that was looked at last. */
    final Needs<O> lacking = new Needs<>();

    Scrutiny(Origin<O> self, Origins<O> origins, Buffer<O> buffer, Limits limits) {
        this.self = self;
        this.origins = origins;
        this.buffer = buffer;
        this.limits = limits;
    }

    /* whether the operation was delivered, or is pending */
    boolean isKnown(Origin<O> origin, Tagged<O> operation) {
        Dot dot = operation.dot();
        if (dot.counter() <= origin.delivered) {
            return true;
        }
        Tagged<O> other = origin.find(dot.counter());
        if (other == null) {
            return false;
        }
        if (!other.time().equals(operation.time()) || !other.dependencies().equals(operation.dependencies())) {
            throw new DuplicateReplicaException(
                    "two operations are named " + dot
                            + ": two replicas use one identity, or one was restored from an old backup; it needs its next incarnation");
        }
        return true;
    }

    /* refuses an operation that cannot be right or is too far ahead; collects what it lacks */
    void check(Origin<O> origin, Tagged<O> operation, boolean fromStorage) {
        Dot dot = operation.dot();
        if (!fromStorage && origin == self) {
            throw unknownToItself(dot);
        }
        checkAhead(dot, origin, dot.counter());
        lacking.clear();
        buffer.countLookup();
        operation.dependencies().forEach((id, counter) -> checkDependency(dot, id, counter, fromStorage));
    }

    private void checkDependency(Dot dot, ReplicaId id, long counter, boolean fromStorage) {
        if (id.equals(dot.replica())) {
            throw new CorruptDataException(dot + " depends on " + id + ":" + counter + ", of its own author");
        }
        Origin<O> origin = addNeed(id, counter);
        if (!fromStorage && origin == self && counter > self.delivered) {
            throw unknownToItself(new Dot(id, counter));
        }
        checkAhead(dot, origin, counter);
    }

    private Origin<O> addNeed(ReplicaId id, long counter) {
        Origin<O> origin = origins.get(id);
        buffer.countLookup();
        if (counter > origin.delivered) {
            lacking.add(origin, counter);
        }
        return origin;
    }

    /* collects what an operation lacks that was accepted before */
    void collectNeeds(Tagged<O> operation) {
        lacking.clear();
        operation.dependencies().forEach(this::addNeed);
    }

    private void checkAhead(Dot dot, Origin<O> origin, long counter) {
        long ahead = counter - origin.delivered;
        if (ahead > limits.maxAhead()) {
            throw new LimitExceededException(dot + " needs " + origin.id + ":" + counter + ", which is " + ahead
                    + " ahead of what was delivered, more than the limit of " + limits.maxAhead()
                    + "; have it sent again later");
        }
    }

    /* refuses an operation that was checked, if it would have to wait and there is no room */
    void checkRoom(Origin<O> origin, Dot dot, int bytes) {
        if (lacking.size() > 0 || origin.delivered < dot.counter() - 1) {
            buffer.checkRoom(dot, bytes, limits);
        }
    }

    static DuplicateReplicaException unknownToItself(Dot dot) {
        return new DuplicateReplicaException(
                "operation " + dot + " is known elsewhere but not to its author: two replicas use this"
                        + " identity, or it was restored from an old backup; take the next incarnation");
    }
}
