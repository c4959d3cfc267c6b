// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import java.util.Map;
import org.crdt4j.net.reason.RejectReason;

/**
 * What a node has counted since its start.
 *
 * @param bytesIn received, of all connections
 * @param bytesOut sent, of all connections
 * @param messagesIn messages between replicas, received
 * @param messagesOut messages between replicas, sent
 * @param digestsOut those of them that were digests
 * @param collapses fresh deltas and answers that did not fit into the queue of a peer and were left to a digest
 * @param reconnects how often a peer that had been linked before was linked again, whoever dialed
 * @param membership about the members of the cluster
 * @param rejects what this node refused, by reason; reasons without a case are absent
 * @param rejectedBy what peers said about why they refused this node, by reason
 */
public record NodeStats(
        long bytesIn,
        long bytesOut,
        long messagesIn,
        long messagesOut,
        long digestsOut,
        long collapses,
        long reconnects,
        MembershipStats membership,
        Map<RejectReason, Long> rejects,
        Map<RejectReason, Long> rejectedBy) {

    /** Keeps copies of the maps. */
    public NodeStats {
        rejects = Map.copyOf(rejects);
        rejectedBy = Map.copyOf(rejectedBy);
    }

    /**
     * How often this node refused for one reason.
     *
     * @param reason the reason
     * @return the number
     */
    public long rejects(RejectReason reason) {
        return rejects.getOrDefault(reason, 0L);
    }
}
