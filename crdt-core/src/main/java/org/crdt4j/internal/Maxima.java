// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.internal;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An immutable sorted table of rows: a key of 96 bits, and a fixed number of counts from 0, of which one at least is above 0. Two tables
 * are joined by the maximum of each count. An absent key counts as 0.
 */
public final class Maxima {

    /* Columns of primitives: highs ascending (unsigned), lows beside them, or null if all are 0; values row by row. None is written after
     * construction. Equal keys are recognised by comparing the columns at once, mostly by their references. */

    private static final Maxima[] EMPTY = {
        new Maxima(new long[0], null, new long[0], 1), new Maxima(new long[0], null, new long[0], 2)
    };

    final long[] highs;
    final int @Nullable [] lows;
    final long[] values;
    final int width;

    Maxima(long[] highs, int @Nullable [] lows, long[] values, int width) {
        this.highs = highs;
        this.lows = lows;
        this.values = values;
        this.width = width;
    }

    /**
     * A table without rows.
     *
     * @param width the counts of a row, 1 or 2
     */
    public static Maxima empty(int width) {
        return EMPTY[width - 1];
    }

    /** A table of one row with one count, which must be positive. */
    public static Maxima of(long high, int low, long value) {
        return new Maxima(new long[] {high}, low == 0 ? null : new int[] {low}, new long[] {value}, 1);
    }

    /** A table of one row with two counts, one of which must be positive. */
    public static Maxima of(long high, int low, long first, long second) {
        return new Maxima(new long[] {high}, low == 0 ? null : new int[] {low}, new long[] {first, second}, 2);
    }

    /** The table of the rows of two tables with one count a row. */
    public static Maxima paired(Maxima first, Maxima second) {
        LiveMaxima paired = new LiveMaxima(first.spread(0));
        paired.join(second.spread(1));
        return paired.snapshot();
    }

    private Maxima spread(int column) {
        long[] spread = new long[2 * values.length];
        for (int index = 0; index < values.length; index++) {
            spread[2 * index + column] = values[index];
        }
        return new Maxima(highs, lows, spread, 2);
    }

    /** A table with one count a row: what stands in a column above 0. */
    public Maxima column(int column) {
        int[] rows =
                IntStream.range(0, size()).filter(row -> value(row, column) > 0).toArray();
        long[] newHighs = new long[rows.length];
        int[] newLows = new int[rows.length];
        long[] newValues = new long[rows.length];
        for (int index = 0; index < rows.length; index++) {
            newHighs[index] = highs[rows[index]];
            newLows[index] = low(rows[index]);
            newValues[index] = value(rows[index], column);
        }
        return new Maxima(newHighs, normal(newLows), newValues, 1);
    }

    /** How many keys have a count above 0. */
    public int size() {
        return highs.length;
    }

    /** The upper 64 bits of the key at a position, keys ascending. */
    public long high(int index) {
        return highs[index];
    }

    /** The lower 32 bits of the key at a position. */
    public int low(int index) {
        return lows == null ? 0 : lows[index];
    }

    /** A count of the key at a position. */
    public long value(int index, int column) {
        return values[index * width + column];
    }

    /** A count of a key, 0 if it is absent. */
    public long get(long high, int low, int column) {
        int index = indexOf(highs, lows, high, low);
        return index < 0 ? 0 : value(index, column);
    }

