// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.warehouse;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.examples.fleet.Site;
import org.crdt4j.examples.fleet.SiteServer;
import org.crdt4j.examples.input.CsvOutput;
import org.crdt4j.replica.Replica;

/** The site of one sales region that never oversells. */
public final class RationedSite implements Site {

    static final String REFUSALS = "refusals.csv";
    static final List<String> FILES = List.of(RegionFiles.OVERSELL, REFUSALS);

    private final Replica replica;
    private final RationedRegion warehouse;

    RationedSite(String label) {
        replica = Replica.builder(label).codec(WarehouseRegion.CODEC).open();
        warehouse = new RationedRegion(replica);
    }

    /**
     * Runs a region as a process.
     *
     * @param arguments its label, and the directory of its files
     * @throws IOException if standard input or output breaks
     */
    public static void main(String[] arguments) throws IOException {
        SiteServer.main(arguments, RationedSite::new);
    }

    @Override
    public Replica replica() {
        return replica;
    }

    @Override
    public void accept(List<String> fields) {
        warehouse.book(Long.parseLong(fields.get(0)), fields.get(1), fields.get(2), Long.parseLong(fields.get(3)));
    }

    @Override
    public List<String> answer(String question, List<String> fields) {
        switch (question) {
            case "identity" -> {
                ReplicaId id = replica.id();
                return List.of(Long.toString(id.id()), Integer.toString(id.incarnation()));
            }
            case "open" -> open(fields);
            case "grant" -> warehouse.grant();
            default -> throw new IllegalArgumentException("unknown command " + question);
        }
        return List.of();
    }

    /* How many other regions there are, their replicas, and then articles and units by turns. */
    private void open(List<String> fields) {
        int first = 1 + 2 * Integer.parseInt(fields.get(0));
        List<ReplicaId> others = new ArrayList<>();
        for (int index = 1; index < first; index += 2) {
            others.add(new ReplicaId(Long.parseLong(fields.get(index)), Integer.parseInt(fields.get(index + 1))));
        }
        warehouse.open(WarehouseSite.unitsBySku(fields.subList(first, fields.size())), others);
    }

    @Override
    public void write(Path directory) throws IOException {
        Map<String, RationedRegion.Ration> articles = warehouse.articles();
        Map<String, ArticleStock> stocks = new LinkedHashMap<>();
        articles.forEach((sku, article) -> stocks.put(sku, article.stock()));
        RegionFiles.writeOversell(stocks, directory.resolve(RegionFiles.OVERSELL));
        try (CsvWriter writer =
                CsvOutput.open(directory.resolve(REFUSALS), "sku", "refused_sales", "refused_units", "transfers")) {
            articles.forEach((sku, article) -> writer.writeRecord(
                    sku,
                    Long.toString(article.refusedSales()),
                    Long.toString(article.refusedUnits()),
                    Long.toString(article.transfers())));
        }
    }
}
