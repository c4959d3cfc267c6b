// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.warehouse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crdt4j.examples.fleet.Site;
import org.crdt4j.examples.fleet.SiteServer;
import org.crdt4j.replica.Replica;

/** The site of one sales region. */
public final class WarehouseSite implements Site {

    private final Replica replica;
    private final WarehouseRegion warehouse;

    WarehouseSite(String label) {
        replica = Replica.builder(label).codec(WarehouseRegion.CODEC).open();
        warehouse = new WarehouseRegion(replica);
    }

    /**
     * Runs a region as a process.
     *
     * @param arguments its label, and the directory of its files
     * @throws IOException if standard input or output breaks
     */
    public static void main(String[] arguments) throws IOException {
        SiteServer.main(arguments, WarehouseSite::new);
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
        return switch (question) {
            case "open" -> {
                warehouse.open(unitsBySku(fields));
                yield List.of();
            }
            case "stock" ->
                fields.stream().map(sku -> Long.toString(warehouse.stock(sku))).toList();
            case "oversold" -> List.copyOf(warehouse.oversold().keySet());
            case "correct" -> List.of(Integer.toString(warehouse.correct()));
            default -> throw new IllegalArgumentException("unknown command " + question);
        };
    }

    /** Reads what {@link WarehouseStory} sends: articles and units by turns. */
    static Map<String, Long> unitsBySku(List<String> fields) {
        Map<String, Long> units = new LinkedHashMap<>();
        for (int index = 0; index < fields.size(); index += 2) {
            units.put(fields.get(index), Long.valueOf(fields.get(index + 1)));
        }
        return units;
    }

    @Override
    public void write(Path directory) throws IOException {
        RegionFiles.write(warehouse, directory);
    }
}
