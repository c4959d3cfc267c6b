// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.warehouse;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.crdt4j.examples.fleet.Site;
import org.crdt4j.examples.fleet.SiteServer;
import org.crdt4j.examples.input.CsvOutput;
import org.crdt4j.replica.Replica;

/** The site of one sales region that reserves, and compensates whom it promised too much. */
public final class ReservingSite implements Site {

    static final String SALES = "sales.csv";
    static final String COMPENSATIONS = "compensations.csv";
    static final List<String> FILES = List.of(SALES, COMPENSATIONS);
    static final List<String> COUNTS =
            List.of("opening_stock", "final_stock", "served", "refused", "compensated", "compensated_units");

    private final Replica replica;
    private final ReservingRegion warehouse;

    ReservingSite(String label) {
        replica = Replica.builder(label).open();
        warehouse = new ReservingRegion(replica);
    }

    /**
     * Runs a region as a process.
     *
     * @param arguments its label, and the directory of its files
     * @throws IOException if standard input or output breaks
     */
    public static void main(String[] arguments) throws IOException {
        SiteServer.main(arguments, ReservingSite::new);
    }

    @Override
    public Replica replica() {
        return replica;
    }

    @Override
    public void accept(List<String> fields) {
        warehouse.book(Long.parseLong(fields.get(0)), fields.get(1), Long.parseLong(fields.get(3)));
    }

    @Override
    public List<String> answer(String question, List<String> fields) {
        switch (question) {
            case "open" -> warehouse.open(WarehouseSite.unitsBySku(fields));
            case "compensate" -> warehouse.compensate();
            default -> throw new IllegalArgumentException("unknown command " + question);
        }
        return List.of();
    }

    @Override
    public void write(Path directory) throws IOException {
        String[] header = {
            "sku", COUNTS.get(0), COUNTS.get(1), COUNTS.get(2), COUNTS.get(3), COUNTS.get(4), COUNTS.get(5)
        };
        try (CsvWriter writer = CsvOutput.open(directory.resolve(SALES), header)) {
            warehouse
                    .articles()
                    .forEach((sku, sales) -> writer.writeRecord(
                            sku,
                            Long.toString(sales.opening()),
                            Long.toString(sales.stock()),
                            Long.toString(sales.served()),
                            Long.toString(sales.refused()),
                            Long.toString(sales.compensated()),
                            Long.toString(sales.compensatedUnits())));
        }
        try (CsvWriter writer = CsvOutput.open(directory.resolve(COMPENSATIONS), "compensation", "units")) {
            warehouse.compensations().forEach((id, units) -> writer.writeRecord(id, Long.toString(units)));
        }
    }
}
