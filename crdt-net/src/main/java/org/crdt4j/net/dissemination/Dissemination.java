// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.dissemination;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.crdt4j.causality.ReplicaId;
import org.jspecify.annotations.Nullable;

/**
 * Who gets a fresh delta: every peer, except the one it came from. A delta that came from a peer is passed on only if it changed
 * something here; so it dies out as soon as everybody has it, whatever the shape of the network. Not thread-safe.
 */
public final class Dissemination {
    private final SortedMap<ReplicaId, Outbox> outboxes = new TreeMap<>();
    private long collapses;

    /** Knows no peer yet. */
    public Dissemination() {}

    /**
     * A peer got its link.
     *
     * @param peer the peer
     * @param outbox what waits for it
     */
    public void linked(ReplicaId peer, Outbox outbox) {
        outboxes.put(peer, outbox);
    }

    /**
     * A peer lost its link.
     *
     * @param peer the peer
     */
    public void unlinked(ReplicaId peer) {
        outboxes.remove(peer);
    }

    /**
     * Puts a delta into the outboxes it belongs to. Takes time linear in the number of peers, and shares the bytes.
     *
     * @param body the delta
     * @param from the peer it came from, or null for a local update
     * @return the peers that have something to be sent now
     */
    public List<ReplicaId> spread(byte[] body, @Nullable ReplicaId from) {
        List<ReplicaId> awake = new ArrayList<>(outboxes.size());
        for (Map.Entry<ReplicaId, Outbox> entry : outboxes.entrySet()) {
            if (!entry.getKey().equals(from)) {
                if (!entry.getValue().push(body)) {
                    collapses++;
                }
                awake.add(entry.getKey());
            }
        }
        return awake;
    }

    /**
     * How many deltas did not fit into an outbox and were left to a digest.
     *
     * @return the number since the beginning
     */
    public long collapses() {
        return collapses;
    }
}
