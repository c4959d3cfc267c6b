// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.ride;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32;
import org.crdt4j.examples.fleet.Arrival;
import org.crdt4j.examples.input.CsvInput;
import org.crdt4j.examples.input.InputException;

/**
 * Recorded positions: a {@linkplain CsvInput CSV file} with at least the columns {@code vehicle}, {@code epoch_s}, {@code lat},
 * {@code lon} and {@code trip}.
 */
final class PositionFile {

    /** The dispatch centres. */
    static final List<String> CENTRES = List.of("north", "centre", "south");

    static final String[] COLUMNS = {"vehicle", "epoch_s", "lat", "lon", "trip"};

    private static final long LATEST = 253_402_300_799L; // the end of the year 9999

    private PositionFile() {}

    /**
     * Reads positions.
     *
     * @param rows the rows of the file
     * @return each with the centre that it reaches: which one follows from the trip, so that a vehicle changes the centre with it
     * @throws InputException if a row is malformed
     */
    static List<Arrival> positions(List<CsvInput.Row> rows) throws InputException {
        List<Arrival> positions = new ArrayList<>(rows.size());
        for (CsvInput.Row row : rows) {
            long second = row.number("epoch_s", 0, LATEST);
            positions.add(new Arrival(
                    centre(row.text("trip")),
                    second * 1_000,
                    List.of(row.word("vehicle"), Long.toString(second), row.word("lat"), row.word("lon"))));
        }
        positions.sort(Comparator.comparingLong(Arrival::time));
        return positions;
    }

    private static String centre(String trip) {
        var checksum = new CRC32();
        checksum.update(trip.getBytes(StandardCharsets.UTF_8));
        return CENTRES.get((int) (checksum.getValue() % CENTRES.size()));
    }
}
