// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.sketch;

import com.dynatrace.hash4j.distinctcount.UltraLogLog;

/** An UltraLogLog with 2^precision registers of a byte. Its marks are the library's tokens. */
record LogLogShape(int precision) implements Shape {

    static final int MIN_PRECISION = 4;
    static final int MAX_PRECISION = 18;

    /* a token is the 26 highest bits of a hash, then in 6 bits the number of leading zeros of the other 38 */
    private static final int ZEROS = (1 << 6) - 1;
    private static final int MAX_ZEROS = 38;

    @Override
    public String typeName() {
        return DistinctCount.NAME + "(" + precision + ")";
    }

    @Override
    public int limit() {
        return Shape.limitFor(bytes());
    }

    @Override
    public int[] marksOf(ElementHash element) {
        return new int[] {UltraLogLog.computeToken(element.low())};
    }

    @Override
    public boolean isMark(int mark) {
        return (mark & ZEROS) <= MAX_ZEROS;
    }

    /** As long as marks are kept one by one, each is an element, but for one pair of a hundred million that leave the same. */
    @Override
    public long estimate(int marks) {
        return marks;
    }

    @Override
    public Registers newRegisters() {
        return registersOf(new byte[bytes()]);
    }

    @Override
    public int bytes() {
        return 1 << precision;
    }

    @Override
    public Registers registersOf(byte[] bytes) {
        return new LogLogRegisters(bytes);
    }
}
