// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.crdt4j.crdt.WireInput;

/** Strings: strict UTF-8, each string in one form only and none changed on its way. */
final class Text {

    /* A Java string may hold half of a surrogate pair, which UTF-8 cannot say. Such strings are sent as their 16-bit units: they are
     * rare, but an element must not be lost, or meet another, because of its spelling. */

    private static final int SHORT_LENGTHS = 0x100 - Tag.SHORT_TEXT;
    private static final char REPLACEMENT = '\uFFFD';

    private Text() {}

    /** Writes a string with its tag. */
    static void write(String text, ByteWriter out) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        /* what UTF-8 cannot say has become a question mark */
        if (Octets.contain(bytes, '?') && !isProper(text)) {
            writeUnits(text, out);
        } else if (bytes.length < SHORT_LENGTHS) {
            out.write(Tag.SHORT_TEXT + bytes.length, bytes);
        } else {
            out.write(Tag.TEXT);
            out.writeCounted(bytes);
        }
    }

    /* whether every surrogate has its other half */
    private static boolean isProper(String text) {
        for (int index = 0; index < text.length(); index++) {
            char unit = text.charAt(index);
            if (Character.isSurrogate(unit)) {
                index++;
                if (Character.isLowSurrogate(unit)
                        || index == text.length()
                        || !Character.isLowSurrogate(text.charAt(index))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static void writeUnits(String text, ByteWriter out) {
        out.write(Tag.UTF16_TEXT);
        out.writeVarint(text.length());
        for (int index = 0; index < text.length(); index++) {
            out.writeFixed(text.charAt(index), 2);
        }
    }

    static boolean isText(int tag) {
        return tag >= Tag.SHORT_TEXT || tag == Tag.TEXT || tag == Tag.UTF16_TEXT;
    }

    /** Reads a string whose tag was read. */
    static String read(int tag, ByteReader in) {
        if (tag >= Tag.SHORT_TEXT) {
            return readUtf8(tag - Tag.SHORT_TEXT, in);
        }
        long length = in.readCount();
        if (tag == Tag.UTF16_TEXT) {
            return readUnits(length, in);
        }
        if (length < SHORT_LENGTHS) {
            throw WireInput.corrupt("a short string in the form of a long one");
        }
        return readUtf8(length, in);
    }

    private static String readUtf8(long length, ByteReader in) {
        in.require(length);
        byte[] bytes = in.bytes();
        int start = in.position();
        in.skip((int) length);
        if (Octets.areAscii(bytes, start, in.position())) {
            return new String(bytes, start, (int) length, StandardCharsets.ISO_8859_1);
        }
        String text = new String(bytes, start, (int) length, StandardCharsets.UTF_8);
        /* what is malformed has become a replacement character, which a proper string may hold as well */
        return text.indexOf(REPLACEMENT) < 0 ? text : decode(ByteBuffer.wrap(bytes, start, (int) length));
    }

    private static String decode(ByteBuffer utf8) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
        } catch (CharacterCodingException malformed) {
            throw WireInput.corrupt("a string that is not UTF-8");
        }
    }

    private static String readUnits(long length, ByteReader in) {
        in.require(Math.multiplyExact(Math.min(length, Integer.MAX_VALUE), 2L));
        char[] units = new char[(int) length];
        for (int index = 0; index < units.length; index++) {
            units[index] = (char) in.readFixed(2);
        }
        String text = new String(units);
        if (isProper(text)) {
            throw WireInput.corrupt("a proper string in the form of an improper one");
        }
        return text;
    }
}
