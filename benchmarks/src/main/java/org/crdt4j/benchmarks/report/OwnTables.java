// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tables of what has no peers: causal delivery, moves in a tree, worst cases. */
final class OwnTables {

    private static final Map<String, String> ORDERS = new LinkedHashMap<>();
    private static final Map<Measure, String> HEADS = new LinkedHashMap<>();

    static {
        ORDERS.put("IN_ORDER", "as made");
        ORDERS.put("NEARLY", "shuffled within each 1,000");
        ORDERS.put("REVERSED", "the latest first");
        ORDERS.put("RANDOM", "shuffled");
        ORDERS.put("REPEATED", "shuffled, three of ten twice");
        HEADS.put(Measure.TREE_SINGLE, "one by one");
        HEADS.put(Measure.TREE_BATCHES, "a hundred at a time");
        HEADS.put(Measure.TREE_OBSERVED, "one by one, observed");
        HEADS.put(Measure.TREE_LOCAL, "local moves");
    }

    /** How many times the operations in order shuffled ones may take. */
    private static final double SHUFFLED_LIMIT = 3;

    private OwnTables() {}

    /** A line an order of arrival, and one with stability tracked. */
    static Grid delivery(Results results) {
        Grid grid = new Grid(
                1,
                List.of(
                        "order of arrival",
                        "an operation",
                        "operations a second",
                        "times in order",
                        "wait at most",
                        "heap for each that waits"));
        Optional<Figure> base = find(results, Measure.DELIVERY_TIME, "IN_ORDER");
        for (Map.Entry<String, String> order : ORDERS.entrySet()) {
            find(results, Measure.DELIVERY_TIME, order.getKey())
                    .ifPresent(time -> grid.add(deliveryRow(results, order.getValue(), time, base)));
            find(results, Measure.DELIVERY_TRACKED, order.getKey())
                    .ifPresent(time -> grid.add(
                            deliveryRow(results, order.getValue() + ", and stability is tracked", time, base)));
        }
        return grid;
    }

    private static List<String> deliveryRow(Results results, String name, Figure time, Optional<Figure> base) {
        double nanoseconds = time.value() / time.size();
        List<String> cells = new ArrayList<>(List.of(name, spread(time), Quantity.count(rate(nanoseconds))));
        cells.add(
                base.map(floor -> Quantity.ratio(time.value() / floor.value())).orElse(""));
        Optional<Figure> waiting = find(results, Measure.DELIVERY_WAITING, time.contender());
        cells.add(waiting.map(Quantity::of).orElse(""));
        cells.add(waiting.filter(most -> most.value() > 0)
                .flatMap(most -> find(results, Measure.DELIVERY_HEAP, time.contender())
                        .map(heap -> Quantity.of(heap.value() / most.value(), Figure.Unit.BYTES)))
                .orElse(""));
        return cells;
    }

    /** The time of all operations as the time of one. */
    private static String spread(Figure all) {
        double size = all.size();
        return Quantity.of(new Figure(
                all.measure(),
                all.size(),
                all.contender(),
                all.value() / size,
                all.low() / size,
                all.high() / size,
                all.unit(),
                Double.NaN));
    }

    /** What W9 owes: shuffled operations take at most three times those in order. */
    static List<String> deliveryBehind(Results results) {
        Optional<Figure> base = find(results, Measure.DELIVERY_TIME, "IN_ORDER");
        Optional<Figure> shuffled = find(results, Measure.DELIVERY_TIME, "RANDOM");
        if (base.isEmpty() || shuffled.isEmpty()) {
            return List.of();
        }
        double ratio = shuffled.get().value() / base.get().value();
        return ratio <= SHUFFLED_LIMIT
                ? List.of()
                : List.of("W9 shuffled operations: target missed, " + Quantity.ratio(ratio)
                        + " of the same in order where at most " + Quantity.ratio(SHUFFLED_LIMIT)
                        + " was to be reached");
    }

    private static Optional<Figure> find(Results results, Measure measure, String contender) {
        return results.figures(Section.DELIVERY).stream()
                .filter(figure ->
                        figure.measure() == measure && figure.contender().equals(contender))
                .findFirst();
    }

    /** Moves a second, a line a delay. */
    static Grid tree(Results results) {
        List<String> header = new ArrayList<>(List.of("late"));
        header.addAll(HEADS.values());
        Grid grid = new Grid(0, header);
        List<Figure> figures = results.figures(Section.TREE);
        figures.stream().map(Figure::size).distinct().sorted().forEach(late -> {
            List<String> cells = new ArrayList<>(List.of(Quantity.count(late) + " ms"));
            for (Measure measure : HEADS.keySet()) {
                cells.add(figures.stream()
                        .filter(figure -> figure.measure() == measure && figure.size() == late)
                        .findFirst()
                        .map(figure -> Quantity.count(rate(figure.value())) + " (" + Quantity.count(rate(figure.high()))
                                + "-" + Quantity.count(rate(figure.low())) + ")")
                        .orElse(""));
            }
            grid.add(cells);
        });
        return grid;
    }

    private static long rate(double nanoseconds) {
        double rate = 1e9 / nanoseconds;
        // Three digits are more than such a run can tell.
        double unit = Math.pow(10, Math.max(0, Math.floor(Math.log10(rate)) - 2));
        return Math.round(Math.round(rate / unit) * unit);
    }

    /** The worst case beside the benign one and the floor. */
    static Grid worst(Results results) {
        Grid grid = new Grid(
                2, List.of("case", "work", "N", "worst", "benign", "floor", "worst / benign", "worst / floor"));
        for (Comparison.Row row : new Comparison(results.figures(Section.WORST)).rows()) {
            List<String> cells = Table.start(row);
            for (String contender : List.of(Comparison.OURS, Comparison.BENIGN, Comparison.FLOOR)) {
                cells.add(row.figure(contender).map(Quantity::of).orElse(""));
            }
            cells.add(Table.ratio(row.ratio(Comparison.OURS, Comparison.BENIGN)));
            cells.add(Table.ratio(row.ratio(Comparison.OURS, Comparison.FLOOR)));
            grid.add(cells);
        }
        return grid;
    }
}
