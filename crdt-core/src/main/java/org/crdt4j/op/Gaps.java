// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.crdt.Tagged;

/** Finds the dots that pending operations need, and that have neither been delivered nor are pending themselves. */
final class Gaps {

    /* Of each origin: everything up to the highest dot that is needed, less what was delivered, less what is pending. */

    private final Map<ReplicaId, Long> needed = new TreeMap<>();
    private final CausalContext.Builder gaps = new CausalContext.Builder();

    private Gaps() {}

    static CausalContext below(List<? extends Tagged<?>> pending, ToLongFunction<ReplicaId> delivered) {
        Gaps found = new Gaps();
        for (Tagged<?> operation : pending) {
            found.need(operation.dot().replica(), operation.dot().counter() - 1);
            operation.dependencies().forEach(found::need);
        }
        Dot[] present = pending.stream().map(Tagged::dot).sorted().toArray(Dot[]::new);
        found.needed.forEach((origin, highest) -> found.find(origin, delivered.applyAsLong(origin), highest, present));
        return found.gaps.build();
    }

    private void need(ReplicaId origin, long counter) {
        needed.merge(origin, counter, Math::max);
    }

    private void find(ReplicaId origin, long reached, long highest, Dot[] present) {
        long end = reached;
        int at = Arrays.binarySearch(present, new Dot(origin, reached + 1));
        for (int index = at < 0 ? -(at + 1) : at; index < present.length; index++) {
            Dot dot = present[index];
            if (!dot.replica().equals(origin)) {
                break;
            }
            gap(origin, end + 1, Math.min(highest, dot.counter() - 1));
            end = dot.counter();
        }
        gap(origin, end + 1, highest);
    }

    private void gap(ReplicaId origin, long low, long high) {
        if (low <= high) {
            gaps.add(origin, low, high);
        }
    }
}
