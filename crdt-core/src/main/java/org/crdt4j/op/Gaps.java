// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.crdt4j.causality.CausalContext;

/**
 * Finds the dots that pending operations need, and that have neither been delivered nor are pending themselves.
 *
 * @param <O> the operations
 */
final class Gaps<O> {

    /* Of each origin: everything up to the highest dot that is needed, less what was delivered, less what is pending. */

    private final Map<Origin<O>, Long> needed = new HashMap<>();
    private final CausalContext.Builder gaps = new CausalContext.Builder();
    private long end;

    private Gaps() {}

    /* the origins ascending, all that anything depends on among them */
    static <O> CausalContext among(Collection<Origin<O>> origins) {
        Gaps<O> found = new Gaps<>();
        origins.forEach(origin -> origin.forEach(found::needs));
        origins.forEach(found::find);
        return found.gaps.build();
    }

    private void needs(Awaited<O> awaited) {
        if (awaited.operation != null) {
            awaited.forEachNeed(this::need);
        }
    }

    private void need(Origin<O> origin, long counter) {
        needed.merge(origin, counter, Math::max);
    }

    private void find(Origin<O> origin) {
        long highest = needed.getOrDefault(origin, 0L);
        end = origin.delivered;
        origin.forEach(awaited -> {
            if (awaited.operation != null) {
                gap(origin, end + 1, Math.min(highest, awaited.counter - 1));
                end = awaited.counter;
            }
        });
        gap(origin, end + 1, highest);
    }

    private void gap(Origin<O> origin, long low, long high) {
        if (low <= high) {
            gaps.add(origin.id, low, high);
        }
    }
}
