// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.decision;

import org.jspecify.annotations.Nullable;

/**
 * Element to dot in open addressing over parallel arrays: the table whose copy is a few array clones. Where it keeps the
 * elements' hashes, neither growth nor a probe past another element touches that element's memory. Grows at a load of one
 * half; has no removal, since the question asked of it is what writes and copies cost.
 */
final class CopyableTable {

    private final boolean hashesKept;
    private @Nullable Object[] elements;
    private int[] hashes;
    private int[] origins;
    private long[] counters;
    private int size;

    CopyableTable(boolean hashesKept) {
        this(hashesKept, 16);
    }

    private CopyableTable(boolean hashesKept, int capacity) {
        this.hashesKept = hashesKept;
        elements = new Object[capacity];
        hashes = new int[hashesKept ? capacity : 0];
        origins = new int[capacity];
        counters = new long[capacity];
    }

    /** Copies the arrays as they are: sequential memory, no hash is computed. */
    CopyableTable copy() {
        CopyableTable copy = new CopyableTable(hashesKept, 0);
        copy.elements = elements.clone();
        copy.hashes = hashes.clone();
        copy.origins = origins.clone();
        copy.counters = counters.clone();
        copy.size = size;
        return copy;
    }

    void put(Object element, int origin, long counter) {
        if (size * 2 >= elements.length) {
            grow();
        }
        int hash = spread(element);
        int at = slot(element, hash);
        if (elements[at] == null) {
            elements[at] = element;
            if (hashesKept) {
                hashes[at] = hash;
            }
            size++;
        }
        origins[at] = origin;
        counters[at] = counter;
    }

    /** The counter of the element's dot, 0 where it is absent. */
    long counter(Object element) {
        return counters[slot(element, spread(element))];
    }

    int size() {
        return size;
    }

    private static int spread(Object element) {
        int hash = element.hashCode() * 0x9E3779B9;
        return hash ^ (hash >>> 16);
    }

    private int slot(Object element, int hash) {
        int mask = elements.length - 1;
        int at = hash & mask;
        for (Object found = elements[at]; found != null && !same(found, at, element, hash); found = elements[at]) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private boolean same(Object found, int at, Object element, int hash) {
        return (!hashesKept || hashes[at] == hash) && found.equals(element);
    }

    /** All elements are distinct, so each goes to the first free slot and is compared with none. */
    private void grow() {
        CopyableTable larger = new CopyableTable(hashesKept, elements.length * 2);
        int mask = larger.elements.length - 1;
        for (int i = 0; i < elements.length; i++) {
            Object element = elements[i];
            if (element != null) {
                int at = (hashesKept ? hashes[i] : spread(element)) & mask;
                while (larger.elements[at] != null) {
                    at = (at + 1) & mask;
                }
                larger.elements[at] = element;
                if (hashesKept) {
                    larger.hashes[at] = hashes[i];
                }
                larger.origins[at] = origins[i];
                larger.counters[at] = counters[i];
            }
        }
        elements = larger.elements;
        hashes = larger.hashes;
        origins = larger.origins;
        counters = larger.counters;
    }
}
