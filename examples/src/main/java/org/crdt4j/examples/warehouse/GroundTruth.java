// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.warehouse;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * What a plain, central computation made of the recorded movements, to hold the replicas against.
 *
 * <p>Not compared are the lowest stock on the way and when it was reached: they follow from one order of all movements, and while the
 * link is cut there is no such order that a replica could know.
 */
final class GroundTruth {

    private static final String INPUT = "warehouse_online_retail.csv.gz";

    /**
     * One comparison.
     *
     * @param what the compared columns, for the user
     * @param rows how many rows the truth has
     * @param differences the rows that differ, are missing or are too many
     */
    record Comparison(String what, int rows, List<String> differences) {
        boolean holds() {
            return differences.isEmpty();
        }
    }

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
        try (InputStream in = resource(INPUT)) {
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
        List<String> openingAndFinal = List.of("opening_stock", "final_stock");
        List<String> none = List.of("0");
        Path balance = directory.resolve(RegionFiles.BALANCE);
        List<Comparison> comparisons = List.of(
                compare(
                        "stock an article",
                        truth("stock", sku, stockDelta),
                        Table.read(directory.resolve(RegionFiles.STOCK), sku, stockDelta)),
                compare(
                        "units in and out an article and country",
                        truth("region_pn", skuAndCountry, units),
                        Table.read(directory.resolve(RegionFiles.UNITS), skuAndCountry, units)),
                compare(
                        "opening and final stock",
                        truth("oversell", sku, openingAndFinal),
                        Table.read(balance, sku, openingAndFinal)),
                compare(
                        "oversold articles and their corrections",
                        truth("oversell", sku, List.of("correction_needed")).without(none),
                        Table.read(balance, sku, List.of("correction")).without(none)));
        long everOversold = truth("oversell", sku, List.of("lowest_stock")).rows().values().stream()
                .filter(lowest -> lowest.get(0).startsWith("-"))
                .count();
        return new Verdict(comparisons, (int) everOversold);
    }

    private static Comparison compare(String what, Table expected, Table actual) {
        return new Comparison(what, expected.rows().size(), expected.differences(actual));
    }

    private static Table truth(String name, List<String> keys, List<String> values) throws IOException {
        try (InputStream in = new GZIPInputStream(resource("warehouse_sample_" + name + ".csv.gz"))) {
            return Table.read(in, keys, values);
        }
    }

    private static InputStream resource(String name) throws IOException {
        InputStream in = GroundTruth.class.getResourceAsStream(name);
        if (in == null) {
            throw new FileNotFoundException(name + " is missing in the jar");
        }
        return in;
    }
}
