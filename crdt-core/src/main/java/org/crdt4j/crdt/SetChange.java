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
            put(element, before != null, after != null);
        }

        /**
         * Takes note of one element.
         *
         * @param element the element
         * @param was whether it was there before
         * @param is whether it is there now
         */
        public void put(E element, boolean was, boolean is) {
            if (was != is) {
                (is ? added : removed).add(element);
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
