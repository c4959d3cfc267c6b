// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

import java.util.Set;

/**
 * What changed in a set.
 *
 * @param <E> the elements
 * @param added elements that are there now and were not
 * @param removed elements that were there and are not now
 */
public record SetChange<E>(Set<E> added, Set<E> removed) {

    /**
     * Copies both sets.
     *
     * @param added elements that are there now and were not
     * @param removed elements that were there and are not now
     */
    public SetChange {
        added = Set.copyOf(added);
        removed = Set.copyOf(removed);
    }
}
