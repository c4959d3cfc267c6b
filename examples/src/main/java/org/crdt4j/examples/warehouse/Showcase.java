// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.warehouse;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.crdt4j.examples.fleet.FleetRun;
import org.crdt4j.examples.warehouse.SalesRegion.Side;

/**
 * Picks the articles whose stock is worth a picture: those that end below zero and that both sides sell most of while the link is cut.
 */
final class Showcase {

    private Showcase() {}

    /**
     * Picks articles.
     *
     * @param movements all movements in order of time
     * @param count how many at most
     * @return articles, the best first; equally good ones by name
     */
    static List<String> pick(List<Movement> movements, int count) {
        Map<String, Long> stock = new HashMap<>(OpeningStock.of(movements));
        movements.forEach(movement -> stock.merge(movement.sku(), movement.units(), Math::addExact));
        Map<Side, Map<String, Long>> sold = new EnumMap<>(Side.class);
        for (Movement movement : FleetRun.whileCut(movements)) {
            sold.computeIfAbsent(SalesRegion.of(movement.country()).side(), side -> new HashMap<>())
                    .merge(movement.sku(), -movement.units(), Math::addExact);
        }
        Map<String, Long> west = sold.getOrDefault(Side.WEST, Map.of());
        Map<String, Long> east = sold.getOrDefault(Side.EAST, Map.of());
        Map<String, Long> byBoth = new HashMap<>();
        west.forEach((sku, units) -> byBoth.put(sku, Math.min(units, east.getOrDefault(sku, 0L))));
        stock.values().removeIf(units -> units >= 0);
        List<String> skus = new ArrayList<>(stock.keySet());
        skus.sort(Comparator.comparing((String sku) -> -byBoth.getOrDefault(sku, 0L))
                .thenComparing(Comparator.naturalOrder()));
        return List.copyOf(skus.subList(0, Math.min(count, skus.size())));
    }
}
