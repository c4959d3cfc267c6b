// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Runs what has to be told to others, in order, one after another, and never while the replica is locked. Thread-safe. */
final class Outbox {

    private final Queue<Runnable> queue = new ArrayDeque<>();
    private boolean draining;

    synchronized void add(Runnable notice) {
        queue.add(notice);
    }

    /** Runs all that is queued; if another thread, or a caller of this one, is at it, that one goes on with it. */
    void drain() {
        synchronized (this) {
            if (draining) {
                return;
            }
            draining = true;
        }
        boolean emptied = false;
        try {
            for (Runnable notice = poll(); notice != null; notice = poll()) {
                notice.run();
            }
            emptied = true;
        } finally {
            if (!emptied) {
                stop();
            }
        }
    }

    /* an error went through; whoever comes next goes on behind it */
    private synchronized void stop() {
        draining = false;
    }

    private synchronized @Nullable Runnable poll() {
        Runnable notice = queue.poll();
        if (notice == null) {
            draining = false;
        }
        return notice;
    }
}
