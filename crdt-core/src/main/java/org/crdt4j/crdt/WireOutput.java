// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.ReplicaId;

/**
 * Takes the parts of one message. Small numbers take few bytes; of replicas, dots and times only what differs from before.
 *
 * <p>Equal parts in equal order give equal bytes. For one message and one thread.
 */
public interface WireOutput {

    /**
     * Writes a number that is not negative.
     *
     * @param number the number; small ones take one byte
     */
    void writeCount(long number);

    /**
     * Writes the number of items that follow, each of which takes a byte at least; {@link WireInput#readSize} reads it.
     *
     * @param size the number
     */
    void writeSize(int size);

    /**
     * Writes any number.
     *
     * @param number the number; those near 0 take one byte
     */
    void writeSigned(long number);

    /**
     * Writes an identity; each stands only once in a message.
     *
     * @param replica the identity
     */
    void writeReplica(ReplicaId replica);

    /**
     * Writes a dot; near the dot of the same replica that was written last, it takes two bytes.
     *
     * @param origin who made the event
     * @param counter which of its events
     */
    void writeDot(ReplicaId origin, long counter);

    /**
     * Writes a time; near the one that was written last, it takes few bytes.
     *
     * @param time the time
     */
    void writeTimestamp(HybridTimestamp time);

    /**
     * Writes a value of the application.
     *
     * @param value the value
     * @throws IllegalArgumentException if its class is not registered
     */
    void writeValue(Object value);

    /**
     * Writes a value of the application by which others are found: an element, a key. Arrays are refused, since they are equal to
     * themselves only.
     *
     * @param key the value
     * @throws IllegalArgumentException if its class is not registered, or if it has no equality of its own
     */
    void writeKey(Object key);

    /**
     * What {@link #writeKey} would write, for a deterministic order among keys that have no other.
     *
     * @param key the value
     * @return its bytes
     */
    byte[] keyBytes(Object key);

    /**
     * Writes some bytes with their number, for a message within a message.
     *
     * @param content the bytes
     */
    void writeBytes(byte[] content);
}
