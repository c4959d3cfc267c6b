// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.causality;

import java.util.Arrays;

/** Which dots stand in the rows of a column: a bit for each event of a replica, where they are dense enough. */
final class LiveDots {

    /* Events of one replica are nearly always dense. Where they are not, there is no bitmap, and nothing is found in it. */

    private static final int MAX_BITS_PER_ROW = 64;
    private static final long[] NO_BITS = {};

    private final Palette palette;
    private final long[] least;
    private final long[][] bits;

    private LiveDots(Palette palette, long[] least, long[][] bits) {
        this.palette = palette;
        this.least = least;
        this.bits = bits;
    }

    /** No dots. */
    LiveDots() {
        this(new Palette(), new long[0], new long[0][]);
    }

    static LiveDots of(DotColumn<?> column, int rows) {
        Palette palette = column.palette();
        long[] least = new long[palette.size()];
        long[] greatest = new long[palette.size()];
        Arrays.fill(least, Long.MAX_VALUE);
        for (int row = 0; row < rows; row++) {
            long counter = column.counter(row);
            if (counter != 0) {
                int origin = column.origin(row);
                least[origin] = Math.min(least[origin], counter);
                greatest[origin] = Math.max(greatest[origin], counter);
            }
        }
        LiveDots live = new LiveDots(palette, least, bitmaps(least, greatest, rows));
        for (int row = 0; row < rows; row++) {
            long counter = column.counter(row);
            if (counter != 0) {
                live.add(column.origin(row), counter);
            }
        }
        return live;
    }

    /* together no more bits than are worth it */
    private static long[][] bitmaps(long[] least, long[] greatest, int rows) {
        long left = (long) rows * MAX_BITS_PER_ROW;
        long[][] bits = new long[least.length][];
        for (int origin = 0; origin < bits.length; origin++) {
            long span = greatest[origin] - least[origin] + 1;
            boolean dense = greatest[origin] > 0 && span <= left;
            bits[origin] = dense ? new long[(int) ((span + Long.SIZE - 1) / Long.SIZE)] : NO_BITS;
            left -= dense ? span : 0;
        }
        return bits;
    }

    private void add(int origin, long counter) {
        long[] map = bits[origin];
        if (map.length > 0) {
            long bit = counter - least[origin];
            map[(int) (bit >>> 6)] |= 1L << bit;
        }
    }

    /** Whether a dot is known to be there. */
    boolean contains(int origin, long counter) {
        if (origin < 0) {
            return false;
        }
        long bit = counter - least[origin];
        long[] map = bits[origin];
        return bit >= 0 && (bit >>> 6) < map.length && (map[(int) (bit >>> 6)] & 1L << bit) != 0;
    }

    /** For each replica of another palette its number here, -1 if it is not known. */
    int[] numbersOf(Palette other) {
        int[] numbers = new int[other.size()];
        for (int number = 0; number < numbers.length; number++) {
            numbers[number] = palette.find(other.origin(number));
        }
        return numbers;
    }
}
