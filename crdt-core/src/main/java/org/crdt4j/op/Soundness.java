// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.Collection;
import java.util.Queue;

/**
 * Checks that everything that is pending has its one place, and that nothing waits in vain.
 *
 * @param <O> the operations
 */
final class Soundness<O> {

    private final Collection<Origin<O>> origins;
    private final Queue<Awaited<O>> ready;
    private int came;
    private int placed;
    private long bytes;
    private long readyBytes;

    Soundness(Collection<Origin<O>> origins, Queue<Awaited<O>> ready) {
        this.origins = origins;
        this.ready = ready;
    }

    void check(int pending, long pendingBytes, long bytesThatAreReady) {
        origins.forEach(origin -> origin.forEach(this::check));
        for (Awaited<O> next : ready) {
            demand(next.origin.ready == next && next.counter == next.origin.delivered + 1, next + " is not next");
            placed++;
            readyBytes += next.bytes;
        }
        demand(pending == came, pending + " operations are pending, but " + came + " are here");
        demand(pending == placed, pending + " operations are pending, but " + placed + " have a place");
        demand(pendingBytes == bytes, pendingBytes + " bytes are pending, but " + bytes + " are here");
        demand(
                bytesThatAreReady == readyBytes,
                bytesThatAreReady + " bytes are ready, but " + readyBytes + " are here");
    }

    private void check(Awaited<O> awaited) {
        demand(!awaited.isDelivered(), awaited + " is awaited, but it was delivered");
        if (awaited.operation != null) {
            came++;
            bytes += awaited.bytes;
            if (awaited.needsPredecessor()) {
                demand(awaited.isLacking(), awaited + " waits for its predecessor, which was delivered");
                placed++;
            }
        } else {
            demand(awaited.waiters != null, "nothing waits for " + awaited);
        }
        for (Awaited<O> waiting = awaited.waiters; waiting != null; waiting = waiting.alsoWaiting) {
            boolean inVain = waiting.origin.find(waiting.counter) != waiting
                    || waiting.operation == null
                    || waiting.needsPredecessor()
                    || !waiting.hasMoreNeeds()
                    || waiting.lacking() != awaited;
            demand(!inVain, waiting + " waits in vain for " + awaited);
            placed++;
        }
    }

    private static void demand(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(otherwise);
        }
    }
}
