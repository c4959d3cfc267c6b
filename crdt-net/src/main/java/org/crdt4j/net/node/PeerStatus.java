// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import java.time.Duration;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.net.transport.PeerAddress;

/**
 * A peer with a link, at one moment.
 *
 * @param id its identity
 * @param name its name for people
 * @param remote the other end of the connection
 * @param dialed whether this node dialed
 * @param silentFor how long nothing was heard of it
 * @param queuedBytes how many bytes of fresh deltas wait to be sent to it
 */
public record PeerStatus(
        ReplicaId id, String name, PeerAddress remote, boolean dialed, Duration silentFor, int queuedBytes) {}
