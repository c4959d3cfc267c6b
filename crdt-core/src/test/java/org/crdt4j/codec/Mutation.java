// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.codec;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages messages in the ways of broken disks, broken peers and hostile peers. */
final class Mutation {

    private static final byte[] INTERESTING = {0, 1, 2, 0x10, 0x14, 0x7F, (byte) 0x80, (byte) 0x81, (byte) 0xFF};

    /** Numbers that are too great in one way or another: 2^20, 2^31 - 1, 2^31, 2^32 - 1, 2^63 - 1, 2^64 - 1. */
    private static final byte[][] BOMBS = {
        {(byte) 0x80, (byte) 0x80, 0x40},
        {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x07},
        {(byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 0x08},
        {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F},
        {-1, -1, -1, -1, -1, -1, -1, -1, 0x7F},
        {-1, -1, -1, -1, -1, -1, -1, -1, -1, 0x01},
    };

    private Mutation() {}

    /** A damaged copy of one of some messages, never of none. */
    static byte[] of(List<byte[]> messages, Random random) {
        byte[] mutated = messages.get(random.nextInt(messages.size())).clone();
        int rounds = 1 + random.nextInt(3);
        for (int round = 0; round < rounds; round++) {
            mutated = once(mutated, messages, random);
        }
        return mutated;
    }

    private static byte[] once(byte[] message, List<byte[]> messages, Random random) {
        int length = message.length;
        int at = length == 0 ? 0 : random.nextInt(length);
        switch (random.nextInt(9)) {
            case 0, 1 -> {
                if (length > 0) {
                    message[at] ^= (byte) (1 << random.nextInt(8));
                }
                return message;
            }
            case 2 -> {
                if (length > 0) {
                    message[at] = INTERESTING[random.nextInt(INTERESTING.length)];
                }
                return message;
            }
            case 3 -> {
                return Arrays.copyOf(message, at);
            }
            case 4 -> {
                byte[] noise = new byte[1 + random.nextInt(4)];
                random.nextBytes(noise);
                return replace(message, at, at, noise);
            }
            case 5 -> {
                return replace(message, at, Math.min(length, at + 1 + random.nextInt(4)), new byte[0]);
            }
            case 6 -> {
                byte[] other = messages.get(random.nextInt(messages.size()));
                int from = random.nextInt(other.length);
                return replace(message, at, length, Arrays.copyOfRange(other, from, other.length));
            }
            case 7 -> {
                int end = Math.min(length, at + random.nextInt(20));
                return replace(message, end, end, Arrays.copyOfRange(message, at, end));
            }
            default -> {
                byte[] bomb = BOMBS[random.nextInt(BOMBS.length)];
                return replace(message, at, Math.min(length, at + random.nextInt(2)), bomb);
            }
        }
    }

    private static byte[] replace(byte[] message, int from, int to, byte[] part) {
        byte[] result = Arrays.copyOf(message, message.length - (to - from) + part.length);
        System.arraycopy(part, 0, result, from, part.length);
        System.arraycopy(message, to, result, from + part.length, message.length - to);
        return result;
    }
}
