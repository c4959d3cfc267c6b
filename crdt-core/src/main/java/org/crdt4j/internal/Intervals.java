// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.internal;

import java.util.Arrays;

/**
 * Sets of positive numbers as sorted, disjoint, non-adjacent closed intervals: {@code {low, high, low, high, ...}}. The arrays are
 * treated as immutable: each operation returns a new one, or the very array it was given where nothing changed.
 */
public final class Intervals {

    /** The empty set. */
    public static final long[] EMPTY = {};

    private Intervals() {}

    /** Whether a number is in the set. */
    public static boolean contains(long[] set, long number) {
        int at = firstEndingAtOrAfter(set, number);
        return at < set.length && set[at] <= number;
    }

    /* the position of the first interval whose high is at least the number, or the length */
    private static int firstEndingAtOrAfter(long[] set, long number) {
        int low = 0;
        int high = set.length / 2;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (set[2 * middle + 1] < number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return 2 * low;
    }

    /** The set with all numbers from {@code low} to {@code high}. */
    public static long[] add(long[] set, long low, long high) {
        int from = firstEndingAtOrAfter(set, low - 1);
        if (from < set.length && set[from] <= low && set[from + 1] >= high) {
            return set;
        }
        int to = from;
        long newLow = low;
        long newHigh = high;
        while (to < set.length && set[to] <= (high == Long.MAX_VALUE ? high : high + 1)) {
            newLow = Math.min(newLow, set[to]);
            newHigh = Math.max(newHigh, set[to + 1]);
            to += 2;
        }
        long[] result = new long[set.length - (to - from) + 2];
        System.arraycopy(set, 0, result, 0, from);
        result[from] = newLow;
        result[from + 1] = newHigh;
        System.arraycopy(set, to, result, from + 2, set.length - to);
        return result;
    }

    /** The union of two sets. */
    public static long[] union(long[] set, long[] other) {
        if (set.length == 0 || other.length == 0) {
            return set.length == 0 ? other : set;
        }
        if (other.length == 2) {
            return add(set, other[0], other[1]);
        }
        long[] merged = new long[set.length + other.length];
        int size = 0;
        int mine = 0;
        int theirs = 0;
        while (mine < set.length || theirs < other.length) {
            boolean takeMine = theirs == other.length || (mine < set.length && set[mine] <= other[theirs]);
            long low = takeMine ? set[mine] : other[theirs];
            long high = takeMine ? set[mine + 1] : other[theirs + 1];
            mine += takeMine ? 2 : 0;
            theirs += takeMine ? 0 : 2;
            if (size > 0 && low - 1 <= merged[size - 1]) {
                merged[size - 1] = Math.max(merged[size - 1], high);
            } else {
                merged[size++] = low;
                merged[size++] = high;
            }
        }
        return size == set.length && Arrays.equals(merged, 0, size, set, 0, size) ? set : Arrays.copyOf(merged, size);
    }

    /** What is in the set and not in the other. */
    public static long[] minus(long[] set, long[] other) {
        if (set.length == 0 || other.length == 0) {
            return set;
        }
        long[] result = new long[set.length + other.length];
        int size = 0;
        int at = 0;
        for (int index = 0; index < set.length; index += 2) {
            long low = set[index];
            long high = set[index + 1];
            while (at < other.length && other[at + 1] < low) {
                at += 2;
            }
            int cut = at;
            boolean left = true;
            while (cut < other.length && other[cut] <= high) {
                if (other[cut] > low) {
                    result[size++] = low;
                    result[size++] = other[cut] - 1;
                }
                if (other[cut + 1] >= high) {
                    left = false;
                    break;
                }
                low = other[cut + 1] + 1;
                cut += 2;
            }
            if (left) {
                result[size++] = low;
                result[size++] = high;
            }
        }
        return Arrays.copyOf(result, size);
    }

    /** Whether the other is a part of the set. */
    public static boolean containsAll(long[] set, long[] other) {
        for (int index = 0; index < other.length; index += 2) {
            int at = firstEndingAtOrAfter(set, other[index]);
            if (at == set.length || set[at] > other[index] || set[at + 1] < other[index + 1]) {
                return false;
            }
        }
        return true;
    }

    /** The highest number, 0 for the empty set. */
    public static long max(long[] set) {
        return set.length == 0 ? 0 : set[set.length - 1];
    }

    /** The highest number up to which all from 1 are in the set. */
    public static long prefix(long[] set) {
        return set.length > 0 && set[0] == 1 ? set[1] : 0;
    }

    /** How many numbers are in the set, {@link Long#MAX_VALUE} if more than fit. */
    public static long count(long[] set) {
        long count = 0;
        for (int index = 0; index < set.length; index += 2) {
            long length = set[index + 1] - set[index] + 1;
            count = count + length < 0 ? Long.MAX_VALUE : count + length;
        }
        return count;
    }
}
