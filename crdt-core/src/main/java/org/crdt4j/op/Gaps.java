// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

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

    static <O> CausalContext among(Origins<O> origins) {
        Gaps<O> found = new Gaps<>();
        for (Origin<O> origin : origins.sorted()) {
            origin.forEach(arrived -> {
                found.need(origin, arrived.counter() - 1);
                arrived.forEachNeed(origins, found::need);
            });
        }
        origins.sorted().forEach(found::find);
        return found.gaps.build();
    }

    private void need(Origin<O> origin, long counter) {
        needed.merge(origin, counter, Math::max);
    }

    private void find(Origin<O> origin) {
        long highest = needed.getOrDefault(origin, 0L);
        end = origin.delivered;
        origin.forEach(arrived -> {
            gap(origin, end + 1, Math.min(highest, arrived.counter() - 1));
            end = arrived.counter();
        });
        gap(origin, end + 1, highest);
    }

    private void gap(Origin<O> origin, long low, long high) {
        if (low <= high) {
            gaps.add(origin.id, low, high);
        }
    }
}
