// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/** Sets that only grow. */
record UnionLattice<E>() implements Lattice<Set<E>> {

    @Override
    public Set<E> bottom() {
        return Set.of();
    }

    @Override
    public Set<E> join(Set<E> one, Set<E> other) {
        if (one.containsAll(other)) {
            return one;
        }
        Set<E> union = new HashSet<>(one);
        union.addAll(other);
        return Collections.unmodifiableSet(union);
    }

    @Override
    public WireFormat<Set<E>> format() {
        return WireFormat.set();
    }
}
