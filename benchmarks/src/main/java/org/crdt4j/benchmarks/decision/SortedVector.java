// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.decision;

import java.util.Arrays;

/**
 * A version vector in two parallel sorted arrays, usable both ways that were weighed: {@link #with} and {@link #joined}
 * leave it alone and copy, {@link #advance} and {@link #join} edit it.
 */
final class SortedVector {

    private Id[] ids;
    private long[] counters;

    SortedVector(Id[] ids, long[] counters) {
        this.ids = ids;
        this.counters = counters;
    }

    long get(Id id) {
        int at = Arrays.binarySearch(ids, id);
        return at < 0 ? 0 : counters[at];
    }

    /** A vector that differs in one counter; the identities are shared where none is new. */
    SortedVector with(Id id, long counter) {
        SortedVector copy = new SortedVector(ids, counters.clone());
        copy.advance(id, counter);
        return copy;
    }

    void advance(Id id, long counter) {
        int at = Arrays.binarySearch(ids, id);
        if (at >= 0) {
            counters[at] = counter;
        } else {
            insert(-at - 1, id, counter);
        }
    }

    private void insert(int at, Id id, long counter) {
        Id[] moreIds = Arrays.copyOf(ids, ids.length + 1);
        long[] moreCounters = Arrays.copyOf(counters, counters.length + 1);
        System.arraycopy(ids, at, moreIds, at + 1, ids.length - at);
        System.arraycopy(counters, at, moreCounters, at + 1, counters.length - at);
        moreIds[at] = id;
        moreCounters[at] = counter;
        ids = moreIds;
        counters = moreCounters;
    }

    SortedVector joined(SortedVector other) {
        SortedVector copy = snapshot();
        copy.join(other);
        return copy;
    }

    /** Walks both arrays once; identities that are missing here (rare: a replica's first event) are inserted one by one. */
    void join(SortedVector other) {
        int at = 0;
        for (int i = 0; i < other.ids.length; i++) {
            Id id = other.ids[i];
            while (at < ids.length && ids[at] != id && ids[at].compareTo(id) < 0) {
                at++;
            }
            if (at < ids.length && ids[at].equals(id)) {
                counters[at] = Math.max(counters[at], other.counters[i]);
            } else {
                insert(at, id, other.counters[i]);
            }
        }
    }

    /** An independent copy; the identities are shared, since {@link #insert} replaces that array and never edits it. */
    SortedVector snapshot() {
        return new SortedVector(ids, counters.clone());
    }
}
