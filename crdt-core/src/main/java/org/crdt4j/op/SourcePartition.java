// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Objects;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;
import org.crdt4j.error.LimitExceededException;

/**
 * One partition of a log: it has events at offsets 0, 1, 2... To replicas it is an origin like another replica, one that hears of
 * nobody.
 *
 * @param topic the name of the log, the same at all consumers; a log that is deleted and made anew needs another name, for instance with
 *     the log's own id in it, and logs of different clusters do too
 * @param partition the number of the partition, from 0
 */
public record SourcePartition(String topic, int partition) implements Comparable<SourcePartition> {

    private static final int MAX_TOPIC = 1_000;

    /** The incarnations from here on are those of partitions. */
    private static final int RESERVED = 1 << 30;

    /**
     * Checks that there is such a partition.
     *
     * @param topic the name of the log, of 1,000 characters at most
     * @param partition the number of the partition, from 0
     */
    public SourcePartition {
        Objects.requireNonNull(topic, "topic");
        if (topic.length() > MAX_TOPIC || partition < 0) {
            throw new IllegalArgumentException("a topic has " + MAX_TOPIC
                    + " characters at most and a partition is not negative: " + topic.length() + ", " + partition);
        }
    }

    /**
     * The identity under which its events are known, the same everywhere and for ever: the first 94 bits of the SHA-256 of the partition
     * (4 bytes, the highest first) and the topic's UTF-16 units (2 bytes each). 64 of them are the id, 30 the lower part of the
     * incarnation, which is 2^30 at least.
     *
     * <p>A replica would have to lose its state a billion times to get such an incarnation, so none is ever taken for a partition. Of
     * a million partitions any two have one identity with a probability of some 3 in 10^17. Takes a microsecond.
     *
     * @return the identity
     */
    public ReplicaId origin() {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + Character.BYTES * topic.length());
        bytes.putInt(partition);
        topic.chars().forEach(unit -> bytes.putChar((char) unit));
        ByteBuffer digest = ByteBuffer.wrap(sha256().digest(bytes.array()));
        return new ReplicaId(digest.getLong(), RESERVED | digest.getInt() >>> 2);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /**
     * Whether an identity is that of a partition.
     *
     * @param origin who made an operation
     * @return whether its incarnation is one of those that partitions have
     */
    public static boolean isOriginOf(ReplicaId origin) {
        return origin.incarnation() >= RESERVED;
    }

    @Override
    public int compareTo(SourcePartition other) {
        int byTopic = topic.compareTo(other.topic);
        return byTopic != 0 ? byTopic : Integer.compare(partition, other.partition);
    }

    @Override
    public String toString() {
        return topic + "/" + partition;
    }

    /* how it is written */
    static WireFormat<SourcePartition> format() {
        return new WireFormat<>() {
            @Override
            public void write(SourcePartition value, WireOutput out) {
                out.writeKey(value.topic);
                out.writeCount(value.partition);
            }

            @Override
            public SourcePartition read(WireInput in) {
                if (!(in.readKey() instanceof String topic)) {
                    throw WireInput.corrupt("a topic that is no text");
                }
                long partition = in.readCount();
                if (topic.length() > MAX_TOPIC || partition > Integer.MAX_VALUE) {
                    throw new LimitExceededException("partition " + partition + " of a topic of " + topic.length()
                            + " characters: more than a partition may have");
                }
                return new SourcePartition(topic, (int) partition);
            }
        };
    }
}
