// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.dissemination;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.crdt4j.causality.ReplicaId;

/**
 * Deltas that peers have and that have not come. Each is asked for after a while, of one announcer after the other; when the last has
 * been asked, it is left to anti-entropy. Bounded. Not thread-safe.
 */
final class Missing {
    /** How long what was announced may take to come by way of the tree. */
    static final long PATIENCE_NANOS = 150_000_000;

    private static final int MOST = 1024;
    private static final int ANNOUNCERS = 8;

    /** Asks. */
    interface Asker {
        void ask(long id, ReplicaId announcer);
    }

    private static final class Delta {
        private final Deque<ReplicaId> announcers = new ArrayDeque<>();
        private long dueAt;
    }

    /* in the order of their first announcement, so nearly in that of their times */
    private final Map<Long, Delta> deltas = new LinkedHashMap<>();

    void announced(long id, ReplicaId announcer, long now) {
        Delta delta = deltas.get(id);
        if (delta == null) {
            if (deltas.size() >= MOST) {
                return;
            }
            delta = new Delta();
            delta.dueAt = now + PATIENCE_NANOS;
            deltas.put(id, delta);
        }
        if (delta.announcers.size() < ANNOUNCERS && !delta.announcers.contains(announcer)) {
            delta.announcers.add(announcer);
        }
    }

    void found(long id) {
        deltas.remove(id);
    }

    void forget(ReplicaId announcer) {
        deltas.values().removeIf(delta -> delta.announcers.remove(announcer) && delta.announcers.isEmpty());
    }

    void due(long now, Asker asker) {
        Iterator<Map.Entry<Long, Delta>> each = deltas.entrySet().iterator();
        while (each.hasNext()) {
            Map.Entry<Long, Delta> entry = each.next();
            Delta delta = entry.getValue();
            if (delta.dueAt <= now) {
                asker.ask(entry.getKey(), delta.announcers.remove());
                delta.dueAt = now + PATIENCE_NANOS;
                if (delta.announcers.isEmpty()) {
                    each.remove();
                }
            }
        }
    }

    long deadline() {
        long deadline = Long.MAX_VALUE;
        for (Delta delta : deltas.values()) {
            deadline = Math.min(deadline, delta.dueAt);
        }
        return deadline;
    }

    int size() {
        return deltas.size();
    }
}
