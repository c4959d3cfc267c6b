// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.crdt4j.causality.Dot;
import org.jspecify.annotations.Nullable;

/**
 * What changed in a list of entries: what to take out, and then what to put in. An entry that moved is in both.
 *
 * @param <E> what was logged
 * @param removed what went, with its position in the list before, ascending
 * @param inserted what came, with its position in the list after, ascending
 */
public record LogChange<E>(List<Placed<E>> removed, List<Placed<E>> inserted) {

    /**
     * Copies both lists.
     *
     * @param removed what went, with its position in the list before, ascending
     * @param inserted what came, with its position in the list after, ascending
     */
    public LogChange {
        removed = List.copyOf(removed);
        inserted = List.copyOf(inserted);
    }

    /**
     * An entry at its place.
     *
     * @param <E> what was logged
     * @param position where it stands, from 0
     * @param entry the entry
     */
    public record Placed<E>(int position, LogEntry<E> entry) {

        /**
         * Checks that nothing is missing.
         *
         * @param position where it stands, from 0
         * @param entry the entry
         */
        public Placed {
            Objects.checkIndex(position, Integer.MAX_VALUE);
            Objects.requireNonNull(entry, "entry");
        }
    }

    /**
     * The change from one list to another. Takes O(both).
     *
     * @param <E> what was logged
     * @param before the entries before
     * @param after the entries after
     * @return the change, null if both lists have the same entries in the same order
     */
    public static <E> @Nullable LogChange<E> between(List<LogEntry<E>> before, List<LogEntry<E>> after) {
        Map<Dot, Integer> places = new HashMap<>();
        for (int position = 0; position < before.size(); position++) {
            places.put(before.get(position).dot(), position);
        }
        boolean[] kept = new boolean[before.size()];
        List<Placed<E>> inserted = new ArrayList<>();
        int lastKept = -1;
        for (int position = 0; position < after.size(); position++) {
            Integer place = places.get(after.get(position).dot());
            if (place != null && place > lastKept) {
                kept[place] = true;
                lastKept = place;
            } else {
                inserted.add(new Placed<>(position, after.get(position)));
            }
        }
        List<Placed<E>> removed = new ArrayList<>();
        for (int position = 0; position < kept.length; position++) {
            if (!kept[position]) {
                removed.add(new Placed<>(position, before.get(position)));
            }
        }
        return removed.isEmpty() && inserted.isEmpty() ? null : new LogChange<>(removed, inserted);
    }

    /**
     * Brings a list up to date, for instance that of a user interface.
     *
     * @param items the items before; changed in place into those after
     * @throws IndexOutOfBoundsException if the list is not what it was before the change
     */
    public void applyTo(List<? super E> items) {
        for (int index = removed.size() - 1; index >= 0; index--) {
            items.remove(removed.get(index).position());
        }
        for (Placed<E> placed : inserted) {
            items.add(placed.position(), placed.entry().item());
        }
    }
}
