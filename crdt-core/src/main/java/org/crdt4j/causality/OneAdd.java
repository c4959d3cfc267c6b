// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.causality;

/** The delta of an add to a set. */
final class OneAdd<K> extends OneDotMap<K, DotSet> {

    OneAdd(K key, ReplicaId origin, long counter) {
        super(key, origin, counter);
    }

    @Override
    DotSet store() {
        return DotSet.of(origin(), counter());
    }
}
