// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.Arrays;
import java.util.function.ObjLongConsumer;

/**
 * Collects what an operation that comes lacks; used again for the next one. An operation that waits keeps a packed copy.
 *
 * @param <O> the operations
 */
final class Needs<O> {

    /* Packed, a need is one long: the index of its origin above 40 bits of its number. One that does not fit takes two: the complement of the
     * index, which is negative, and the number. */

    static final long[] NONE = {};

    private static final int COUNTER_BITS = 40;
    private static final long MAX_COUNTER = (1L << COUNTER_BITS) - 1;
    private static final int MAX_INDEX = (1 << (63 - COUNTER_BITS)) - 1;

    private Origin<O>[] origins = newOrigins();
    private long[] counters = new long[8];
    private int size;

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static <O> Origin<O>[] newOrigins() {
        return new Origin[8];
    }

    void clear() {
        size = 0;
    }

    void add(Origin<O> origin, long counter) {
        if (size == counters.length) {
            origins = Arrays.copyOf(origins, 2 * size);
            counters = Arrays.copyOf(counters, 2 * size);
        }
        origins[size] = origin;
        counters[size++] = counter;
    }

    int size() {
        return size;
    }

    void forEach(ObjLongConsumer<Origin<O>> action) {
        for (int at = 0; at < size; at++) {
            action.accept(origins[at], counters[at]);
        }
    }

    /* of the packed form */
    int packedLength() {
        int length = size;
        for (int at = 0; at < size; at++) {
            length += fits(origins[at].index, counters[at]) ? 0 : 1;
        }
        return length;
    }

    private static boolean fits(int index, long counter) {
        return index <= MAX_INDEX && counter <= MAX_COUNTER;
    }

    /* packs all, whose origins must have been registered; returns the end */
    int pack(long[] packed, int from) {
        int end = from;
        for (int at = 0; at < size; at++) {
            int index = origins[at].index;
            if (fits(index, counters[at])) {
                packed[end++] = (long) index << COUNTER_BITS | counters[at];
            } else {
                packed[end++] = ~index;
                packed[end++] = counters[at];
            }
        }
        return end;
    }

    static int index(long[] packed, int at) {
        return packed[at] < 0 ? (int) ~packed[at] : (int) (packed[at] >>> COUNTER_BITS);
    }

    static long counter(long[] packed, int at) {
        return packed[at] < 0 ? packed[at + 1] : packed[at] & MAX_COUNTER;
    }

    /* where the need after this one is packed */
    static int after(long[] packed, int at) {
        return packed[at] < 0 ? at + 2 : at + 1;
    }
}
