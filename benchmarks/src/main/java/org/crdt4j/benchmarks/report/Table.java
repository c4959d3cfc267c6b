// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.crdt4j.benchmarks.report.Comparison.Row;

/** A comparison as tables: ours beside the floor, the peers beside ours, all figures, allocation, and where ours is behind. */
final class Table {

    private final Comparison comparison;

    Table(Comparison comparison) {
        this.comparison = comparison;
    }

    /** Ours, the floor, the target, and the peer that comes nearest. */
    Grid summary() {
        Grid grid = new Grid(
                2, List.of("", "work", "N", "ours", "floor", "ours / floor", "target", "best peer", "peer / ours"));
        for (Row row : comparison.rows()) {
            List<String> cells = start(row);
            cells.add(row.figure(Comparison.OURS).map(Quantity::of).orElse(""));
            cells.add(row.figure(Comparison.FLOOR).map(Quantity::of).orElse(""));
            cells.add(ratio(row.ratio(Comparison.OURS, Comparison.FLOOR)));
            cells.add(target(row));
            Optional<String> best = bestPeer(row);
            cells.add(best.map(Contenders::name).orElse(""));
            cells.add(best.map(peer -> lead(row, peer)).orElse(""));
            grid.add(cells);
        }
        return grid;
    }

    /** How many times ours each peer takes; in bold where that is less than once. */
    Grid peers() {
        List<String> header = new ArrayList<>(List.of("", "work", "N"));
        comparison.peers().forEach(peer -> header.add(Contenders.name(peer)));
        Grid grid = new Grid(2, header);
        for (Row row : comparison.rows()) {
            if (bestPeer(row).isPresent()) {
                List<String> cells = start(row);
                comparison.peers().forEach(peer -> cells.add(lead(row, peer)));
                grid.add(cells);
            }
        }
        return grid;
    }

    /** Every figure with its spread. */
    Grid figures() {
        List<String> header = new ArrayList<>(List.of("", "work", "N"));
        comparison.contenders().forEach(contender -> header.add(Contenders.name(contender)));
        Grid grid = new Grid(2, header);
        for (Row row : comparison.rows()) {
            List<String> cells = start(row);
            comparison
                    .contenders()
                    .forEach(contender ->
                            cells.add(row.figure(contender).map(Quantity::of).orElse("")));
            grid.add(cells);
        }
        return grid;
    }

    /** Bytes allocated an operation, where known. */
    Grid allocation() {
        List<String> header = new ArrayList<>(List.of("", "work", "N"));
        comparison.contenders().forEach(contender -> header.add(Contenders.name(contender)));
        Grid grid = new Grid(2, header);
        for (Row row : comparison.rows()) {
            if (row.figures().values().stream().allMatch(figure -> Double.isNaN(figure.allocated()))) {
                continue;
            }
            List<String> cells = start(row);
            comparison
                    .contenders()
                    .forEach(contender -> cells.add(row.figure(contender)
                            .filter(figure -> !Double.isNaN(figure.allocated()))
                            .map(figure -> Quantity.count(Math.round(figure.allocated())))
                            .orElse("")));
            grid.add(cells);
        }
        return grid;
    }

    /** One line for each row in which ours misses its target or takes more than a peer. */
    List<String> behind() {
        List<String> lines = new ArrayList<>();
        for (Row row : comparison.rows()) {
            List<String> complaints = new ArrayList<>();
            if (row.measure().target().missed(row).orElse(false)) {
                complaints.add(missed(row));
            }
            comparison.peers().stream()
                    .filter(peer -> row.ratio(Comparison.OURS, peer).orElse(0.0) > 1)
                    .sorted(Comparator.comparing(
                            peer -> row.ratio(peer, Comparison.OURS).orElseThrow()))
                    .forEach(peer -> complaints.add(Quantity.ratio(
                                    row.ratio(Comparison.OURS, peer).orElseThrow()) + " of " + Contenders.name(peer)));
            if (!complaints.isEmpty()) {
                lines.add(row.label() + ": " + String.join("; ", complaints));
            }
        }
        return lines;
    }

    private static String missed(Row row) {
        Target target = row.measure().target();
        Figure ours = row.figure(Comparison.OURS).orElseThrow();
        String reached = target.kind() == Target.Kind.TIMES_FLOOR
                ? ratio(row.ratio(Comparison.OURS, Comparison.FLOOR)) + " of the floor"
                : Quantity.of(ours.value(), ours.unit());
        return "target missed, " + reached + " where at most " + target.text(ours.unit()) + " was to be reached";
    }

    private Optional<String> bestPeer(Row row) {
        return comparison.peers().stream()
                .filter(peer -> row.ratio(peer, Comparison.OURS).isPresent())
                .min(Comparator.comparing(
                        peer -> row.ratio(peer, Comparison.OURS).orElseThrow()));
    }

    private static String lead(Row row, String peer) {
        return row.ratio(peer, Comparison.OURS)
                .map(ratio -> ratio < 1 ? "**" + Quantity.ratio(ratio) + "**" : Quantity.ratio(ratio))
                .orElse("");
    }

    private static String target(Row row) {
        Target target = row.measure().target();
        Optional<Figure> ours = row.figure(Comparison.OURS);
        if (ours.isEmpty() || !target.holdsAt(row.size())) {
            return "";
        }
        String text = target.text(ours.get().unit());
        return target.missed(row)
                .map(missed -> missed ? "**" + text + " missed**" : text + " reached")
                .orElse(text);
    }

    static List<String> start(Row row) {
        return new ArrayList<>(List.of(
                row.measure().workload(), row.measure().title(), row.size() == 0 ? "" : Quantity.count(row.size())));
    }

    static String ratio(Optional<Double> ratio) {
        return ratio.map(Quantity::ratio).orElse("");
    }
}