    /* the position of a key, or -(insertion point + 1) */
    static int indexOf(long[] highs, int @Nullable [] lows, long high, int low) {
        int from = 0;
        int to = highs.length - 1;
        while (from <= to) {
            int middle = (from + to) >>> 1;
            int order = compare(highs[middle], lows == null ? 0 : lows[middle], high, low);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                from = middle + 1;
            } else {
                to = middle - 1;
            }
        }
        return -(from + 1);
    }

    static int compare(long high, int low, long otherHigh, int otherLow) {
        return high == otherHigh ? Integer.compare(low, otherLow) : Long.compareUnsigned(high, otherHigh);
    }

    static int @Nullable [] normal(int[] lows) {
        for (int low : lows) {
            if (low != 0) {
                return lows;
            }
        }
        return null;
    }

    /** The sum of a column. */
    public BigInteger sum(int column) {
        long sum = smallSum(values, width, column);
        return sum >= 0 ? BigInteger.valueOf(sum) : exactSum(column);
    }

    /* the sum, or -1 where it might not fit; without a branch for each count */
    static long smallSum(long[] values, int width, int column) {
        long sum = 0;
        long bits = 0;
        for (int index = column; index < values.length; index += width) {
            sum += values[index];
            bits |= values[index];
        }
        int room = Long.numberOfLeadingZeros(bits) - 1;
        return values.length >>> Math.min(room, 31) == 0 ? sum : -1;
    }

    private BigInteger exactSum(int column) {
        BigInteger sum = BigInteger.ZERO;
        for (int index = column; index < values.length; index += width) {
            sum = sum.add(BigInteger.valueOf(values[index]));
        }
        return sum;
    }

    /** The maximum of each count; this very object if the other adds nothing. */
    public Maxima join(Maxima other) {
        if (other.size() == 0 || size() == 0) {
            return other.size() == 0 ? this : other;
        }
        LiveMaxima joined = new LiveMaxima(this);
        return joined.join(other) ? joined.snapshot() : this;
    }

    /** This table with one count of a key raised to at least a value. */
    public Maxima with(long high, int low, int column, long value) {
        if (value == 0) {
            return this;
        }
        LiveMaxima raised = new LiveMaxima(this);
        return raised.raise(high, low, column, value) ? raised.snapshot() : this;
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof Maxima other
                && width == other.width
                && Arrays.equals(highs, other.highs)
                && Arrays.equals(lows, other.lows)
                && Arrays.equals(values, other.values);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(highs) + Arrays.hashCode(lows)) + Arrays.hashCode(values);
    }

    /** Collects rows with one count each, in any order. Ascending rows cost O(1) each. */
    public static final class Builder {

        private long[] highs = new long[4];
        private int[] lows = new int[4];
        private long[] values = new long[4];
        private int size;
        private boolean ascending = true;

        /** Starts with nothing. */
        public Builder() {}

        /** Adds a row; its count must be positive. */
        public void add(long high, int low, long value) {
            if (size == highs.length) {
                highs = Arrays.copyOf(highs, 2 * size);
                lows = Arrays.copyOf(lows, 2 * size);
                values = Arrays.copyOf(values, 2 * size);
            }
            ascending &= size == 0 || compare(highs[size - 1], lows[size - 1], high, low) < 0;
            highs[size] = high;
            lows[size] = low;
            values[size++] = value;
        }

        /** The table, or null if a key was added twice. The builder must not be used any more. */
        public @Nullable Maxima build() {
            if (!ascending && !sort()) {
                return null;
            }
            return size == 0
                    ? empty(1)
                    : new Maxima(
                            Arrays.copyOf(highs, size),
                            normal(Arrays.copyOf(lows, size)),
                            Arrays.copyOf(values, size),
                            1);
        }

        private boolean sort() {
            int[] order = IntStream.range(0, size)
                    .boxed()
                    .sorted((one, other) -> compare(highs[one], lows[one], highs[other], lows[other]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            long[] newHighs = new long[size];
            int[] newLows = new int[size];
            long[] newValues = new long[size];
            for (int index = 0; index < size; index++) {
                newHighs[index] = highs[order[index]];
                newLows[index] = lows[order[index]];
                newValues[index] = values[order[index]];
                if (index > 0
                        && compare(newHighs[index - 1], newLows[index - 1], newHighs[index], newLows[index]) == 0) {
                    return false;
                }
            }
            highs = newHighs;
            lows = newLows;
            values = newValues;
            return true;
        }
    }
}
