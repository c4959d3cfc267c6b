// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import org.crdt4j.causality.ReplicaId;

/**
 * A 128-bit summary of a set of dots on named objects: the sum of a keyed hash of each, so the order does not matter and parts can be
 * added. Never over bytes of the application.
 *
 * @param high the upper half
 * @param low the lower half
 */
record Fingerprint(long high, long low) {

    /* Two 64-bit sums with different finalisers (the mix of SplitMix64, with the secret as seed). It tells honest replicas apart; it is
     * no defence against a member that forges dots on purpose. */

    static final Fingerprint ZERO = new Fingerprint(0, 0);

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    Fingerprint plus(Fingerprint other) {
        return new Fingerprint(high + other.high, low + other.low);
    }

    Fingerprint minus(Fingerprint other) {
        return new Fingerprint(high - other.high, low - other.low);
    }

    static Fingerprint of(long secret, long object, ReplicaId origin, long counter) {
        long base = mix(mix(mix(secret ^ object) + origin.id()) + origin.incarnation()) + counter * GOLDEN;
        return new Fingerprint(mix(base), mix(base ^ GOLDEN));
    }

    static long hashName(String name) {
        long hash = GOLDEN;
        for (int index = 0; index < name.length(); index++) {
            hash = mix(hash + name.charAt(index));
        }
        return hash;
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
