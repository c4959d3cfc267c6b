// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.membership;

import org.crdt4j.causality.ReplicaId;
import org.crdt4j.net.member.MemberState;
import org.crdt4j.net.message.Message;
import org.crdt4j.net.message.Rumour;
import org.crdt4j.net.reason.RejectReason;
import org.jspecify.annotations.Nullable;

/** What the {@link Membership} wants done, or known. */
public sealed interface Finding {

    /**
     * Send a message to a peer with a link.
     *
     * @param to the peer
     * @param message what to send
     */
    record Send(ReplicaId to, Message message) implements Finding {}

    /**
     * A member is believed to be something else than before, or elsewhere.
     *
     * @param before its state before; null if it was not known
     * @param after what is believed now
     */
    record Changed(@Nullable MemberState before, Rumour after) implements Finding {}

    /**
     * A member is not remembered any more.
     *
     * @param member who it was
     */
    record Forgotten(ReplicaId member) implements Finding {}

    /**
     * A rumour was refused.
     *
     * @param from the peer that told it
     * @param reason why
     */
    record Refused(ReplicaId from, RejectReason reason) implements Finding {}
}
