// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.warehouse;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.crdt4j.examples.input.CsvOutput;

/** The results of one region as files: sorted, and so written that equal content gives equal bytes. */
final class RegionFiles {

    static final String STOCK = "stock.csv";
    static final String UNITS = "region_pn.csv";
    static final String OVERSELL = "oversell.csv";
    static final List<String> ALL = List.of(STOCK, UNITS, OVERSELL);

    private static final int COUNTRY_COLUMN = 1;

    private RegionFiles() {}

    /**
     * Writes what a region knows, provided that its two books tell the same story.
     *
     * @param warehouse its books
     * @param directory where the files go; is made if it is missing
     * @throws IOException if they cannot be written
     * @throws IllegalStateException if the stock of an article is not its opening stock and what the countries moved
     */
    static void write(WarehouseRegion warehouse, Path directory) throws IOException {
        Files.createDirectories(directory);
        Map<String, ArticleStock> articles = warehouse.articles();
        Map<String, SortedMap<String, UnitsMoved>> unitsByCountry = warehouse.unitsByCountry();
        checkBalance(articles, unitsByCountry);
        try (CsvWriter stock = CsvOutput.open(directory.resolve(STOCK), "sku", "stock_delta")) {
            articles.forEach(
                    (sku, article) -> stock.writeRecord(sku, Long.toString(article.now() - article.opening())));
        }
        writeOversell(articles, directory.resolve(OVERSELL));
        // Names of countries are always quoted, articles and numbers where they must be.
        try (CsvWriter units = CsvOutput.openQuoting(
                directory.resolve(UNITS), COUNTRY_COLUMN, "sku", "region", "p_units_in", "n_units_out")) {
            unitsByCountry.forEach((sku, countries) -> countries.forEach((country, sums) ->
                    units.writeRecord(sku, country, Long.toString(sums.in()), Long.toString(sums.out()))));
        }
    }

    static void writeOversell(Map<String, ArticleStock> articles, Path file) throws IOException {
        try (CsvWriter writer =
                CsvOutput.open(file, "sku", "opening_stock", "final_stock", "lowest_stock", "correction_needed")) {
            articles.forEach((sku, article) -> writer.writeRecord(
                    sku,
                    Long.toString(article.opening()),
                    Long.toString(article.now()),
                    Long.toString(article.lowest()),
                    Long.toString(article.correction())));
        }
    }

    private static void checkBalance(
            Map<String, ArticleStock> articles, Map<String, SortedMap<String, UnitsMoved>> unitsByCountry) {
        articles.forEach((sku, article) -> {
            long moved = unitsByCountry.getOrDefault(sku, Collections.emptySortedMap()).values().stream()
                    .mapToLong(units -> units.in() - units.out())
                    .sum();
            if (article.opening() + moved != article.now()) {
                throw new IllegalStateException("the books of " + sku + " do not balance: " + article.opening()
                        + " at the beginning, " + moved + " moved, but " + article.now() + " now");
            }
        });
    }
}
