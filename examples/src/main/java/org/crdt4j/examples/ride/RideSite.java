// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.ride;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.crdt4j.examples.fleet.Site;
import org.crdt4j.examples.fleet.SiteServer;
import org.crdt4j.examples.input.CsvOutput;
import org.crdt4j.replica.Replica;

/**
 * The site of one dispatch centre. Its clock is that of the recording: it goes on with each arrival, and when the conductor says what time
 * it is; so a day passes in seconds. The clocks of the centres may differ by a slice of the recording, and a centre that has not heard anything yet is in 1970.
 */
public final class RideSite implements Site {

    static final String LAST = "last.csv";

    private static final Duration SKEW = Duration.ofDays(40_000);

    private volatile Instant now = Instant.EPOCH;
    private final Replica replica;
    private final VehicleMap vehicles;
    private final Map<VehicleMap.Outcome, Integer> outcomes = new EnumMap<>(VehicleMap.Outcome.class);

    RideSite(String label) {
        replica = Replica.builder(label)
                .codec(VehicleMap.CODEC)
                .time(() -> now)
                .maxSkew(SKEW)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(now.toEpochMilli()))
                .open();
        vehicles = new VehicleMap(replica);
        for (VehicleMap.Outcome outcome : VehicleMap.Outcome.values()) {
            outcomes.put(outcome, 0);
        }
    }

    /**
     * Runs a centre as a process.
     *
     * @param arguments its label, and the directory of its files
     * @throws IOException if standard input or output breaks
     */
    public static void main(String[] arguments) throws IOException {
        SiteServer.main(arguments, RideSite::new);
    }

    @Override
    public Replica replica() {
        return replica;
    }

    @Override
    public void accept(List<String> fields) {
        goOn(fields.get(4));
        var fix = new Fix(Long.parseLong(fields.get(1)), fields.get(2), fields.get(3));
        outcomes.merge(vehicles.report(fields.get(0), fix), 1, Integer::sum);
    }

    private void goOn(String epochMillis) {
        Instant time = Instant.ofEpochMilli(Long.parseLong(epochMillis));
        if (time.isAfter(now)) {
            now = time;
        }
    }

    @Override
    public List<String> answer(String question, List<String> fields) {
        return switch (question) {
            case "clock" -> {
                goOn(fields.get(0));
                yield List.of();
            }
            case "shown" -> {
                vehicles.tidy();
                List<Long> ages = vehicles.ages(now.getEpochSecond());
                long median = ages.isEmpty() ? 0 : ages.get(ages.size() / 2);
                yield List.of(Integer.toString(ages.size()), Long.toString(median));
            }
            case "outcomes" ->
                outcomes.values().stream().map(count -> Integer.toString(count)).toList();
            default -> throw new IllegalArgumentException("unknown command " + question);
        };
    }

    @Override
    public void write(Path directory) throws IOException {
        try (CsvWriter last = CsvOutput.open(directory.resolve(LAST), "vehicle", "last_epoch_s", "lat", "lon")) {
            vehicles.last()
                    .forEach((vehicle, fix) ->
                            last.writeRecord(vehicle, Long.toString(fix.epochSecond()), fix.lat(), fix.lon()));
        }
    }
}
