// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.codec;

import java.util.Arrays;
import java.util.function.Supplier;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.error.CrdtException;
import org.crdt4j.error.LimitExceededException;
import org.jspecify.annotations.Nullable;

/** A row of bytes from a stranger. Whatever it declares is compared with what is there before memory is taken for it. */
final class ByteReader {

    /* Reading stops at end: that of the message, of a part whose length was declared, or where a value becomes longer than allowed. */

    private final byte[] bytes;
    private final Limits limits;
    private int position;
    private int end;
    private boolean endIsLimit;
    private int items;

    ByteReader(byte[] bytes, Limits limits) {
        if (bytes.length > limits.maxMessageBytes()) {
            throw new LimitExceededException(
                    "a message of " + bytes.length + " bytes, more than maxMessageBytes = " + limits.maxMessageBytes());
        }
        this.bytes = bytes;
        this.limits = limits;
        this.end = bytes.length;
    }

    Limits limits() {
        return limits;
    }

    byte[] bytes() {
        return bytes;
    }

    int position() {
        return position;
    }

    int remaining() {
        return end - position;
    }

    /** Reads a value that may not be longer than {@link Limits#maxValueBytes}. */
    <T extends @Nullable Object> T limited(Supplier<T> part) {
        return within(position + limits.maxValueBytes(), true, part);
    }

    /** Whether what follows is so long that a value in it has to be {@link #limited}. */
    boolean exceedsValue() {
        return limits.maxValueBytes() < remaining();
    }

    /** Reads a part that reaches exactly to a place before the present end. */
    <T extends @Nullable Object> T upTo(int partEnd, Supplier<T> part) {
        return within(partEnd, false, () -> {
            T value = part.get();
            checkConsumed();
            return value;
        });
    }

    private <T extends @Nullable Object> T within(int partEnd, boolean isLimit, Supplier<T> part) {
        int outerEnd = end;
        boolean outerIsLimit = endIsLimit;
        end = partEnd;
        endIsLimit = isLimit;
        T value = part.get();
        end = outerEnd;
        endIsLimit = outerIsLimit;
        return value;
    }

    void checkConsumed() {
        if (position != end) {
            throw WireInput.corrupt((end - position) + " bytes too many");
        }
    }

    private CrdtException missing(long octets) {
        return endIsLimit
                ? new LimitExceededException("a value of more than maxValueBytes = " + limits.maxValueBytes())
                : WireInput.corrupt(octets + " more bytes are declared, but " + remaining() + " are left");
    }

    /** Checks that so many bytes are there. */
    void require(long octets) {
        if (octets < 0 || octets > end - position) {
            throw missing(octets);
        }
    }

    /** Checks a declared number of things, each of which takes a byte at least. */
    int checkSize(long size) {
        require(size);
        charge((int) size);
        return (int) size;
    }

    /** Counts things against the limit of the message. */
    void charge(int more) {
        if (more > limits.maxItems() - items) {
            throw new LimitExceededException("a message of more than maxItems = " + limits.maxItems() + " items");
        }
        items += more;
    }

    int read() {
        if (position == end) {
            throw missing(1);
        }
        return bytes[position++] & 0xFF;
    }

    long readVarint() {
        return position < end && bytes[position] >= 0 ? bytes[position++] : readLongVarint();
    }

    private long readLongVarint() {
        long number = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int octet = read();
            number |= (long) (octet & 0x7F) << shift;
            if (octet < 0x80) {
                if ((octet == 0 && shift > 0) || (shift == 63 && octet > 1)) {
                    throw WireInput.corrupt("a number that is not in its shortest form");
                }
                return number;
            }
        }
        throw WireInput.corrupt("a number of more than 64 bits");
    }

    long readCount() {
        long number = readVarint();
        if (number < 0) {
            throw WireInput.corrupt("a count of more than 63 bits");
        }
        return number;
    }

    long readZigzag() {
        long number = readVarint();
        return number >>> 1 ^ -(number & 1);
    }

    long readFixed(int octets) {
        require(octets);
        long number = 0;
        for (int index = 0; index < octets; index++) {
            number = number << 8 | (bytes[position++] & 0xFF);
        }
        return number;
    }

    /** Reads a number of bytes that follow. */
    int readLength() {
        long length = readCount();
        require(length);
        return (int) length;
    }

    /** Reads bytes with their number before them, as a copy. */
    byte[] readCounted() {
        return readBytes(readLength());
    }

    /** Reads some bytes, as a copy. */
    private byte[] readBytes(int length) {
        require(length);
        position += length;
        return Arrays.copyOfRange(bytes, position - length, position);
    }

    /** Goes to a place that was passed already, or that a part has reached by itself. */
    void seek(int place) {
        position = place;
    }

    /** Passes over some bytes. */
    void skip(int length) {
        require(length);
        position += length;
    }
}
