// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.codec;

/** The first byte of a value. These numbers never change; from {@link #SHORT_TEXT} on it is the length of a string, too. */
final class Tag {

    static final int NULL = 0;
    static final int FALSE = 1;
    static final int TRUE = 2;
    static final int BYTE = 3;
    static final int SHORT = 4;
    static final int INTEGER = 5;
    static final int LONG = 6;
    static final int FLOAT = 7;
    static final int DOUBLE = 8;
    static final int CHARACTER = 9;
    static final int BIG_INTEGER = 10;
    static final int BIG_DECIMAL = 11;
    static final int TEXT = 12;
    static final int UTF16_TEXT = 13;
    static final int BYTES = 14;
    static final int INSTANT = 15;
    static final int UUID = 16;
    static final int ENUM = 17;
    static final int RECORD = 18;
    static final int OBJECT = 19;
    static final int LIST = 20;
    static final int SET = 21;
    static final int MAP = 22;
    static final int ABSENT = 23;
    static final int PRESENT = 24;
    static final int SHORT_TEXT = 0x80;

    private Tag() {}
}
