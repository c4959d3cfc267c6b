// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

/**
 * How much a node takes on. What all peers together can make it hold is a sum of multiples of these numbers, never more.
 *
 * @param pending connections that have not finished their handshake
 * @param peers peers at a time
 * @param messageBytes the most bytes of one message between replicas
 * @param queuedPushes how many fresh deltas wait for one peer before they collapse into a digest
 * @param queuedBytes how many bytes they may have
 * @param queuedAnswers how many answers wait for one peer; each is made while it is sent and takes next to nothing before
 * @param unfinishedBytes the most bytes of messages of many frames that have not arrived whole, or are being read, of all peers
 * @param acceptBurst how many times one source may connect at once
 * @param acceptsPerSecond how many times a second it may connect after that
 * @param members how many other members of the cluster are remembered
 * @param mesh up to how many other members the node keeps a link with each; 0: it looks for none but its seeds
 */
public record NodeLimits(
        int pending,
        int peers,
        int messageBytes,
        int queuedPushes,
        int queuedBytes,
        int queuedAnswers,
        long unfinishedBytes,
        int acceptBurst,
        int acceptsPerSecond,
        int members,
        int mesh) {

    /** Checks that each is positive. */
    public NodeLimits {
        if (pending < 1 || peers < 1 || messageBytes < 1 || queuedPushes < 1 || queuedBytes < 1 || queuedAnswers < 1) {
            throw new IllegalArgumentException("every limit must be at least 1");
        }
        if (acceptBurst < 1 || acceptsPerSecond < 1) {
            throw new IllegalArgumentException("a source must be able to connect at least once a second");
        }
        if (members < 1 || mesh < 0) {
            throw new IllegalArgumentException("there is no cluster of " + members + " members, nor a mesh of " + mesh);
        }
        if (unfinishedBytes < messageBytes) {
            throw new IllegalArgumentException("unfinishedBytes, " + unfinishedBytes
                    + ", has no room for one message of " + messageBytes + " bytes");
        }
    }

    /**
     * What a node uses unless told otherwise: 64 pending, 128 peers, 64 MiB a message; for each peer 8,192 pushes, 4 MiB of them,
     * and 64 answers; 128 MiB of unfinished messages; 256 connections of one source at once, and 64 a second after that;
     * 16,384 members, and a link with each of up to 16.
     *
     * @return the limits
     */
    public static NodeLimits standard() {
        return new NodeLimits(64, 128, 64 << 20, 8192, 4 << 20, 64, 128 << 20, 256, 64, 16_384, 16);
    }

    /**
     * The same with another number of connections.
     *
     * @param newPending that have not finished their handshake
     * @param newPeers that have
     * @return the limits
     */
    public NodeLimits withConnections(int newPending, int newPeers) {
        return new NodeLimits(
                newPending,
                newPeers,
                messageBytes,
                queuedPushes,
                queuedBytes,
                queuedAnswers,
                unfinishedBytes,
                acceptBurst,
                acceptsPerSecond,
                members,
                mesh);
    }

    /**
     * The same with another size of messages, and room for two of that size among the unfinished ones.
     *
     * @param newMessageBytes the most bytes of one message between replicas
     * @return the limits
     */
    public NodeLimits withMessageBytes(int newMessageBytes) {
        return new NodeLimits(
                pending,
                peers,
                newMessageBytes,
                queuedPushes,
                queuedBytes,
                queuedAnswers,
                2L * newMessageBytes,
                acceptBurst,
                acceptsPerSecond,
                members,
                mesh);
    }

    /**
     * The same with other queues.
     *
     * @param newPushes how many fresh deltas wait for one peer
     * @param newBytes how many bytes they may have
     * @return the limits
     */
    public NodeLimits withQueues(int newPushes, int newBytes) {
        return new NodeLimits(
                pending,
                peers,
                messageBytes,
                newPushes,
                newBytes,
                queuedAnswers,
                unfinishedBytes,
                acceptBurst,
                acceptsPerSecond,
                members,
                mesh);
    }

    /**
     * The same with another budget for unfinished messages.
     *
     * @param newUnfinishedBytes the most bytes of all peers together, at least those of one message
     * @return the limits
     */
    public NodeLimits withUnfinishedBytes(long newUnfinishedBytes) {
        return new NodeLimits(
                pending,
                peers,
                messageBytes,
                queuedPushes,
                queuedBytes,
                queuedAnswers,
                newUnfinishedBytes,
                acceptBurst,
                acceptsPerSecond,
                members,
                mesh);
    }

    /**
     * The same with another pace of connections.
     *
     * @param newBurst how many times one source may connect at once
     * @param newPerSecond how many times a second after that
     * @return the limits
     */
    public NodeLimits withAcceptRate(int newBurst, int newPerSecond) {
        return new NodeLimits(
                pending,
                peers,
                messageBytes,
                queuedPushes,
                queuedBytes,
                queuedAnswers,
                unfinishedBytes,
                newBurst,
                newPerSecond,
                members,
                mesh);
    }

    /**
     * The same with another cluster.
     *
     * @param newMembers how many other members are remembered
     * @param newMesh up to how many of them the node keeps a link with each; 0: it looks for none but its seeds
     * @return the limits
     */
    public NodeLimits withMembers(int newMembers, int newMesh) {
        return new NodeLimits(
                pending,
                peers,
                messageBytes,
                queuedPushes,
                queuedBytes,
                queuedAnswers,
                unfinishedBytes,
                acceptBurst,
                acceptsPerSecond,
                newMembers,
                newMesh);
    }
}
