// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.crdt4j.benchmarks.report.Comparison.Row;

/** A comparison as Markdown: the figures with their ratios, what was allocated, and where ours is behind. */
final class Table {

    private final Comparison comparison;
    private final StringBuilder text = new StringBuilder();

    private Table(Comparison comparison) {
        this.comparison = comparison;
    }

    /** The whole text. */
    static String markdown(Comparison comparison) {
        Table table = new Table(comparison);
        table.figures();
        table.allocation();
        table.behind();
        return table.text.toString();
    }

    private void figures() {
        List<String> header = new ArrayList<>(List.of("", "work", "N"));
        comparison.contenders().forEach(contender -> header.add(name(contender)));
        header.add("ours / floor");
        comparison.peers().forEach(peer -> header.add(name(peer) + " / ours"));
        header(header);
        for (Row row : comparison.rows()) {
            List<String> cells = start(row);
            comparison
                    .contenders()
                    .forEach(contender ->
                            cells.add(row.figure(contender).map(Quantity::of).orElse("")));
            cells.add(ratio(row.ratio(Comparison.OURS, Comparison.FLOOR)));
            comparison.peers().forEach(peer -> cells.add(ratio(row.ratio(peer, Comparison.OURS))));
            line(cells);
        }
    }

    private void allocation() {
        List<Row> rows = comparison.rows().stream().filter(Table::hasAllocation).toList();
        if (rows.isEmpty()) {
            return;
        }
        text.append("\nBytes allocated an operation, where no copy is made beforehand that would count too:\n\n");
        List<String> header = new ArrayList<>(List.of("", "work", "N"));
        comparison.contenders().forEach(contender -> header.add(name(contender)));
        header(header);
        for (Row row : rows) {
            List<String> cells = start(row);
            comparison
                    .contenders()
                    .forEach(contender -> cells.add(row.figure(contender)
                            .filter(figure -> !Double.isNaN(figure.allocated()))
                            .map(figure -> Quantity.count(Math.round(figure.allocated())))
                            .orElse("")));
            line(cells);
        }
    }

    private static boolean hasAllocation(Row row) {
        return row.figures().values().stream().anyMatch(figure -> !Double.isNaN(figure.allocated()));
    }

    private void behind() {
        List<String> lines = new ArrayList<>();
        for (Row row : comparison.rows()) {
            for (String other : comparison.contenders()) {
                row.ratio(Comparison.OURS, other)
                        .filter(ratio -> ratio > 1)
                        .ifPresent(ratio ->
                                lines.add("- " + row.label() + ": " + Quantity.ratio(ratio) + " of " + name(other)));
            }
        }
        if (!lines.isEmpty()) {
            text.append("\nWhere ours takes more than another:\n\n");
            lines.forEach(line -> text.append(line).append('\n'));
        }
    }

    private static List<String> start(Row row) {
        return new ArrayList<>(List.of(
                row.measure().workload(), row.measure().title(), row.size() == 0 ? "" : Quantity.count(row.size())));
    }

    private static String ratio(Optional<Double> ratio) {
        return ratio.map(Quantity::ratio).orElse("");
    }

    /** A contender as prose names it. */
    static String name(String contender) {
        return switch (contender) {
            case "PEKKO" -> "Pekko";
            default -> contender.toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }

    private void header(List<String> cells) {
        line(cells);
        text.append('|');
        for (int i = 0; i < cells.size(); i++) {
            text.append(i < 2 ? "---|" : "--:|");
        }
        text.append('\n');
    }

    private void line(List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
}
