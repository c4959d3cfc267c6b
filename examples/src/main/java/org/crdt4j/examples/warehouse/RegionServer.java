// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.warehouse;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crdt4j.replica.Replica;

/**
 * Does for one region what it is told, a line a request: a command and its fields with tabs between them. The answer is a line too:
 * {@code done} with the results, or {@code failed} with the reason.
 */
final class RegionServer implements AutoCloseable {

    static final String DONE = "done";
    static final String FAILED = "failed";

    private final Replica replica;
    private final WarehouseRegion warehouse;
    private final RegionLink link;
    private final Path directory;

    private RegionServer(Replica replica, Path directory) {
        this.replica = replica;
        this.directory = directory;
        warehouse = new WarehouseRegion(replica);
        link = new RegionLink(replica);
    }

    /**
     * A region with an empty replica.
     *
     * @param label the name of the region
     * @param directory where its files go
     * @return its server
     */
    static RegionServer open(String label, Path directory) {
        return new RegionServer(Replica.builder(label).open(), directory);
    }

    /** Answers until the requests end. */
    void serve(BufferedReader requests, Writer answers) throws IOException {
        for (String line = requests.readLine(); line != null; line = requests.readLine()) {
            answers.write(answer(line));
            answers.write('\n');
            answers.flush();
        }
    }

    String answer(String line) {
        List<String> words = List.of(line.split("\t", -1));
        List<String> answer = new ArrayList<>();
        try {
            answer.add(DONE);
            answer.addAll(handle(words.get(0), words.subList(1, words.size())));
        } catch (IOException | RuntimeException e) {
            answer = List.of(FAILED, e.toString().replaceAll("\\p{Cntrl}+", " "));
        }
        return String.join("\t", answer);
    }

    private List<String> handle(String command, List<String> fields) throws IOException {
        return switch (command) {
            case "start" -> List.of(link.start(fields));
            case "stock" ->
                fields.stream().map(sku -> Long.toString(warehouse.stock(sku))).toList();
            case "oversold" -> List.copyOf(warehouse.oversold().keySet());
            case "correct" -> List.of(Integer.toString(warehouse.correct()));
            case "status" -> List.of(replica.version().toString(), Long.toString(link.bytesSent()));
            default -> {
                act(command, fields);
                yield List.of();
            }
        };
    }

    private void act(String command, List<String> fields) throws IOException {
        switch (command) {
            case "open" -> warehouse.open(unitsBySku(fields));
            case "book" -> book(fields);
            case "cut" -> link.cut(fields);
            case "heal" -> link.heal();
            case "write" -> RegionFiles.write(warehouse, directory);
            default -> throw new IllegalArgumentException("unknown command " + command);
        }
    }

    private static Map<String, Long> unitsBySku(List<String> fields) {
        Map<String, Long> units = new LinkedHashMap<>();
        for (int index = 0; index < fields.size(); index += 2) {
            units.put(fields.get(index), Long.valueOf(fields.get(index + 1)));
        }
        return units;
    }

    private void book(List<String> fields) {
        for (int index = 0; index < fields.size(); index += 3) {
            warehouse.book(fields.get(index), fields.get(index + 1), Long.parseLong(fields.get(index + 2)));
        }
    }

    @Override
    public void close() {
        link.close();
        replica.close();
    }
}
