// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import org.crdt4j.crdt.Tagged;
import org.jspecify.annotations.Nullable;

/**
 * A dot that was not delivered yet: its operation if that has come, and the operations that wait for it.
 *
 * @param <O> the operations
 */
final class Awaited<O> {

    /* An operation has these needs, which are looked at in this order: its predecessor, then the dependencies that were not delivered when
     * it came. All before the cursor were found delivered; -1 stands for the predecessor. A dependency on a direct predecessor comes
     * first, and not the first gap of the origin: else a reversed stream would be moved from gap to gap. */

    private static final int PREDECESSOR = -1;

    final Origin<O> origin;
    final long counter;

    @Nullable
    Tagged<O> operation;

    int bytes;
    /** The first of those that wait for this dot; each names the next. */
    @Nullable
    Awaited<O> waiters;
    /** The next of those that wait for the same dot as this operation does. */
    @Nullable
    Awaited<O> alsoWaiting;

    private Needs<O> needs = Needs.none();
    private int cursor;

    Awaited(Origin<O> origin, long counter) {
        this.origin = origin;
        this.counter = counter;
    }

    void come(Tagged<O> arrived, int encodedBytes, Needs<O> lacking) {
        operation = arrived;
        bytes = encodedBytes;
        needs = lacking;
        cursor = isPredecessorDelivered() ? 0 : PREDECESSOR;
    }

    private boolean isPredecessorDelivered() {
        return origin.delivered >= counter - 1;
    }

    /* whether the need under the cursor is still lacking; there must be one */
    boolean isLacking() {
        return cursor == PREDECESSOR ? !isPredecessorDelivered() : needs.isLacking(cursor);
    }

    boolean hasMoreNeeds() {
        return cursor < needs.size();
    }

    void nextNeed() {
        cursor++;
    }

    /* the dot under the cursor */
    Awaited<O> lacking() {
        return cursor == PREDECESSOR
                ? origin.await(counter - 1)
                : needs.origin(cursor).await(needs.counter(cursor));
    }

    boolean isDelivered() {
        return counter <= origin.delivered;
    }

    Needs<O> needs() {
        return needs;
    }

    /* waits for the dot under the cursor */
    void enqueue() {
        Awaited<O> lacking = lacking();
        alsoWaiting = lacking.waiters;
        lacking.waiters = this;
    }

    /* takes those out of the chain that are in effect by another way; forgets the dot if nothing is left to know of it */
    void dropDeliveredWaiters() {
        Awaited<O> left = null;
        for (Awaited<O> waiting = waiters; waiting != null; ) {
            Awaited<O> after = waiting.alsoWaiting;
            if (!waiting.isDelivered()) {
                waiting.alsoWaiting = left;
                left = waiting;
            }
            waiting = after;
        }
        waiters = left;
        if (left == null && operation == null) {
            origin.remove(this);
        }
    }

    @Override
    public String toString() {
        return origin.id + ":" + counter;
    }
}
