// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs what has to be told to others, in order, one after another, and never while the replica is locked, nor before it is kept. Thread-safe.
 */
final class Outbox {

    private final Queue<Runnable> queue = new ArrayDeque<>();
    private final BooleanSupplier isKept;
    private boolean draining;

    /** Takes what makes sure that all survives of which notices were added. If it cannot, nobody hears of it. */
    Outbox(BooleanSupplier isKept) {
        this.isKept = isKept;
    }

    synchronized void add(Runnable notice) {
        queue.add(notice);
    }

    /**
     * Runs all that is queued; if another thread, or a caller of this one, is at it, that one goes on with it. What a notice throws
     * goes to whoever drains, after all others have been run. The caller must not hold the replica's lock.
     */
    void drain() {
        synchronized (this) {
            if (draining) {
                return;
            }
            draining = true;
        }
        Error failure = null;
        for (Runnable notice = poll(); notice != null; notice = poll()) {
            if (!isKept.getAsBoolean()) {
                continue;
            }
            try {
                notice.run();
            } catch (Error thrown) {
                failure = failure == null ? thrown : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private synchronized @Nullable Runnable poll() {
        Runnable notice = queue.poll();
        if (notice == null) {
            draining = false;
        }
        return notice;
    }
}
