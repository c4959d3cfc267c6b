// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.internal;

import java.security.SecureRandom;

/** Where a hash code falls in a table: different in each process, so that nobody can make up keys that fall together. */
final class HashSeed {

    /* Two rounds of multiply and shift, each of which can be undone: hashes are equal exactly if the hash codes are. Nothing that can be
     * observed depends on the seed, but how fast a table is under attack. */

    private static final int FIRST;
    private static final int SECOND;

    static {
        SecureRandom random = new SecureRandom();
        FIRST = random.nextInt() | 1;
        SECOND = random.nextInt() | 1;
    }

    private HashSeed() {}

    static int mix(int hashCode) {
        int hash = (hashCode ^ SECOND) * FIRST;
        hash = (hash ^ (hash >>> 15)) * SECOND;
        return hash ^ (hash >>> 16);
    }
}
