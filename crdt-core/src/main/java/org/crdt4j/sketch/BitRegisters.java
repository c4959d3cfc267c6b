// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.sketch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The bits of a Bloom filter. The join is their union. */
final class BitRegisters implements Registers {

    /* set is the number of bits that are set, so that an estimate takes O(1) */

    private final BloomShape shape;
    private final long[] words;
    private int set;

    BitRegisters(BloomShape shape, long[] words) {
        this.shape = shape;
        this.words = words;
        this.set = count();
    }

    static BitRegisters of(BloomShape shape, byte[] bytes) {
        long[] words = new long[shape.bits() / Long.SIZE];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(words);
        return new BitRegisters(shape, words);
    }

    private int count() {
        int count = 0;
        for (long word : words) {
            count += Long.bitCount(word);
        }
        return count;
    }

    boolean has(int mark) {
        return (words[mark / Long.SIZE] & 1L << mark) != 0;
    }

    @Override
    public boolean mark(int mark) {
        if (has(mark)) {
            return false;
        }
        words[mark / Long.SIZE] |= 1L << mark;
        set++;
        return true;
    }

    @Override
    public boolean merge(Registers others) {
        long[] theirs = ((BitRegisters) others).words;
        for (int index = 0; index < words.length; index++) {
            words[index] |= theirs[index];
        }
        int before = set;
        set = count();
        return set > before;
    }

    @Override
    public Registers copy() {
        return new BitRegisters(shape, words.clone());
    }

    @Override
    public long estimate() {
        return shape.estimate(set);
    }

    @Override
    public byte[] bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(shape.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(words);
        return bytes.array();
    }

    @Override
    public boolean isReachable() {
        return set == count() && set > shape.limit();
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof BitRegisters other && Arrays.equals(words, other.words);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(words);
    }
}
