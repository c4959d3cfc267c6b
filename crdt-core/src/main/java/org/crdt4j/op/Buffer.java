// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import org.crdt4j.causality.Dot;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.error.LimitExceededException;
import org.crdt4j.op.CausalDelivery.Limits;
import org.jspecify.annotations.Nullable;

/**
 * The operations that came and were not delivered yet.
 *
 * @param <O> the operations
 */
final class Buffer<O> {

    /* An operation needs its predecessor first, then the dependencies that were not delivered when it came, in their order. As long as it
     * lacks its predecessor it lies in the window of its origin, and nobody touches it: whoever delivers the predecessor finds it by
     * its number. So of each origin only one operation has to be watched, the one after the last that was delivered. It is
     *
     * - in ready, if it lacks nothing;
     * - among the waiters of the origin of the one dot that it was found to lack, which that dot's delivery frees.
     *
     * Each operation that is freed goes on to its next need, never back, and nothing is searched for. So nothing waits in vain: delivering a
     * dot frees the two kinds that can wait for it. And nothing is early: what was found delivered stays so, and ready is who has no
     * need left. At most one operation of an origin can be ready: ready needs no limit. */

    private final Origins<O> origins;
    private final Queue<Origin<O>> ready = new ArrayDeque<>();
    private int pending;
    private long pendingBytes;
    private long readyBytes;
    private long lookups;

    Buffer(Origins<O> origins) {
        this.origins = origins;
    }

    /* takes an operation that is not here; lacking may be used for something else afterwards */
    void add(Origin<O> origin, Tagged<O> operation, int bytes, Needs<O> lacking) {
        pending++;
        pendingBytes += bytes;
        if (operation.dot().counter() == origin.delivered + 1) {
            origin.come(operation, bytes, lacking);
            proceed(origin);
        } else {
            origin.await(operation, bytes, lacking);
        }
    }

    /* lets the next operation of an origin wait for the first of its needs that it lacks */
    private void proceed(Origin<O> origin) {
        for (; origin.hasMoreNeeds(); origin.nextNeed()) {
            lookups++;
            Origin<O> needed = origins.at(origin.neededIndex());
            if (needed.delivered < origin.neededCounter()) {
                origin.waitFor(needed);
                return;
            }
        }
        origin.isReady = true;
        ready.add(origin);
        readyBytes += origin.nextBytes;
    }

    /* whose operation is the next that can be delivered, null if there is none */
    @Nullable
    Origin<O> poll() {
        return ready.poll();
    }

    /* delivers the operation of the origin that was polled */
    Tagged<O> deliver(Origin<O> origin) {
        Tagged<O> operation = Objects.requireNonNull(origin.next);
        pending--;
        pendingBytes -= origin.nextBytes;
        readyBytes -= origin.nextBytes;
        origin.leave();
        origin.delivered++;
        goOn(origin);
        return operation;
    }

    /* after something of an origin was delivered */
    private void goOn(Origin<O> origin) {
        if (origin.comeFromWindow()) {
            proceed(origin);
        }
        for (Origin<O> freed = origin.freeWaiter(); freed != null; freed = origin.freeWaiter()) {
            freed.nextNeed();
            proceed(freed);
        }
    }

    /* drops what is delivered by another way, all of some origins up to what is delivered of them now; what waited for it goes on */
    void dropDelivered(List<Origin<O>> raised) {
        Set<Origin<O>> awaited = new LinkedHashSet<>();
        for (Origin<O> origin : raised) {
            if (origin.next != null) {
                if (origin.awaited != null) {
                    awaited.add(origin.awaited);
                }
                count(origin.isReady ? origin.nextBytes : 0, origin.nextBytes);
                origin.leave();
            }
            origin.dropDelivered(dropped -> count(0, dropped.bytes));
        }
        ready.removeIf(origin -> !origin.isReady);
        awaited.forEach(other -> other.dropWaiters(origin -> origin.awaited != other));
        raised.forEach(this::goOn);
    }

    private void count(int droppedReadyBytes, int droppedBytes) {
        pending--;
        pendingBytes -= droppedBytes;
        readyBytes -= droppedReadyBytes;
    }

    /* refuses an operation that would have to wait, if there is no room; what is ready takes none */
    void checkRoom(Dot dot, int bytes, Limits limits) {
        int waiting = pending - ready.size();
        long waitingBytes = pendingBytes - readyBytes;
        if (waiting >= limits.maxWaiting() || bytes > limits.maxWaitingBytes() - waitingBytes) {
            throw new LimitExceededException("no room for " + dot + " of " + bytes + " bytes: " + waiting
                    + " operations of " + waitingBytes + " bytes wait already, the limits are " + limits.maxWaiting()
                    + " and " + limits.maxWaitingBytes()
                    + "; have those sent again that missing() names, then this one");
        }
    }

    /* also those that are ready */
    int pending() {
        return pending;
    }

    long pendingBytes() {
        return pendingBytes;
    }

    void countLookup() {
        lookups++;
    }

    long lookups() {
        return lookups;
    }

    void check() {
        new Soundness<>(origins, ready).check(pending, pendingBytes, readyBytes);
    }
}
