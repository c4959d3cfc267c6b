// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.warehouse;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.crdt4j.examples.fleet.Fleet;
import org.crdt4j.examples.fleet.Story;

/**
 * What the warehouse does beside booking: the first region receives the opening stock, the stock of watched articles is sampled, and in the
 * end every region corrects what is oversold. Knows besides what no region can know: the stock if all movements are taken together.
 */
final class WarehouseStory implements Story {

    private final List<Movement> movements;
    private final StockHistory history;
    private final Map<String, Long> actual;
    private final Map<String, Integer> corrections = new LinkedHashMap<>();
    private int booked;
    private int oversold;
    private int unnoticed;

    /**
     * The story of some movements.
     *
     * @param movements all of them, in the order in which they are booked
     * @param history takes the samples
     */
    WarehouseStory(List<Movement> movements, StockHistory history) {
        this.movements = movements;
        this.history = history;
        actual = new HashMap<>(OpeningStock.of(movements));
    }

    @Override
    public void open(Fleet fleet) throws IOException {
        fleet.ask(fleet.labels().get(0), "open", fields(OpeningStock.of(movements)));
    }

    static List<String> fields(Map<String, Long> unitsBySku) {
        List<String> fields = new ArrayList<>();
        unitsBySku.forEach((sku, units) -> {
            fields.add(sku);
            fields.add(Long.toString(units));
        });
        return fields;
    }

    @Override
    public void after(Fleet fleet, int delivered, long time) throws IOException {
        for (Movement movement : movements.subList(booked, delivered)) {
            actual.merge(movement.sku(), movement.units(), Math::addExact);
        }
        booked = delivered;
        if (history.watched().isEmpty()) {
            return;
        }
        List<Long> real = history.watched().stream()
                .map(sku -> Objects.requireNonNull(actual.get(sku), sku))
                .toList();
        Map<String, List<Long>> known = new LinkedHashMap<>();
        fleet.askAll("stock", history.watched())
                .forEach((region, fields) ->
                        known.put(region, fields.stream().map(Long::valueOf).toList()));
        history.add(time, real, known);
    }

    @Override
    public void beforeHealing(Fleet fleet) throws IOException {
        Set<String> missed = new HashSet<>();
        actual.forEach((sku, units) -> {
            if (units < 0) {
                missed.add(sku);
            }
        });
        oversold = missed.size();
        fleet.askAll("oversold", List.of()).values().forEach(missed::removeAll);
        unnoticed = missed.size();
    }

    @Override
    public void close(Fleet fleet) throws IOException {
        fleet.askAll("correct", List.of())
                .forEach((region, fields) -> corrections.put(region, Integer.valueOf(fields.get(0))));
    }

    /** How many corrections each region noted, all at the same time. */
    Map<String, Integer> corrections() {
        return corrections;
    }

    /** Articles below zero at the end of the cut, all movements taken together. */
    int oversold() {
        return oversold;
    }

    /** Those of them that every region still took for available. */
    int unnoticed() {
        return unnoticed;
    }
}
