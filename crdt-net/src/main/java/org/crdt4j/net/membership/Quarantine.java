// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.membership;

import java.util.LinkedHashMap;
import java.util.Map;
import org.crdt4j.causality.ReplicaId;

/**
 * Peers that have sent what no sound peer sends, and must stay away for a while. By identity, not by address: many may share an
 * address, and with TLS an identity is proven. Remembers a thousand. Not thread-safe.
 */
public final class Quarantine {
    private static final int REMEMBERED = 1000;

    private final long nanos;
    private final Map<ReplicaId, Long> ends = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ReplicaId, Long> eldest) {
            return size() > REMEMBERED;
        }
    };

    /**
     * Nobody is in it.
     *
     * @param nanos how long a peer stays
     */
    public Quarantine(long nanos) {
        this.nanos = nanos;
    }

    /**
     * Puts a peer in, from now on.
     *
     * @param peer the peer
     * @param now the time
     */
    public void add(ReplicaId peer, long now) {
        ends.put(peer, now + nanos);
    }

    /**
     * Whether a peer must stay away.
     *
     * @param peer the peer
     * @param now the time
     * @return true until its time is over
     */
    public boolean holds(ReplicaId peer, long now) {
        Long end = ends.get(peer);
        if (end != null && now >= end) {
            ends.remove(peer);
            return false;
        }
        return end != null;
    }
}
