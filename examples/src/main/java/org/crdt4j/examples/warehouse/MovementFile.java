// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.warehouse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.crdt4j.examples.input.CsvInput;
import org.crdt4j.examples.input.InputException;

/**
 * Recorded stock movements: a {@linkplain CsvInput CSV file} with at least the columns {@code sku}, {@code region} (the customer's
 * country), {@code stock_delta} and {@code ts}.
 */
public final class MovementFile {

    private static final String[] COLUMNS = {"sku", "region", "stock_delta", "ts"};
    private static final long MOST_UNITS = 1_000_000_000_000L;

    private MovementFile() {}

    /**
     * Reads a file.
     *
     * @param file where it is
     * @return its movements in order of time; those of the same minute in the order of the file
     * @throws InputException if it is missing, unreadable or malformed
     */
    public static List<Movement> read(Path file) throws InputException {
        return movements(CsvInput.read(file, COLUMNS));
    }

    /**
     * Reads a stream.
     *
     * @param in the bytes; stays open
     * @param name what to call it in complaints
     * @return its movements in order of time; those of the same minute in the order of the file
     * @throws InputException if it is malformed
     * @throws IOException if it cannot be read
     */
    public static List<Movement> read(InputStream in, String name) throws InputException, IOException {
        return movements(CsvInput.read(in, name, COLUMNS));
    }

    private static List<Movement> movements(List<CsvInput.Row> rows) throws InputException {
        List<Movement> movements = new ArrayList<>(rows.size());
        for (CsvInput.Row row : rows) {
            movements.add(new Movement(
                    row.word("sku"),
                    row.word("region"),
                    row.number("stock_delta", -MOST_UNITS, MOST_UNITS),
                    time(row)));
        }
        movements.sort(Comparator.comparing(Movement::at));
        return movements;
    }

    private static LocalDateTime time(CsvInput.Row row) throws InputException {
        String text = row.text("ts");
        try {
            return LocalDateTime.parse(text);
        } catch (DateTimeParseException e) {
            throw row.complaint("ts is not a time like 2010-12-01T08:26:00: " + CsvInput.Row.shown(text));
        }
    }
}
