// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

import java.util.HashSet;
import java.util.Set;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.DotSet;
import org.jspecify.annotations.Nullable;

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

    /**
     * Makes one report of all elements that a join changes.
     *
     * @param <E> the elements
     */
    public static final class Collector<E> implements DotMap.Observer<E, DotSet> {

        private final Set<E> added = new HashSet<>();
        private final Set<E> removed = new HashSet<>();

        /** Nothing changed so far. */
        public Collector() {}

        @Override
        public void changed(E element, @Nullable DotSet before, @Nullable DotSet after) {
            if (before == null && after != null) {
                added.add(element);
            } else if (before != null && after == null) {
                removed.add(element);
            }
        }

        /**
         * The report.
         *
         * @return what changed, null if nothing did
         */
        public @Nullable SetChange<E> change() {
            return added.isEmpty() && removed.isEmpty() ? null : new SetChange<>(added, removed);
        }
    }
}
