// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.crdt4j.crdt.Tagged;
import org.jspecify.annotations.Nullable;

/**
 * The operations that came and were not delivered yet.
 *
 * @param <O> the operations
 */
final class Buffer<O> {

    /* A dot that was not delivered is an Awaited, found by its number in the pages of its Origin: once its operation has come, or once
     * another operation was found to lack it. Each pending operation is either in ready, or in the one chain of the dot that it was
     * found to lack. A chain is looked at when its dot is delivered, and each of its operations then goes on to its next need, never back.
     * So the chain is at hand when an operation is delivered, and nothing is searched for.
     *
     * Why nothing waits in vain: an operation stands in the chain of a dot that is not delivered, and the chain is taken apart where
     * that dot is. Why nothing is early: what was found delivered stays so, and ready is who has no need left. At most one operation
     * of an origin can be ready, since the next one waits for it: ready needs no limit. */

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
            waiting.come(operation, bytes, lacking.copy());
            waiting.enqueue();
        } else {
            Awaited<O> known = origin.find(counter);
            Awaited<O> next = known == null ? new Awaited<>(origin, counter) : known;
            next.come(operation, bytes, Needs.none());
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
        Awaited<O> freed = next.waiters;
        while (freed != null) {
            Awaited<O> after = freed.alsoWaiting;
            proceed(freed);
            freed = after;
        }
        return next;
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

    /* how many operations wait for others */
    int waiting() {
        return pending - ready.size();
    }

    long waitingBytes() {
        return pendingBytes - readyBytes;
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
