// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.Objects;
import java.util.Queue;

/**
 * Checks that everything that is pending has its one place, and that nothing waits in vain.
 *
 * @param <O> the operations
 */
final class Soundness<O> {

    private final Origins<O> origins;
    private final Queue<Origin<O>> ready;
    private int came;
    private int nexts;
    private int waiting;
    private long bytes;
    private long readyBytes;

    Soundness(Origins<O> origins, Queue<Origin<O>> ready) {
        this.origins = origins;
        this.ready = ready;
    }

    void check(int pending, long pendingBytes, long bytesThatAreReady) {
        origins.sorted().forEach(this::check);
        for (Origin<O> origin : ready) {
            demand(origin.next != null && origin.isReady, origin.id + " has nothing that is ready");
            readyBytes += origin.nextBytes;
        }
        demand(pending == came, pending + " operations are pending, but " + came + " are here");
        demand(
                nexts == waiting + ready.size(),
                nexts + " operations come next, but " + waiting + " wait for others, and " + ready.size()
                        + " are ready");
        demand(pendingBytes == bytes, pendingBytes + " bytes are pending, but " + bytes + " are here");
        demand(
                bytesThatAreReady == readyBytes,
                bytesThatAreReady + " bytes are ready, but " + readyBytes + " are here");
    }

    private void check(Origin<O> origin) {
        demand(origins.at(origin.index) == origin, origin.id + " is not where it says");
        origin.forEach(arrived -> {
            came++;
            bytes += arrived.bytes;
            long counter = arrived.counter();
            demand(counter > origin.delivered, origin.id + ":" + counter + " waits, but it was delivered");
            demand(
                    (counter == origin.delivered + 1) == (arrived.operation == origin.next),
                    origin.id + ":" + counter + " does not lie where it is looked for");
            demand(
                    origin.find(counter) == arrived.operation,
                    origin.id + ":" + counter + " is not found by its number");
        });
        if (origin.next != null) {
            nexts++;
            demand(origin.isReady == !origin.hasMoreNeeds(), origin.id + " is ready, and lacks something");
            demand(origin.isReady == (origin.awaited == null), origin.id + " waits for nobody, or in vain");
            waiting += origin.awaited == null ? 0 : 1;
            checkWaiting(origin);
        }
    }

    private void checkWaiting(Origin<O> origin) {
        if (origin.awaited != null) {
            Origin<O> awaited = Objects.requireNonNull(origin.awaited);
            boolean inVain = origins.at(origin.neededIndex()) != awaited
                    || awaited.delivered >= origin.neededCounter()
                    || !awaited.isAwaitedBy(origin);
            demand(!inVain, origin.id + " waits in vain for " + awaited.id);
        }
    }

    private static void demand(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(otherwise);
        }
    }
}
