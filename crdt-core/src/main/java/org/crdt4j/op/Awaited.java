// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.function.ObjLongConsumer;
import org.crdt4j.crdt.Tagged;
import org.jspecify.annotations.Nullable;

/**
 * A dot that was not delivered yet: its operation if that has come, and the operations that wait for it.
 *
 * @param <O> the operations
 */
final class Awaited<O> {

    /* An operation needs its predecessor first: else a reversed stream would be moved from gap to gap. That is not written down anywhere, since
     * the next operation is found by its number when its predecessor was delivered. Then it needs the dependencies that were not delivered when
     * it came, in their order: it stands in the chain of the one under the cursor, and all before were found delivered. */

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

    private Origin<O>[] needs = Needs.noOrigins();
    private long[] counters = Needs.noCounters();
    private int cursor;

    Awaited(Origin<O> origin, long counter) {
        this.origin = origin;
        this.counter = counter;
    }

    void come(Tagged<O> arrived, int encodedBytes, Needs<O> lacking) {
        operation = arrived;
        bytes = encodedBytes;
        needs = lacking.origins();
        counters = lacking.counters();
        cursor = isPredecessorDelivered() ? 0 : PREDECESSOR;
    }

    private boolean isPredecessorDelivered() {
        return origin.delivered >= counter - 1;
    }

    /* whether the need under the cursor is still lacking; there must be one */
    boolean isLacking() {
        return needsPredecessor() ? !isPredecessorDelivered() : needs[cursor].delivered < counters[cursor];
    }

    boolean hasMoreNeeds() {
        return cursor < needs.length;
    }

    void nextNeed() {
        cursor++;
    }

    boolean needsPredecessor() {
        return cursor == PREDECESSOR;
    }

    /* the dot under the cursor, if that is not the predecessor */
    Awaited<O> lacking() {
        return needs[cursor].await(counters[cursor]);
    }

    boolean isDelivered() {
        return counter <= origin.delivered;
    }

    /* all that an operation that has come needs, and that was not delivered then */
    void forEachNeed(ObjLongConsumer<Origin<O>> action) {
        action.accept(origin, counter - 1);
        for (int index = 0; index < needs.length; index++) {
            action.accept(needs[index], counters[index]);
        }
    }

    /* waits for what is under the cursor */
    void enqueue() {
        if (needsPredecessor()) {
            return;
        }
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
