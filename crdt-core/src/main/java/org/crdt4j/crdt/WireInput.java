// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.error.CorruptDataException;

/**
 * Gives the parts of one message, in the order in which they were written. Every method refuses what is truncated, damaged or
 * beyond a limit with a {@link org.crdt4j.error.CrdtException}, before it allocates.
 */
public interface WireInput {

    /**
     * Reads a number that is not negative.
     *
     * @return the number
     */
    long readCount();

    /**
     * Reads a number from 1.
     *
     * @return the number
     */
    default long readPositive() {
        long number = readCount();
        if (number == 0) {
            throw corrupt("0 where nothing would have been written");
        }
        return number;
    }

    /**
     * Reads a count of 0 or 1.
     *
     * @return whether it was 1
     */
    default boolean readFlag() {
        long number = readCount();
        if (number > 1) {
            throw corrupt(number + " as a flag");
        }
        return number == 1;
    }

    /**
     * Reads the number of items that follow, each of which takes a byte at least.
     *
     * @return the number, never more than the bytes that are left
     */
    int readSize();

    /**
     * Reads any number.
     *
     * @return the number
     */
    long readSigned();

    /**
     * Reads an identity.
     *
     * @return the identity
     */
    ReplicaId readReplica();

    /**
     * Takes the two halves of a dot.
     *
     * @param <T> what is made of them
     */
    @FunctionalInterface
    interface DotReader<T> {

        /**
         * Takes a dot.
         *
         * @param origin who made the event
         * @param counter which of its events, from 1
         * @return whatever is made of it
         */
        T read(ReplicaId origin, long counter);
    }

    /**
     * Reads a dot.
     *
     * @param <T> what is made of it
     * @param reader takes the dot
     * @return what the reader made
     */
    <T> T readDot(DotReader<T> reader);

    /**
     * Reads a time.
     *
     * @return the time, not further ahead than the limit of this message
     */
    HybridTimestamp readTimestamp();

    /**
     * Reads a value of the application.
     *
     * @return the value
     */
    Object readValue();

    /**
     * Reads a value of the application by which others are found.
     *
     * @return the value, which has an equality of its own
     */
    Object readKey();

    /**
     * Reads some bytes, as long as the message may be.
     *
     * @return a copy of them
     */
    byte[] readBytes();

    /**
     * Refuses the message.
     *
     * @param reason what is wrong with it
     * @return the exception to throw
     */
    static CorruptDataException corrupt(String reason) {
        return new CorruptDataException("no valid message: " + reason);
    }
}
