// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What changed in a last-writer-wins register.
 *
 * @param <V> the value
 * @param before the value before, empty if there was none
 * @param after the value after, empty if there is none
 * @param overruled values that were written concurrently and lost: a write that arrived and lost, or the value before
 */
public record RegisterChange<V>(Optional<V> before, Optional<V> after, List<V> overruled) {

    /**
     * Copies the list.
     *
     * @param before the value before, empty if there was none
     * @param after the value after, empty if there is none
     * @param overruled values that were written concurrently and lost: a write that arrived and lost, or the value before
     */
    public RegisterChange {
        overruled = List.copyOf(overruled);
    }

    /**
     * Makes one report of all keys of a map whose registers change.
     *
     * @param <K> the keys
     * @param <V> the values
     */
    public static final class Collector<K, V> {

        private final Map<K, RegisterChange<V>> added = new HashMap<>();
        private final Map<K, RegisterChange<V>> updated = new HashMap<>();
        private final Map<K, RegisterChange<V>> removed = new HashMap<>();

        /** Nothing changed so far. */
        public Collector() {}

        /**
         * Notes a change, at most one of each key.
         *
         * @param key the key
         * @param change what changed, or null if nothing did
         */
        public void put(K key, @Nullable RegisterChange<V> change) {
            if (change == null) {
                return;
            }
            boolean was = change.before().isPresent();
            boolean is = change.after().isPresent();
            (is ? was ? updated : added : was ? removed : updated).put(key, change);
        }

        /**
         * The report.
         *
         * @return what changed, null if nothing did
         */
        public @Nullable MapChange<K, RegisterChange<V>> change() {
            return added.isEmpty() && updated.isEmpty() && removed.isEmpty()
                    ? null
                    : new MapChange<>(added, updated, removed);
        }
    }
}
