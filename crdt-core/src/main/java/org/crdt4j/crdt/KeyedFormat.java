// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.crdt4j.error.LimitExceededException;
import org.crdt4j.internal.Collisions;

/** The formats of plain sets and maps, whose keys are in the order of their bytes. */
final class KeyedFormat {

    private KeyedFormat() {}

    static void checkCollisions(Collection<?> keys) {
        if (Collisions.isExcessive(keys)) {
            throw new LimitExceededException("more than " + Collisions.MAX_EQUAL_HASHES
                    + " keys with the same hash code: give their class a better hashCode");
        }
    }

    private static <K> List<K> ordered(Collection<K> keys, WireOutput out) {
        checkCollisions(keys);
        Map<byte[], K> byBytes = new TreeMap<>(Arrays::compareUnsigned);
        keys.forEach(key -> byBytes.put(out.keyBytes(key), key));
        return List.copyOf(byBytes.values());
    }

    @SuppressWarnings("unchecked")
    private static <K> List<K> readKeys(WireInput in, int size) {
        List<K> keys = new ArrayList<>(size);
        for (int left = size; left > 0; left--) {
            keys.add((K) in.readKey());
        }
        checkCollisions(keys);
        return keys;
    }

    static <E> WireFormat<Set<E>> set() {
        return new WireFormat<>() {
            @Override
            public void write(Set<E> set, WireOutput out) {
                out.writeSize(set.size());
                ordered(set, out).forEach(out::writeKey);
            }

            @Override
            public Set<E> read(WireInput in) {
                List<E> keys = readKeys(in, in.readSize());
                Set<E> set = new LinkedHashSet<>(keys);
                if (set.size() < keys.size()) {
                    throw WireInput.corrupt("a set with two equal elements");
                }
                return Collections.unmodifiableSet(set);
            }
        };
    }

    static <K, V> WireFormat<Map<K, V>> map(WireFormat<V> values) {
        return new WireFormat<>() {
            @Override
            public void write(Map<K, V> map, WireOutput out) {
                out.writeSize(map.size());
                List<K> keys = ordered(map.keySet(), out);
                keys.forEach(out::writeKey);
                for (K key : keys) {
                    values.write(Objects.requireNonNull(map.get(key)), out);
                }
            }

            @Override
            public Map<K, V> read(WireInput in) {
                List<K> keys = readKeys(in, in.readSize());
                Map<K, V> map = new LinkedHashMap<>();
                for (K key : keys) {
                    map.put(key, values.read(in));
                }
                if (map.size() < keys.size()) {
                    throw WireInput.corrupt("a map with two equal keys");
                }
                return Collections.unmodifiableMap(map);
            }
        };
    }
}
