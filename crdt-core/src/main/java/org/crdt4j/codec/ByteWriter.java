// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.codec;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.crdt4j.error.LimitExceededException;

/** A growing row of bytes. */
final class ByteWriter {

    private static final int INITIAL = 128;
    private static final int MOST_TO_KEEP = 1 << 20;
    private static final byte[] NONE = {};

    /* a number is given ten bytes of room, though it may need but one */
    private static final int SLACK = 16;

    private final Limits limits;
    private byte[] bytes;
    private int size;
    private int items;

    ByteWriter(Limits limits) {
        this(limits, NONE);
    }

    /** Uses a buffer that is as long as it happens to be. */
    ByteWriter(Limits limits, byte[] buffer) {
        this.limits = limits;
        this.bytes = buffer;
    }

    /** Gives up the buffer for somebody else to use, or none if it is too long to be kept. Nothing written here remains. */
    byte[] release() {
        byte[] buffer = bytes;
        bytes = NONE;
        size = 0;
        return buffer.length > MOST_TO_KEEP ? NONE : buffer;
    }

    Limits limits() {
        return limits;
    }

    int size() {
        return size;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    /** What was written, compressed where that makes it shorter. */
    byte[] toCompressedArray() {
        return Compression.compress(bytes, size, limits);
    }

    private void reserve(int more) {
        if (more > bytes.length - size) {
            long wanted = Math.max(Math.max(INITIAL, (long) size + more), 2L * bytes.length);
            long most = (long) limits.maxMessageBytes() + SLACK;
            if ((long) size + more > most) {
                throw tooLong();
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(most, wanted));
        }
    }

    /** Checks the length, which {@link #reserve} does not exactly. */
    void checkSize() {
        if (size > limits.maxMessageBytes()) {
            throw tooLong();
        }
    }

    private LimitExceededException tooLong() {
        return new LimitExceededException("a message of more than maxMessageBytes = " + limits.maxMessageBytes()
                + ": send less at once, or raise the limit at every replica");
    }

    /** Counts things against the limit of the message, as the reader will. */
    void charge(int more) {
        if (more > limits.maxItems() - items) {
            throw new LimitExceededException("a message of more than maxItems = " + limits.maxItems()
                    + " items: send less at once, or raise the limit at every replica");
        }
        items += more;
    }

    /** Takes back what was written after a place. */
    void truncate(int start) {
        size = start;
    }

    /** Takes back what was written after a place, and returns it. */
    byte[] takeFrom(int start) {
        byte[] taken = Arrays.copyOfRange(bytes, start, size);
        size = start;
        return taken;
    }

    void write(int octet) {
        reserve(1);
        bytes[size++] = (byte) octet;
    }

    void write(byte[] source) {
        reserve(source.length);
        System.arraycopy(source, 0, bytes, size, source.length);
        size += source.length;
    }

    /** Writes a byte, and then others. */
    void write(int first, byte[] rest) {
        reserve(1 + rest.length);
        bytes[size] = (byte) first;
        System.arraycopy(rest, 0, bytes, size + 1, rest.length);
        size += 1 + rest.length;
    }

    /** Writes bytes with their number before them. */
    void writeCounted(byte[] source) {
        writeVarint(source.length);
        write(source);
    }

    void writeVarint(long number) {
        reserve(10);
        if ((number & ~0x7FL) == 0) {
            bytes[size++] = (byte) number;
            return;
        }
        long rest = number;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    void writeZigzag(long number) {
        writeVarint(number << 1 ^ number >> 63);
    }

    void writeFixed(long number, int octets) {
        reserve(octets);
        for (int shift = 8 * (octets - 1); shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (number >>> shift);
        }
    }

    /**
     * Puts the entries at the end of what was written into the order of their bytes.
     *
     * @param starts where each entry starts, and at last where the last one ends
     * @param keyEnds where the key of each entry ends
     * @return whether no two keys are equal
     */
    boolean sortEntries(int[] starts, int[] keyEnds) {
        byte[] source = Arrays.copyOfRange(bytes, starts[0], size);
        int base = starts[0];
        Comparator<Integer> byKey = (one, other) -> Arrays.compareUnsigned(
                source, starts[one] - base, keyEnds[one] - base, source, starts[other] - base, keyEnds[other] - base);
        Integer[] order =
                IntStream.range(0, keyEnds.length).boxed().sorted(byKey).toArray(Integer[]::new);
        int at = base;
        boolean distinct = true;
        for (int index = 0; index < order.length; index++) {
            int entry = order[index];
            int length = starts[entry + 1] - starts[entry];
            System.arraycopy(source, starts[entry] - base, bytes, at, length);
            at += length;
            distinct &= index == 0 || byKey.compare(order[index - 1], entry) != 0;
        }
        return distinct;
    }
}
