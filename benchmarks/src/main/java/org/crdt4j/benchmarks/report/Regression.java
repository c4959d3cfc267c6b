// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compares the ratios to the floor of two runs. Nanoseconds of two machines, or of two hours on a shared one, cannot be
 * compared; ratios made within one run can, within a generous bound.
 */
public final class Regression {

    /** So many times the earlier ratio is still the same. */
    static final double BOUND = 1.6;

    private final Run before;
    private final Grid grid =
            new Grid(2, List.of("", "work", "N", "ours / floor", "before", "now / before", "verdict"));
    private final List<String> slower = new ArrayList<>();
    private int compared;

    /** Compares all rows that both runs have. */
    public Regression(Run before, Run now) {
        this.before = before;
        List<Comparison.Row> earlier = new Comparison(before.results().figures(Section.WORKLOADS)).rows();
        for (Comparison.Row row : new Comparison(now.results().figures(Section.WORKLOADS)).rows()) {
            earlier.stream()
                    .filter(old -> old.measure() == row.measure() && old.size() == row.size())
                    .findFirst()
                    .ifPresent(old -> compare(old, row));
        }
    }

    /** The rows in which ours became slower, a few words each. */
    public List<String> slower() {
        return slower;
    }

    /** How many rows both runs have. */
    public int compared() {
        return compared;
    }

    /** All rows as a table for a terminal. */
    public String text() {
        return "Compared with " + before.name() + " (bound " + Quantity.ratio(BOUND) + "):\n\n" + grid.text();
    }

    private void compare(Comparison.Row old, Comparison.Row row) {
        Optional<Double> oldRatio = old.ratio(Comparison.OURS, Comparison.FLOOR);
        Optional<Double> ratio = row.ratio(Comparison.OURS, Comparison.FLOOR);
        if (oldRatio.isEmpty() || ratio.isEmpty()) {
            return;
        }
        compared++;
        double growth = ratio.get() / oldRatio.get();
        String verdict = growth <= BOUND ? "" : isNoise(old, row) ? "within the noise" : "SLOWER";
        if (verdict.equals("SLOWER")) {
            slower.add(row.label() + " takes " + Quantity.ratio(ratio.get()) + " of the floor, "
                    + Quantity.ratio(oldRatio.get()) + " before");
        }
        List<String> cells = Table.start(row);
        cells.add(Quantity.ratio(ratio.get()));
        cells.add(Quantity.ratio(oldRatio.get()));
        cells.add(Quantity.ratio(growth));
        cells.add(verdict);
        grid.add(cells);
    }

    /** Whether the iterations allow that nothing changed: the best ratio now is not above the worst one before. */
    private static boolean isNoise(Comparison.Row old, Comparison.Row row) {
        double bestNow = row.figure(Comparison.OURS).orElseThrow().low()
                / row.figure(Comparison.FLOOR).orElseThrow().high();
        double worstBefore = old.figure(Comparison.OURS).orElseThrow().high()
                / old.figure(Comparison.FLOOR).orElseThrow().low();
        return bestNow <= worstBefore;
    }
}
