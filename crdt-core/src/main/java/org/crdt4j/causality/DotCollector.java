// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.causality;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes a context of many dots that come in no order: O(n log n), where adding them one by one could take O(n^2). */
final class DotCollector implements DotConsumer {

    private static final class Numbers {
        private long[] values = new long[4];
        private int size;

        void add(long value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size++] = value;
        }

        long[] intervals() {
            Arrays.sort(values, 0, size);
            long[] intervals = new long[2 * size];
            int length = 0;
            for (int index = 0; index < size; index++) {
                if (length > 0 && values[index] <= intervals[length - 1] + 1) {
                    intervals[length - 1] = values[index];
                } else {
                    intervals[length++] = values[index];
                    intervals[length++] = values[index];
                }
            }
            return Arrays.copyOf(intervals, length);
        }
    }

    private final Map<ReplicaId, Numbers> byOrigin = new TreeMap<>();
    private @Nullable ReplicaId recentOrigin;
    private Numbers recent = new Numbers();

    @Override
    public void accept(ReplicaId origin, long counter) {
        if (origin != recentOrigin) {
            recentOrigin = origin;
            recent = byOrigin.computeIfAbsent(origin, key -> new Numbers());
        }
        recent.add(counter);
    }

    CausalContext context() {
        return byOrigin.isEmpty()
                ? CausalContext.empty()
                : new CausalContext(
                        byOrigin.keySet().toArray(new ReplicaId[0]),
                        byOrigin.values().stream().map(Numbers::intervals).toArray(long[][]::new));
    }
}
