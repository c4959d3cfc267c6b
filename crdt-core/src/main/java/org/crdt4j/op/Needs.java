// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.Arrays;
import java.util.function.ObjLongConsumer;

/**
 * Collects what an operation that comes lacks; used again for the next one. An operation that waits keeps copies of the arrays.
 *
 * @param <O> the operations
 */
final class Needs<O> {

    private static final Origin<?>[] NO_ORIGINS = {};
    private static final long[] NO_COUNTERS = {};

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
        for (int index = 0; index < size; index++) {
            action.accept(origins[index], counters[index]);
        }
    }

    Origin<O>[] origins() {
        return size == 0 ? noOrigins() : Arrays.copyOf(origins, size);
    }

    @SuppressWarnings("unchecked")
    static <O> Origin<O>[] noOrigins() {
        return (Origin<O>[]) NO_ORIGINS;
    }

    long[] counters() {
        return size == 0 ? NO_COUNTERS : Arrays.copyOf(counters, size);
    }

    static long[] noCounters() {
        return NO_COUNTERS;
    }
}
