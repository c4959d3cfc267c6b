// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.crdt.Tagged;
import org.jspecify.annotations.Nullable;

/**
 * One replica as a delivery knows it: how many of its operations were delivered, and which of the later ones have come.
 *
 * @param <O> the operations
 */
final class Origin<O> {

    final ReplicaId id;
    /** Among the origins of the delivery; negative until it is registered. */
    int index = -1;

    long delivered;
    /** Whether something was delivered that no operation of this delivery's own replica depends on yet. */
    boolean isNews;

    /** The operation after the last that was delivered, once it has come. The later ones lie in the window. */
    @Nullable
    Tagged<O> next;

    int nextBytes;
    /** Whether it lacks nothing. */
    boolean isReady;
    /** The one whose operation it was found to lack; null if it is ready. */
    @Nullable
    Origin<O> awaited;

    private long awaitedCounter;
    private long[] needs = Needs.NONE;
    private int cursor;
    private int needsEnd;

    /** Those whose next operation was found to lack one of this origin, by the number of that; null while there never was one. */
    private @Nullable PriorityQueue<Origin<O>> waiters;

    /** Null while it is empty. */
    private @Nullable Window<O> window;

    Origin(ReplicaId id) {
        this.id = id;
    }

    /* the operation of a number above what was delivered, null if it has not come */
    @Nullable
    Tagged<O> find(long counter) {
        if (counter == delivered + 1) {
            return next;
        }
        return window == null ? null : window.find(counter);
    }

    /* takes an operation that is not here and whose predecessor was not delivered */
    void await(Tagged<O> operation, int bytes, Needs<O> lacking) {
        if (window == null) {
            window = new Window<>();
        }
        window.add(operation, bytes, lacking);
    }

    /* takes the next operation, which is not here */
    void come(Tagged<O> operation, int bytes, Needs<O> lacking) {
        long[] packed = lacking.size() == 0 ? Needs.NONE : new long[lacking.packedLength()];
        lacking.pack(packed, 0);
        comeNext(new Arrived<>(operation, bytes, packed, 0, packed.length));
    }

    private void comeNext(Arrived<O> arrived) {
        next = arrived.operation;
        nextBytes = arrived.bytes;
        needs = arrived.needs;
        cursor = arrived.from;
        needsEnd = arrived.end;
    }

    /* whether the operation that comes next now has come before; there must be none yet */
    boolean comeFromWindow() {
        if (window == null) {
            return false;
        }
        Arrived<O> arrived = window.take(delivered + 1);
        if (arrived == null) {
            return false;
        }
        comeNext(arrived);
        forgetEmptyWindow();
        return true;
    }

    private void forgetEmptyWindow() {
        if (window != null && window.isEmpty()) {
            window = null;
        }
    }

    /* forgets the next operation, which is nowhere else then but in the places that it waits in */
    void leave() {
        next = null;
        isReady = false;
        awaited = null;
        needs = Needs.NONE;
        cursor = 0;
        needsEnd = 0;
    }

    boolean hasMoreNeeds() {
        return cursor < needsEnd;
    }

    int neededIndex() {
        return Needs.index(needs, cursor);
    }

    long neededCounter() {
        return Needs.counter(needs, cursor);
    }

    void nextNeed() {
        cursor = Needs.after(needs, cursor);
    }

    /* the next operation waits for the need under the cursor, which is one of another origin */
    void waitFor(Origin<O> other) {
        awaited = other;
        awaitedCounter = neededCounter();
        if (other.waiters == null) {
            other.waiters = new PriorityQueue<>(4, (one, two) -> Long.compare(one.awaitedCounter, two.awaitedCounter));
        }
        other.waiters.add(this);
    }

    /* one that waits for what was delivered, taken out of its place; null if there is none */
    @Nullable
    Origin<O> freeWaiter() {
        if (waiters == null || waiters.isEmpty() || waiters.element().awaitedCounter > delivered) {
            return null;
        }
        Origin<O> freed = waiters.remove();
        freed.awaited = null;
        return freed;
    }

    /* those that have left do not wait here any more */
    void dropWaiters(Predicate<Origin<O>> hasLeft) {
        if (waiters != null) {
            waiters.removeIf(hasLeft);
        }
    }

    /* whether another one stands in its place among those that wait for this one */
    boolean isAwaitedBy(Origin<O> other) {
        return waiters != null && waiters.contains(other) && other.awaitedCounter == other.neededCounter();
    }

    /* drops what lies in the window and was delivered by another way */
    void dropDelivered(Consumer<Arrived<O>> dropped) {
        if (window != null) {
            window.dropUpTo(delivered, dropped);
            forgetEmptyWindow();
        }
    }

    /* all operations that have come and were not delivered, ascending */
    void forEach(Consumer<Arrived<O>> action) {
        if (next != null) {
            action.accept(new Arrived<>(next, nextBytes, needs, cursor, needsEnd));
        }
        if (window != null) {
            window.forEach(action);
        }
    }
}
