// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.warehouse;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.crdt4j.examples.process.LineChannel;

/**
 * One region as the conductor of the run sees it: what {@link RegionServer} answers, over a line. Requests are sent with {@code ask} and
 * answered by {@link #answer}, so that all regions work at the same time.
 */
final class RegionClient implements AutoCloseable {

    /* Regions answer within milliseconds; a minute means that something hangs. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final SalesRegion region;
    private final LineChannel channel;

    RegionClient(SalesRegion region, LineChannel channel) {
        this.region = region;
        this.channel = channel;
    }

    SalesRegion region() {
        return region;
    }

    /** Sends a request; each is followed by exactly one call of {@link #answer}. */
    void ask(String command, List<String> fields) throws IOException {
        List<String> words = new ArrayList<>(fields.size() + 1);
        words.add(command);
        words.addAll(fields);
        channel.send(String.join("\t", words));
    }

    void ask(String command) throws IOException {
        ask(command, List.of());
    }

    /** The fields of the answer to the oldest request that was not answered. */
    List<String> answer() throws IOException {
        while (true) {
            List<String> words = List.of(channel.receive(PATIENCE).split("\t", -1));
            List<String> fields = words.subList(1, words.size());
            if (words.get(0).equals(RegionServer.DONE)) {
                return fields;
            }
            if (words.get(0).equals(RegionServer.FAILED)) {
                throw new IOException("region " + region.label() + " failed: " + String.join(" ", fields));
            }
            // Anything else was said by the virtual machine, such as that a recording has begun.
        }
    }

    List<String> call(String command, List<String> fields) throws IOException {
        ask(command, fields);
        return answer();
    }

    void open(Map<String, Long> openingStock) throws IOException {
        List<String> fields = new ArrayList<>();
        openingStock.forEach((sku, units) -> {
            fields.add(sku);
            fields.add(Long.toString(units));
        });
        call("open", fields);
    }

    void askToBook(List<Movement> movements) throws IOException {
        List<String> fields = new ArrayList<>();
        for (Movement movement : movements) {
            fields.add(movement.sku());
            fields.add(movement.country());
            fields.add(Long.toString(movement.units()));
        }
        ask("book", fields);
    }

    @Override
    public void close() {
        channel.close();
    }
}
