// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import org.crdt4j.causality.ReplicaId;
import org.crdt4j.net.reason.RejectReason;

/**
 * Hears what happens to the links of a node, and to the members of its cluster. Called on threads of the node, and on that of whoever cuts a link or closes the node,
 * possibly on several at once, never under a lock. What it throws is logged and changes nothing; while it works, that thread waits.
 */
public interface NodeListener {

    /**
     * A peer has a link.
     *
     * @param peer who
     * @param name its name for people
     */
    default void linked(ReplicaId peer, String name) {}

    /**
     * A peer has no link any more, for whatever reason.
     *
     * @param peer who
     * @param name its name for people
     */
    default void unlinked(ReplicaId peer, String name) {}

    /**
     * A member of the cluster is new, or is believed to be in another state, or at another address, than before. Also called for
     * members without a link, and not for this node itself.
     *
     * @param member what is believed of it now
     */
    default void memberChanged(MemberStatus member) {}

    /**
     * This node refused bytes, a peer or a connection.
     *
     * @param reason why
     * @param remote the address of the other end
     */
    default void rejected(RejectReason reason, String remote) {}

    /**
     * A peer refused this node, and said why.
     *
     * @param reason why
     * @param remote the address of the peer
     */
    default void rejectedBy(RejectReason reason, String remote) {}
}
