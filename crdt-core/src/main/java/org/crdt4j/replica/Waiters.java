// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.crdt4j.causality.VersionVector;

/** Threads that wait until a replica has seen something. Guarded by the replica's lock, which nobody holds while it waits. */
final class Waiters {

    /** Somebody who waits; the latch opens when it is over, one way or the other. */
    record Waiter(VersionVector wanted, CountDownLatch over) {}

    private final List<Waiter> waiting = new ArrayList<>();

    Waiter add(VersionVector wanted) {
        Waiter waiter = new Waiter(wanted, new CountDownLatch(1));
        waiting.add(waiter);
        return waiter;
    }

    void remove(Waiter waiter) {
        waiting.removeIf(each -> each == waiter);
    }

    int count() {
        return waiting.size();
    }

    /** Wakes whoever waits for something that has been seen by now. */
    void wake(ReplicaState state) {
        if (!waiting.isEmpty()) {
            VersionVector version = state.version();
            waiting.stream().filter(waiter -> version.covers(waiter.wanted)).forEach(waiter -> waiter.over.countDown());
        }
    }

    /** Wakes everybody: nothing will come any more. */
    void wakeAll() {
        waiting.forEach(waiter -> waiter.over.countDown());
    }
}
