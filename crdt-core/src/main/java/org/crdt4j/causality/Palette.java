// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.causality;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The replicas whose dots stand in a column, by small numbers in the order in which they came. */
final class Palette {

    /** How many replicas there is room for; the dots of others stand beside. */
    static final int MAX = 1 << 16;

    private static final int FEW = 8;

    private ReplicaId[] origins;
    private int size;
    private int recent;
    private @Nullable Map<ReplicaId, Integer> numbers;

    Palette() {
        origins = new ReplicaId[2];
    }

    private Palette(Palette original) {
        origins = original.origins.clone();
        size = original.size;
        recent = original.recent;
        numbers = original.numbers == null ? null : new HashMap<>(original.numbers);
    }

    Palette copy() {
        return new Palette(this);
    }

    int size() {
        return size;
    }

    ReplicaId origin(int number) {
        return origins[number];
    }

    /** The number of a replica, -1 if it has none. */
    int find(ReplicaId origin) {
        if (recent < size && origins[recent].equals(origin)) {
            return recent;
        }
        int number = search(origin);
        if (number >= 0) {
            recent = number;
        }
        return number;
    }

    /** Whether a number means the same replica here and in another palette, as far as both have it. */
    boolean agrees(Palette other) {
        return Arrays.equals(origins, 0, Math.min(size, other.size), other.origins, 0, Math.min(size, other.size));
    }

    private int search(ReplicaId origin) {
        if (numbers != null) {
            return numbers.getOrDefault(origin, -1);
        }
        for (int number = 0; number < size; number++) {
            if (origins[number].equals(origin)) {
                return number;
            }
        }
        return -1;
    }

    /** The number of a replica, which gets one if it has none; -1 if there is no room. */
    int findOrAdd(ReplicaId origin) {
        int number = find(origin);
        return number >= 0 || size == MAX ? number : add(origin);
    }

    private int add(ReplicaId origin) {
        int number = size;
        if (number == origins.length) {
            origins = Arrays.copyOf(origins, 2 * number);
        }
        origins[number] = origin;
        size = number + 1;
        recent = number;
        if (numbers != null) {
            numbers.put(origin, number);
        } else if (size > FEW) {
            numbers = new HashMap<>();
            for (int each = 0; each < size; each++) {
                numbers.put(origins[each], each);
            }
        }
        return number;
    }
}
