// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** A lattice for each key. */
record MapLattice<K, V>(Lattice<V> values) implements Lattice<Map<K, V>> {

    /* A key that is absent and one with the bottom mean the same, so the bottom is never kept: equal maps are then equal objects. */

    @Override
    public Map<K, V> bottom() {
        return Map.of();
    }

    @Override
    public Map<K, V> join(Map<K, V> one, Map<K, V> other) {
        Map<K, V> joined = null;
        for (Map.Entry<K, V> entry : other.entrySet()) {
            V mine = one.get(entry.getKey());
            V before = mine == null ? values.bottom() : mine;
            V after = values.join(before, entry.getValue());
            if (!after.equals(before)) {
                joined = joined == null ? new HashMap<>(one) : joined;
                joined.put(entry.getKey(), after);
            }
        }
        return joined == null ? one : Collections.unmodifiableMap(joined);
    }

    @Override
    public WireFormat<Map<K, V>> format() {
        V nothing = values.bottom();
        WireFormat<Map<K, V>> entries = WireFormat.map(values.format());
        return new WireFormat<>() {
            @Override
            public void write(Map<K, V> map, WireOutput out) {
                Map<K, V> present = new HashMap<>(map);
                present.values().removeIf(nothing::equals);
                entries.write(present, out);
            }

            @Override
            public Map<K, V> read(WireInput in) {
                Map<K, V> map = entries.read(in);
                if (map.containsValue(nothing)) {
                    throw WireInput.corrupt("a key without a value");
                }
                return map;
            }
        };
    }
}
