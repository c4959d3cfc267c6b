// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.internal;

import java.util.Arrays;

/**
 * A set of positive numbers that grows in place: sorted, disjoint, non-adjacent closed intervals, as in {@link Intervals}. Adding above
 * all others, and taking from the bottom, take O(1) amortised; adding in between moves what is above. Not thread-safe.
 */
public final class GrowingIntervals {

    /* The intervals lie in bounds from `from` up to `to`. An array that was handed out or taken over is never written: the next change
     * copies it once. */

    private static final int ROOM = 4;

    private long[] bounds;
    private int from;
    private int to;
    private boolean shared;

    /**
     * The intervals of an array from a position on.
     *
     * @param set intervals; never written, and nobody else may write it either
     * @param start where the first one begins
     */
    public GrowingIntervals(long[] set, int start) {
        bounds = set;
        from = start;
        to = set.length;
        shared = true;
    }

    /** One interval. */
    public GrowingIntervals(long low, long high) {
        bounds = new long[] {low, high, 0, 0};
        to = 2;
    }

    /** Whether there is no number. */
    public boolean isEmpty() {
        return from == to;
    }

    /** The highest number, 0 for the empty set. */
    public long max() {
        return from == to ? 0 : bounds[to - 1];
    }

    /** Whether a number is in the set. */
    public boolean contains(long number) {
        return containsAll(number, number);
    }

    /** Whether all numbers from {@code low} to {@code high} are in the set. */
    public boolean containsAll(long low, long high) {
        int at = firstEndingAtOrAfter(low);
        return at < to && bounds[at] <= low && bounds[at + 1] >= high;
    }

    private int firstEndingAtOrAfter(long number) {
        int low = 0;
        int high = (to - from) / 2;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (bounds[from + 2 * middle + 1] < number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return from + 2 * low;
    }

    /** Adds all numbers from {@code low} to {@code high}, and says whether any is new. */
    public boolean add(long low, long high) {
        int first = firstEndingAtOrAfter(low - 1);
        if (first < to && bounds[first] <= low && bounds[first + 1] >= high) {
            return false;
        }
        long touching = high == Long.MAX_VALUE ? high : high + 1;
        int last = first;
        long newLow = low;
        long newHigh = high;
        while (last < to && bounds[last] <= touching) {
            newLow = Math.min(newLow, bounds[last]);
            newHigh = Math.max(newHigh, bounds[last + 1]);
            last += 2;
        }
        int at = first - makeRoom(first, last);
        bounds[at] = newLow;
        bounds[at + 1] = newHigh;
        return true;
    }

    /* puts a place for one interval where those from first to last were; says by how much all has moved down */
    private int makeRoom(int first, int last) {
        int growth = 2 - (last - first);
        if (!shared && to + growth <= bounds.length) {
            System.arraycopy(bounds, last, bounds, last + growth, to - last);
            to += growth;
            return 0;
        }
        int moved = from;
        int size = to - from + growth;
        long[] larger = new long[size + (size >> 1) + ROOM];
        System.arraycopy(bounds, from, larger, 0, first - from);
        System.arraycopy(bounds, last, larger, first - from + 2, to - last);
        bounds = larger;
        from = 0;
        to = size;
        shared = false;
        return moved;
    }

    /**
     * Takes away what goes on from a prefix.
     *
     * @param prefix all numbers up to it are elsewhere
     * @return the prefix with all that went on from it here
     */
    public long takeNextTo(long prefix) {
        long longer = prefix;
        while (from < to && bounds[from] - 1 <= longer) {
            longer = Math.max(longer, bounds[from + 1]);
            from += 2;
        }
        return longer;
    }

    /**
     * The intervals after a prefix.
     *
     * @param prefix all numbers up to it are in the set too, 0 if none are
     * @return the intervals of both, which do not change any more
     */
    public long[] after(long prefix) {
        if (prefix > 0) {
            long[] all = new long[to - from + 2];
            all[0] = 1;
            all[1] = prefix;
            System.arraycopy(bounds, from, all, 2, to - from);
            return all;
        }
        if (from > 0 || to < bounds.length) {
            bounds = Arrays.copyOfRange(bounds, from, to);
            to -= from;
            from = 0;
        }
        shared = true;
        return bounds;
    }
}
