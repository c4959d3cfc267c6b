// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.causality;

/**
 * A point in hybrid logical time: 48 bits of milliseconds since 1970 and a 16-bit counter, in one {@code long}.
 *
 * <p>It is close to the wall clock, and it respects causality: whoever has seen a timestamp writes a greater one. Timestamps are
 * not unique; where a total order is needed, the {@link Dot} breaks the tie. See Kulkarni et al., "Logical Physical Clocks", 2014.
 *
 * @param packed milliseconds in the upper 48 bits, counter in the lower 16
 */
public record HybridTimestamp(long packed) implements Comparable<HybridTimestamp> {

    /** The beginning of time. */
    public static final HybridTimestamp ZERO = new HybridTimestamp(0);

    /** The end of time. */
    public static final HybridTimestamp MAX = new HybridTimestamp(-1L);

    /** The greatest milliseconds that fit. */
    public static final long MAX_MILLIS = (1L << 48) - 1;

    /**
     * A timestamp of its parts.
     *
     * @param millis milliseconds since 1970, from 0 to {@link #MAX_MILLIS}
     * @param counter from 0 to 65,535
     * @return the timestamp
     * @throws IllegalArgumentException if a part does not fit
     */
    public static HybridTimestamp of(long millis, int counter) {
        return new HybridTimestamp(pack(millis, counter));
    }

    static long pack(long millis, int counter) {
        if (millis < 0 || millis > MAX_MILLIS || counter < 0 || counter > 0xFFFF) {
            throw new IllegalArgumentException("no hybrid timestamp: " + millis + " ms, counter " + counter);
        }
        return millis << 16 | counter;
    }

    /**
     * The physical part.
     *
     * @return milliseconds since 1970
     */
    public long millis() {
        return packed >>> 16;
    }

    /**
     * The logical part.
     *
     * @return the counter within the millisecond
     */
    public int counter() {
        return (int) (packed & 0xFFFF);
    }

    /**
     * The next point in time: the counter raised, with a carry into the milliseconds.
     *
     * @return the smallest timestamp greater than this
     * @throws IllegalStateException at the end of time, in the year 10889
     */
    public HybridTimestamp next() {
        return new HybridTimestamp(next(packed));
    }

    static long next(long packed) {
        if (packed == -1L) {
            throw new IllegalStateException("no timestamp after " + MAX);
        }
        return packed + 1;
    }

    @Override
    public int compareTo(HybridTimestamp other) {
        return Long.compareUnsigned(packed, other.packed);
    }

    @Override
    public String toString() {
        return millis() + "ms+" + counter();
    }
}
