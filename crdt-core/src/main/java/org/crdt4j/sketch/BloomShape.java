// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.sketch;

/** A Bloom filter of so many bits, a multiple of 64, of which an element sets as many as there are hashes. */
record BloomShape(int bits, int hashes) implements Shape {

    static final int MAX_BITS = 1 << 28;
    static final int MAX_HASHES = 30;

    @Override
    public String typeName() {
        return BloomFilter.NAME + "(" + bits + "," + hashes + ")";
    }

    @Override
    public int limit() {
        return Shape.limitFor(bytes());
    }

    /* Kirsch and Mitzenmacher: two hashes give all the others. The step is odd, so it is never a multiple of the even number of bits. */
    @Override
    public int[] marksOf(ElementHash element) {
        int[] marks = new int[hashes];
        long hash = element.high();
        for (int index = 0; index < hashes; index++) {
            marks[index] = (int) Long.remainderUnsigned(hash, bits);
            hash += element.low() | 1;
        }
        return marks;
    }

    @Override
    public boolean isMark(int mark) {
        return 0 <= mark && mark < bits;
    }

    /** Swamidass and Baldi, 2007. Of a filter that is full, as of one with a single free bit. */
    @Override
    public long estimate(int marks) {
        double filled = (double) Math.min(marks, bits - 1) / bits;
        return Math.round(-Math.log1p(-filled) * bits / hashes);
    }

    @Override
    public Registers newRegisters() {
        return new BitRegisters(this, new long[bits / Long.SIZE]);
    }

    @Override
    public int bytes() {
        return bits / Byte.SIZE;
    }

    @Override
    public Registers registersOf(byte[] bytes) {
        return BitRegisters.of(this, bytes);
    }
}
