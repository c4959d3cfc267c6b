// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.warehouse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.crdt4j.examples.input.Bundled;
import org.crdt4j.examples.input.Comparison;
import org.crdt4j.examples.input.InputException;
import org.crdt4j.examples.input.Table;

/** What a plain, central computation made of the recorded movements, to hold the replicas against. */
final class GroundTruth {

    private static final String INPUT = "warehouse_online_retail.csv.gz";

    /**
     * Everything that was compared.
     *
     * @param comparisons one for each group of columns
     * @param everOversold articles that were below zero at some time, in the recorded order of all movements
     */
    record Verdict(List<Comparison> comparisons, int everOversold) {
        boolean holds() {
            return comparisons.stream().allMatch(Comparison::holds);
        }
    }

    private GroundTruth() {}

    /** The recorded movements that the truth is about. */
    static List<Movement> movements() throws IOException, InputException {
        try (InputStream in = Bundled.open(GroundTruth.class, INPUT)) {
            return MovementFile.read(in, INPUT);
        }
    }

    /**
     * Holds results against the truth.
     *
     * @param directory where a region has written its files
     * @return what is equal and what is not
     * @throws IOException if a file cannot be read
     */
    static Verdict compare(Path directory) throws IOException {
        List<String> sku = List.of("sku");
        List<String> skuAndCountry = List.of("sku", "region");
        List<String> stockDelta = List.of("stock_delta");
        List<String> units = List.of("p_units_in", "n_units_out");
        List<String> stocks = List.of("opening_stock", "final_stock", "lowest_stock");
        List<String> correction = List.of("correction_needed");
        List<String> none = List.of("0");
        Path oversell = directory.resolve(RegionFiles.OVERSELL);
        List<Comparison> comparisons = List.of(
                Comparison.of(
                        "stock an article",
                        truth("stock", sku, stockDelta),
                        Table.read(directory.resolve(RegionFiles.STOCK), sku, stockDelta)),
                Comparison.of(
                        "units in and out an article and country",
                        truth("region_pn", skuAndCountry, units),
                        Table.read(directory.resolve(RegionFiles.UNITS), skuAndCountry, units)),
                Comparison.of(
                        "opening, final and lowest stock",
                        truth("oversell", sku, stocks),
                        Table.read(oversell, sku, stocks)),
                Comparison.of(
                        "oversold articles and their corrections",
                        truth("oversell", sku, correction).without(none),
                        Table.read(oversell, sku, correction).without(none)));
        long everOversold = truth("oversell", sku, List.of("lowest_stock")).rows().values().stream()
                .filter(lowest -> lowest.get(0).startsWith("-"))
                .count();
        return new Verdict(comparisons, (int) everOversold);
    }

    private static Table truth(String name, List<String> keys, List<String> values) throws IOException {
        return Bundled.truth(GroundTruth.class, "warehouse_sample_" + name + ".csv.gz", keys, values);
    }
}
