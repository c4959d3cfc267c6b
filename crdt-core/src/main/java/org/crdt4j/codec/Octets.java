// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Questions about rows of bytes, eight at a time. */
final class Octets {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long TOPS = 0x8080_8080_8080_8080L;

    private Octets() {}

    /** Whether all bytes from one place up to, and without, another are ASCII. */
    static boolean areAscii(byte[] bytes, int from, int to) {
        long seen = 0;
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            seen |= (long) LONGS.get(bytes, at);
        }
        for (; at < to; at++) {
            seen |= bytes[at];
        }
        return (seen & TOPS) == 0;
    }

    /** Whether one of the bytes is the given one. */
    static boolean contain(byte[] bytes, int octet) {
        long wanted = ONES * octet;
        int at = 0;
        for (; at <= bytes.length - Long.BYTES; at += Long.BYTES) {
            long difference = (long) LONGS.get(bytes, at) ^ wanted;
            if ((difference - ONES & ~difference & TOPS) != 0) {
                return true;
            }
        }
        for (; at < bytes.length; at++) {
            if (bytes[at] == octet) {
                return true;
            }
        }
        return false;
    }
}
