// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.internal;

import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** {@link Maxima} that grow in place. A {@link #snapshot} costs O(1), and the next change after it one copy. Not thread-safe. */
public final class LiveMaxima {

    /* Key columns are replaced, never written, so tables share them. snapshot is the table that shares the values now, null if nobody
     * does. Joining equal keys is three passes without a branch: are the keys equal, is any count of theirs higher, take the maxima;
     * each of them is a loop that compilers make vectors of. */

    private static final int BLOCK = 256;
    private static final int FEW = 8;

    private final int width;
    private long[] highs;
    private int @Nullable [] lows;
    private long[] values;
    private @Nullable Maxima snapshot;

    /** Starts with a table. */
    public LiveMaxima(Maxima table) {
        width = table.width;
        highs = table.highs;
        lows = table.lows;
        values = table.values;
        snapshot = table;
    }

    /** The present content. */
    public Maxima snapshot() {
        Maxima present = snapshot;
        if (present == null) {
            present = new Maxima(highs, lows, values, width);
            snapshot = present;
        }
        return present;
    }

    /** How many keys have a count above 0. */
    public int size() {
        return highs.length;
    }

    /** The position of a key, or {@code -(insertion point + 1)}; it holds until another key is added. */
    public int indexOf(long high, int low) {
        return Maxima.indexOf(highs, lows, high, low);
    }

    /** Whether a key stands at a position. */
    public boolean isAt(int index, long high, int low) {
        return index >= 0 && index < highs.length && highs[index] == high && (lows == null ? 0 : lows[index]) == low;
    }

    /** A count of the key at a position. */
    public long value(int index, int column) {
        return values[index * width + column];
    }

    /** Sets a count of the key at a position; it must be no lower than before. */
    public void set(int index, int column, long value) {
        if (snapshot != null) {
            own();
        }
        values[index * width + column] = value;
    }

    private void own() {
        values = values.clone();
        snapshot = null;
    }

    /** The sum of a column, or -1 if it might not fit into a {@code long}. */
    public long smallSum(int column) {
        return Maxima.smallSum(values, width, column);
    }

    /** The sum of a column. */
    public BigInteger sum(int column) {
        return new Maxima(highs, lows, values, width).sum(column);
    }

    /** Raises one count of a key to at least a positive value; says whether it was lower. */
    public boolean raise(long high, int low, int column, long value) {
        int index = indexOf(high, low);
        if (index < 0) {
            insert(-(index + 1), high, low);
            values[-(index + 1) * width + column] = value;
            return true;
        }
        if (value(index, column) >= value) {
            return false;
        }
        set(index, column, value);
        return true;
    }

    /* leaves a row of zeros that must not stay so */
    private void insert(int at, long high, int low) {
        highs = opened(highs, at, 1);
        highs[at] = high;
        if (lows != null || low != 0) {
            int[] wider = new int[highs.length];
            if (lows != null) {
                System.arraycopy(lows, 0, wider, 0, at);
                System.arraycopy(lows, at, wider, at + 1, lows.length - at);
            }
            wider[at] = low;
            lows = wider;
        }
        values = opened(values, at * width, width);
        snapshot = null;
    }

    private static long[] opened(long[] column, int at, int count) {
        long[] wider = new long[column.length + count];
        System.arraycopy(column, 0, wider, 0, at);
        System.arraycopy(column, at, wider, at + count, column.length - at);
        return wider;
    }

    /** Takes the maximum of each count; says whether any was lower here. */
    public boolean join(Maxima other) {
        if (hasKeysOf(other)) {
            return raiseAll(other.values);
        }
        if (highs.length == 0) {
            /* a copy at once: who takes over a state is about to change it */
            highs = other.highs;
            lows = other.lows;
            values = other.values.clone();
            snapshot = null;
            return true;
        }
        int[] rows = rowsOf(other);
        return rows == null ? merge(other) : raiseRows(rows, other.values);
    }

    private boolean hasKeysOf(Maxima other) {
        if (highs.length <= FEW) {
            return hasFewKeysOf(other);
        }
        return (highs == other.highs || Arrays.equals(highs, other.highs))
                && (lows == other.lows || Arrays.equals(lows, other.lows));
    }

    /* the call of an intrinsic costs more than a few comparisons */
    private boolean hasFewKeysOf(Maxima other) {
        long[] theirs = other.highs;
        if (theirs.length != highs.length) {
            return false;
        }
        for (int index = 0; index < theirs.length; index++) {
            if (theirs[index] != highs[index]) {
                return false;
            }
        }
        return lows == other.lows || Arrays.equals(lows, other.lows);
    }

    private boolean raiseAll(long[] theirs) {
        if (snapshot == null) {
            return raise(values, theirs);
        }
        int from = 0;
        while (from < theirs.length && !isAnyHigher(theirs, values, from, Math.min(theirs.length, from + BLOCK))) {
            from += BLOCK;
        }
        if (from >= theirs.length) {
            return false;
        }
        own();
        return raise(values, theirs);
    }

    /* counts are never negative, so that the sign of a difference tells which is higher */
    private static boolean isAnyHigher(long[] theirs, long[] mine, int from, int to) {
        long signs = 0;
        for (int index = from; index < to; index++) {
            signs |= mine[index] - theirs[index];
        }
        return signs < 0;
    }

    private static boolean raise(long[] mine, long[] theirs) {
        long signs = 0;
        for (int index = 0; index < mine.length; index++) {
            long one = mine[index];
            long two = theirs[index];
            signs |= one - two;
            mine[index] = Math.max(one, two);
        }
        return signs < 0;
    }

    /* the positions of the other's keys here; null if one is missing */
    private int @Nullable [] rowsOf(Maxima other) {
        int[] rows = new int[other.highs.length];
        if (rows.length > highs.length) {
            return null;
        }
        boolean seek = (long) rows.length * Integer.SIZE < highs.length;
        int mine = 0;
        for (int theirs = 0; theirs < rows.length; theirs++) {
            long high = other.highs[theirs];
            int low = other.low(theirs);
            if (seek) {
                mine = indexOf(high, low);
            } else {
                while (mine < highs.length && compare(mine, high, low) < 0) {
                    mine++;
                }
            }
            if (!isAt(mine, high, low)) {
                return null;
            }
            rows[theirs] = mine;
        }
        return rows;
    }

    private int compare(int index, long high, int low) {
        return Maxima.compare(highs[index], lows == null ? 0 : lows[index], high, low);
    }

    private boolean raiseRows(int[] rows, long[] theirs) {
        boolean grew = false;
        for (int index = 0; index < theirs.length; index++) {
            int row = rows[index / width];
            int column = index % width;
            if (theirs[index] > value(row, column)) {
                set(row, column, theirs[index]);
                grew = true;
            }
        }
        return grew;
    }

    private boolean merge(Maxima other) {
        int most = highs.length + other.highs.length;
        long[] newHighs = new long[most];
        int[] newLows = new int[most];
        long[] newValues = new long[most * width];
        int mine = 0;
        int theirs = 0;
        int size = 0;
        while (mine < highs.length || theirs < other.highs.length) {
            int order = mine == highs.length
                    ? 1
                    : theirs == other.highs.length ? -1 : compare(mine, other.highs[theirs], other.low(theirs));
            newHighs[size] = order <= 0 ? highs[mine] : other.highs[theirs];
            newLows[size] = order > 0 ? other.low(theirs) : lows == null ? 0 : lows[mine];
            for (int column = 0; column < width; column++) {
                long one = order <= 0 ? value(mine, column) : 0;
                long two = order >= 0 ? other.value(theirs, column) : 0;
                newValues[size * width + column] = Math.max(one, two);
            }
            mine += order <= 0 ? 1 : 0;
            theirs += order >= 0 ? 1 : 0;
            size++;
        }
        highs = Arrays.copyOf(newHighs, size);
        lows = Maxima.normal(Arrays.copyOf(newLows, size));
        values = Arrays.copyOf(newValues, size * width);
        snapshot = null;
        return true;
    }

    /** Checks that keys ascend, that no count is negative, and that no row is all zeros. */
    public void checkInvariants() {
        for (int index = 0; index < highs.length; index++) {
            long bits = 0;
            for (int column = 0; column < width; column++) {
                if (value(index, column) < 0) {
                    throw new IllegalStateException("a count of " + value(index, column));
                }
                bits |= value(index, column);
            }
            if (bits == 0 || (index > 0 && compare(index - 1, highs[index], lows == null ? 0 : lows[index]) >= 0)) {
                throw new IllegalStateException("row " + index + " is empty, or not after the one before");
            }
        }
        if (lows != null && Maxima.normal(lows) == null) {
            throw new IllegalStateException("lower parts of keys that are all 0");
        }
    }
}
