// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.warehouse;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The results of one region as files: sorted, and so written that equal content gives equal bytes. */
final class RegionFiles {

    static final String STOCK = "stock.csv";
    static final String UNITS = "region_pn.csv";
    static final String BALANCE = "balance.csv";
    static final List<String> ALL = List.of(STOCK, UNITS, BALANCE);

    private static final int COUNTRY_COLUMN = 1;

    /* Names of countries are always quoted, articles and numbers where they must be. */
    private static final QuoteStrategy QUOTES = new QuoteStrategy() {
        @Override
        public boolean quoteValue(int line, int column, String value) {
            return line > 1 && column == COUNTRY_COLUMN;
        }
    };

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
        try (CsvWriter stock = writer(directory.resolve(STOCK), null);
                CsvWriter balance = writer(directory.resolve(BALANCE), null)) {
            stock.writeRecord("sku", "stock_delta");
            balance.writeRecord("sku", "opening_stock", "final_stock", "correction");
            articles.forEach((sku, article) -> {
                stock.writeRecord(sku, Long.toString(article.now() - article.opening()));
                balance.writeRecord(
                        sku,
                        Long.toString(article.opening()),
                        Long.toString(article.now()),
                        Long.toString(article.correction()));
            });
        }
        try (CsvWriter units = writer(directory.resolve(UNITS), QUOTES)) {
            units.writeRecord("sku", "region", "p_units_in", "n_units_out");
            unitsByCountry.forEach((sku, countries) -> countries.forEach((country, sums) ->
                    units.writeRecord(sku, country, Long.toString(sums.in()), Long.toString(sums.out()))));
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

    private static CsvWriter writer(Path file, @Nullable QuoteStrategy quotes) throws IOException {
        var builder = CsvWriter.builder().lineDelimiter(LineDelimiter.LF);
        if (quotes != null) {
            builder.quoteStrategy(quotes);
        }
        return builder.build(file, StandardCharsets.UTF_8);
    }
}
