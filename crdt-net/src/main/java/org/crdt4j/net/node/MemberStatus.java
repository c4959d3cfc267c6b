// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import org.crdt4j.causality.ReplicaId;
import org.crdt4j.net.member.MemberState;
import org.crdt4j.net.message.Rumour;
import org.crdt4j.net.transport.PeerAddress;
import org.jspecify.annotations.Nullable;

/**
 * A member of the cluster as this node sees it, at one moment. Others may see it otherwise for a while.
 *
 * @param id its identity
 * @param name its name for people
 * @param address where it listens, as others say unless it has a link; null if that is not known
 * @param state what is believed of it
 * @param incarnation how often it had to overrule what others believed of it
 */
public record MemberStatus(
        ReplicaId id, String name, @Nullable PeerAddress address, MemberState state, long incarnation) {

    static MemberStatus of(Rumour belief) {
        return new MemberStatus(
                belief.replica(),
                belief.name(),
                Members.address(belief.address()),
                belief.state(),
                belief.incarnation());
    }
}
