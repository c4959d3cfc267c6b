// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.internal;

import java.util.Arrays;
import java.util.Collection;

/** Guards hash tables against keys that somebody has made to collide. */
public final class Collisions {

    /* A hash table finds a key among n with the same hash in O(log n) if all are of one class that orders itself, as strings and
     * numbers do; it takes O(n) otherwise, and so O(n^2) to build. Lists and records with equal hashes are easily made up. */

    /** How many keys may have the same hash where that hurts. */
    public static final int MAX_EQUAL_HASHES = 1_024;

    private Collisions() {}

    /** Whether building a hash table of some keys would take out of all proportion. */
    public static boolean isExcessive(Collection<?> keys) {
        if (keys.size() <= MAX_EQUAL_HASHES || isOrdered(keys)) {
            return false;
        }
        int[] hashes = keys.stream().mapToInt(Object::hashCode).sorted().toArray();
        int equal = 1;
        for (int index = 1; index < hashes.length; index++) {
            equal = hashes[index] == hashes[index - 1] ? equal + 1 : 1;
            if (equal > MAX_EQUAL_HASHES) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOrdered(Collection<?> keys) {
        Class<?> type = keys.iterator().next().getClass();
        if (!Arrays.asList(type.getInterfaces()).contains(Comparable.class)) {
            return false;
        }
        for (Object key : keys) {
            if (key.getClass() != type) {
                return false;
            }
        }
        return true;
    }
}
