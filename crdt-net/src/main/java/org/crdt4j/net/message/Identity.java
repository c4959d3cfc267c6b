// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.message;

import org.crdt4j.causality.ReplicaId;

/**
 * How a node introduces itself.
 *
 * @param cluster the name of the cluster; only nodes of the same cluster speak with one another
 * @param replica the identity of the replica behind the node
 * @param name its name for people, of no meaning to the protocol
 * @param nonce drawn at random when the node starts: tells two lives of the same replica apart, and a node from its mirror image
 */
public record Identity(String cluster, ReplicaId replica, String name, long nonce) {}
