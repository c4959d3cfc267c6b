// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.decision;

import java.util.Random;
import java.util.TreeSet;

/** A replica's identity as the library has it: 64 random bits and an incarnation. */
record Id(long random, int incarnation) implements Comparable<Id> {

    @Override
    public int compareTo(Id other) {
        int byRandom = Long.compareUnsigned(random, other.random);
        return byRandom != 0 ? byRandom : Integer.compare(incarnation, other.incarnation);
    }

    /** Distinct identities in ascending order, the same for the same seed. */
    static Id[] sorted(int count, long seed) {
        Random bits = new Random(seed);
        TreeSet<Id> ids = new TreeSet<>();
        while (ids.size() < count) {
            ids.add(new Id(bits.nextLong(), 1));
        }
        return ids.toArray(Id[]::new);
    }
}
