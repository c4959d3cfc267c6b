// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
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

    /* A dot that was not delivered is an Awaited, found by its number in the window of its Origin: once its operation has come, or once
     * another operation was found to lack it. Each pending operation is in one of three places:
     *
     * - in ready, if it lacks nothing;
     * - nowhere but in the window, if it lacks its predecessor; whoever delivers that looks for the next number;
     * - in the chain of the one dot that it was found to lack, which is taken apart when that dot is delivered.
     *
     * Each operation that is freed goes on to its next need, never back, and nothing is searched for. So nothing waits in vain: delivering a
     * dot frees the two kinds that can wait for it. And nothing is early: what was found delivered stays so, and ready is who has no
     * need left. At most one operation of an origin can be ready, since the next one waits for it: ready needs no limit. */

    private final Queue<Awaited<O>> ready = new ArrayDeque<>();
    private int pending;
    private long pendingBytes;
    private long readyBytes;
    private long lookups;

    /* takes an operation that is not here; lacking may be used for something else afterwards */
    void add(Origin<O> origin, Tagged<O> operation, int bytes, Needs<O> lacking) {
        pending++;
        pendingBytes += bytes;
        long counter = operation.dot().counter();
        if (lacking.size() > 0 || origin.delivered < counter - 1) {
            Awaited<O> waiting = origin.await(counter);
            waiting.come(operation, bytes, lacking);
            waiting.enqueue();
        } else {
            Awaited<O> known = origin.find(counter);
            Awaited<O> next = known == null ? new Awaited<>(origin, counter) : known;
            next.come(operation, bytes, lacking);
            makeReady(next);
        }
    }

    private void makeReady(Awaited<O> next) {
        next.origin.remove(next);
        next.origin.ready = next;
        ready.add(next);
        readyBytes += next.bytes;
    }

    /* lets an operation whose dot was delivered wait for the next one that it lacks */
    private void proceed(Awaited<O> waiting) {
        for (waiting.nextNeed(); waiting.hasMoreNeeds(); waiting.nextNeed()) {
            lookups++;
            if (waiting.isLacking()) {
                waiting.enqueue();
                return;
            }
        }
        makeReady(waiting);
    }

    /* delivers the next operation, null if there is none */
    @Nullable
    Awaited<O> poll() {
        Awaited<O> next = ready.poll();
        if (next == null) {
            return null;
        }
        next.origin.ready = null;
        next.origin.delivered = next.counter;
        pending--;
        pendingBytes -= next.bytes;
        readyBytes -= next.bytes;
        freeSuccessor(next.origin);
        Awaited<O> freed = next.waiters;
        while (freed != null) {
            Awaited<O> after = freed.alsoWaiting;
            proceed(freed);
            freed = after;
        }
        return next;
    }

    private void freeSuccessor(Origin<O> origin) {
        Awaited<O> successor = origin.find(origin.delivered + 1);
        if (successor != null && successor.operation != null && successor.needsPredecessor()) {
            proceed(successor);
        }
    }

    /* drops what is delivered by another way, all of some origins up to what is delivered of them now; what waited for it goes on */
    void dropDelivered(List<Origin<O>> raised) {
        List<Awaited<O>> freed = new ArrayList<>();
        List<Awaited<O>> dropped = new ArrayList<>();
        for (Origin<O> origin : raised) {
            origin.forEach(awaited -> {
                if (awaited.isDelivered()) {
                    drop(awaited, freed, dropped);
                }
            });
        }
        leaveChains(dropped);
        raised.forEach(this::freeSuccessor);
        for (Awaited<O> waiting : freed) {
            if (!waiting.isDelivered()) {
                proceed(waiting);
            }
        }
    }

    private void drop(Awaited<O> awaited, List<Awaited<O>> freed, List<Awaited<O>> dropped) {
        awaited.origin.remove(awaited);
        if (awaited.origin.ready == awaited) {
            awaited.origin.ready = null;
            ready.remove(awaited);
            readyBytes -= awaited.bytes;
        }
        for (Awaited<O> waiting = awaited.waiters; waiting != null; waiting = waiting.alsoWaiting) {
            freed.add(waiting);
        }
        if (awaited.operation != null) {
            pending--;
            pendingBytes -= awaited.bytes;
            dropped.add(awaited);
        }
    }

    /* a dropped operation may stand in the chain of a dot that was not delivered, if what was joined is not causally closed */
    private void leaveChains(List<Awaited<O>> dropped) {
        Set<Awaited<O>> left = new LinkedHashSet<>();
        for (Awaited<O> each : dropped) {
            if (each.hasMoreNeeds() && each.isLacking()) {
                left.add(each.lacking());
            }
        }
        left.forEach(Awaited::dropDeliveredWaiters);
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

    void check(Collection<Origin<O>> origins) {
        new Soundness<>(origins, ready).check(pending, pendingBytes, readyBytes);
    }
}
