// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.Arrays;

/**
 * Dependencies of an operation that were not delivered when it came. Collected in one object that is used again for each arrival; an
 * operation that waits keeps a copy of the right size.
 *
 * @param <O> the operations
 */
final class Needs<O> {

    private static final Needs<?> NONE = new Needs<Object>(0);

    private Origin<O>[] origins;
    private long[] counters;
    private int size;

    @SuppressWarnings({"unchecked", "rawtypes"})
    Needs(int capacity) {
        origins = new Origin[capacity];
        counters = new long[capacity];
    }

    private Needs(Needs<O> other) {
        origins = Arrays.copyOf(other.origins, other.size);
        counters = Arrays.copyOf(other.counters, other.size);
        size = other.size;
    }

    @SuppressWarnings("unchecked")
    static <O> Needs<O> none() {
        return (Needs<O>) NONE;
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

    Needs<O> copy() {
        return size == 0 ? none() : new Needs<>(this);
    }

    int size() {
        return size;
    }

    Origin<O> origin(int index) {
        return origins[index];
    }

    long counter(int index) {
        return counters[index];
    }

    boolean isLacking(int index) {
        return origins[index].delivered < counters[index];
    }
}
