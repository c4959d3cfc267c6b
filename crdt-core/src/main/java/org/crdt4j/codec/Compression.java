// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.codec;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.error.CorruptDataException;
import org.crdt4j.error.LimitExceededException;

/** The compressed form of a message: a mark, the length of the message, and the message as a zlib stream (RFC 1950). */
final class Compression {

    /* Messages of replicas are mostly keys: identifiers that have nothing in common but their alphabet. Deflate finds chance
     * repetitions of three characters among them, whose references take more bits than the characters do. FILTERED does without
     * the short ones: it saves a tenth on UUIDs as text, and loses a hundredth on prose. Beyond level 5 time doubles for a few
     * percent. Where nothing repeats, giving up the search altogether yields the same bytes nine times as fast; a sample tells. */

    /** What a compressed message begins with: never the number of a version. */
    static final int MARK = 0x80;

    /** What is shorter is not worth the trouble. */
    static final int LEAST = 256;

    private static final int LEVEL = 5;
    private static final int SAMPLE = 16 << 10;
    private static final int LEAST_TO_SAMPLE = 4 * SAMPLE;
    private static final int SAMPLE_GAIN = 50;

    /* deflate cannot say more than 258 bytes in two bits */
    private static final int GREATEST_RATIO = 1_032;
    private static final int USUAL_RATIO = 8;

    private Compression() {}

    /** The compressed form of the message at the beginning of a buffer, or a copy of the message itself if that is not longer. */
    static byte[] compress(byte[] buffer, int length, Limits limits) {
        if (length >= LEAST) {
            ByteWriter header = new ByteWriter(limits);
            header.write(MARK);
            header.writeVarint(length);
            Deflater deflater = new Deflater(LEVEL);
            try {
                byte[] target = new byte[Math.min(length, length / 2 + LEAST)];
                deflater.setStrategy(strategy(deflater, buffer, length, target));
                deflater.setInput(buffer, 0, length);
                deflater.finish();
                byte[] compressed = deflate(deflater, header.toByteArray(), target, length);
                if (compressed.length < length) {
                    return compressed;
                }
            } finally {
                deflater.end();
            }
        }
        return Arrays.copyOf(buffer, length);
    }

    /* the header and what the deflater makes, or something of the greatest length if it would be no shorter */
    private static byte[] deflate(Deflater deflater, byte[] header, byte[] buffer, int most) {
        byte[] target = buffer;
        System.arraycopy(header, 0, target, 0, header.length);
        int size = header.length;
        while (!deflater.finished() && size < most) {
            if (size == target.length) {
                target = Arrays.copyOf(target, most);
            }
            size += deflater.deflate(target, size, target.length - size);
        }
        return Arrays.copyOf(target, size);
    }

    private static int strategy(Deflater deflater, byte[] buffer, int length, byte[] scratch) {
        if (length < LEAST_TO_SAMPLE) {
            return Deflater.FILTERED;
        }
        int withSearch = sizeOfSample(deflater, Deflater.FILTERED, buffer, length, scratch);
        int without = sizeOfSample(deflater, Deflater.HUFFMAN_ONLY, buffer, length, scratch);
        return without - withSearch > without / SAMPLE_GAIN ? Deflater.FILTERED : Deflater.HUFFMAN_ONLY;
    }

    /* the middle: the beginning holds the dots, which are not like the rest */
    private static int sizeOfSample(Deflater deflater, int strategy, byte[] buffer, int length, byte[] scratch) {
        deflater.setStrategy(strategy);
        deflater.setInput(buffer, (length - SAMPLE) / 2, SAMPLE);
        deflater.finish();
        int size = 0;
        while (!deflater.finished()) {
            size += deflater.deflate(scratch);
        }
        deflater.reset();
        return size;
    }

    static boolean isCompressed(byte[] message) {
        return message.length > 0 && (message[0] & 0xFF) == MARK;
    }

    /** The message in a compressed form. What it claims to be is believed only as far as it has been seen. */
    static byte[] expand(byte[] compressed, Limits limits) {
        ByteReader in = new ByteReader(compressed, limits);
        in.skip(1);
        long length = in.readCount();
        if (length > limits.maxMessageBytes()) {
            throw new LimitExceededException("a compressed message of " + length
                    + " bytes, more than maxMessageBytes = " + limits.maxMessageBytes());
        }
        if (length == 0 || length > (long) GREATEST_RATIO * in.remaining()) {
            throw WireInput.corrupt(in.remaining() + " bytes that claim to be " + length);
        }
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(compressed, in.position(), in.remaining());
            byte[] message =
                    inflate(inflater, (int) length, (int) Math.min(length, (long) USUAL_RATIO * in.remaining()));
            checkEnd(inflater);
            if (isCompressed(message)) {
                throw WireInput.corrupt("a message that was compressed twice");
            }
            return message;
        } catch (DataFormatException damage) {
            throw new CorruptDataException("no valid message: damaged where it is compressed", damage);
        } finally {
            inflater.end();
        }
    }

    private static byte[] inflate(Inflater inflater, int length, int usual) throws DataFormatException {
        byte[] message = new byte[usual];
        int size = 0;
        while (size < length) {
            if (size == message.length) {
                message = Arrays.copyOf(message, (int) Math.min(length, 2L * size));
            }
            int more = inflater.inflate(message, size, message.length - size);
            if (more == 0) {
                throw WireInput.corrupt("a compressed message that ends after " + size + " of " + length + " bytes");
            }
            size += more;
        }
        return message;
    }

    /* the checksum is compared only when somebody asks for more */
    private static void checkEnd(Inflater inflater) throws DataFormatException {
        if (inflater.inflate(new byte[1]) > 0) {
            throw WireInput.corrupt("a compressed message that is longer than it claims to be");
        }
        if (!inflater.finished()) {
            throw WireInput.corrupt("a compressed message without its end");
        }
        if (inflater.getRemaining() > 0) {
            throw WireInput.corrupt(inflater.getRemaining() + " bytes too many");
        }
    }
}
