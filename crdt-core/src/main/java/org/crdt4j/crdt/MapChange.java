// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

import java.util.Map;

/**
 * What changed in a map.
 *
 * @param <K> the keys
 * @param <C> what is reported of each key that changed
 * @param added keys that are there now and were not
 * @param updated keys that were there before and are there still, with another value
 * @param removed keys that were there and are not now
 */
public record MapChange<K, C>(Map<K, C> added, Map<K, C> updated, Map<K, C> removed) {

    /**
     * Copies the maps.
     *
     * @param added keys that are there now and were not
     * @param updated keys that were there before and are there still, with another value
     * @param removed keys that were there and are not now
     */
    public MapChange {
        added = Map.copyOf(added);
        updated = Map.copyOf(updated);
        removed = Map.copyOf(removed);
    }

    /**
     * Whether nothing changed.
     *
     * @return whether all three are empty
     */
    public boolean isEmpty() {
        return added.isEmpty() && updated.isEmpty() && removed.isEmpty();
    }
}
