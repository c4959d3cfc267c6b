// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The figures side by side: one row a measure and size, one column a contender. */
final class Comparison {

    static final String OURS = "OURS";
    static final String FLOOR = "FLOOR";
    static final String BENIGN = "BENIGN";

    private static final List<String> FIRST_COLUMNS = List.of(OURS, FLOOR, "COMPRESSED", "TEXT", BENIGN);

    private final List<Row> rows;
    private final List<String> contenders;

    Comparison(List<Figure> figures) {
        Map<Key, Map<String, Figure>> cells = new TreeMap<>();
        Map<String, Integer> order = new LinkedHashMap<>();
        FIRST_COLUMNS.forEach(contender -> order.put(contender, order.size()));
        for (Figure figure : figures) {
            cells.computeIfAbsent(new Key(figure.measure(), figure.size()), key -> new LinkedHashMap<>())
                    .put(figure.contender(), figure);
            order.putIfAbsent(figure.contender(), order.size());
        }
        rows = new ArrayList<>();
        cells.forEach((key, row) -> rows.add(new Row(key.measure(), key.size(), row)));
        contenders = new ArrayList<>(order.keySet());
        contenders.removeIf(
                contender -> figures.stream().noneMatch(f -> f.contender().equals(contender)));
    }

    List<Row> rows() {
        return rows;
    }

    /** Ours, the floor, then the others as they were met. */
    List<String> contenders() {
        return contenders;
    }

    /** All but ours and the floor. */
    List<String> peers() {
        return contenders.stream()
                .filter(contender -> !FIRST_COLUMNS.contains(contender))
                .toList();
    }

    private record Key(Measure measure, int size) implements Comparable<Key> {

        @Override
        public int compareTo(Key other) {
            return Comparator.comparing(Key::measure)
                    .thenComparingInt(Key::size)
                    .compare(this, other);
        }
    }

    /** One measure at one size. */
    record Row(Measure measure, int size, Map<String, Figure> figures) {

        Optional<Figure> figure(String contender) {
            return Optional.ofNullable(figures.get(contender));
        }

        /** How many times {@code contender}'s figure is that of {@code base}; empty if one is missing or nothing. */
        Optional<Double> ratio(String contender, String base) {
            Figure above = figures.get(contender);
            Figure below = figures.get(base);
            return above == null || below == null || below.value() == 0
                    ? Optional.empty()
                    : Optional.of(above.value() / below.value());
        }

        String label() {
            return measure.workload() + " " + measure.title() + (size == 0 ? "" : ", N = " + Quantity.count(size));
        }
    }
}
