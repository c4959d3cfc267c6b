// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.input;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Some columns of a CSV file by others.
 *
 * @param rows the values by the keys, in the order of the file
 */
public record Table(Map<List<String>, List<String>> rows) {

    /**
     * Reads a table.
     *
     * @param in the file
     * @param keys the columns that name a row
     * @param values the columns to look at
     * @return the table
     * @throws IOException if it cannot be read, or if two rows have the same keys
     */
    public static Table read(InputStream in, List<String> keys, List<String> values) throws IOException {
        Map<List<String>, List<String>> rows = new LinkedHashMap<>();
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(in)) {
            for (NamedCsvRecord record : reader) {
                if (rows.put(fields(record, keys), fields(record, values)) != null) {
                    throw new IOException("two rows of " + fields(record, keys));
                }
            }
        }
        return new Table(rows);
    }

    /**
     * Reads a table.
     *
     * @param file where it is
     * @param keys the columns that name a row
     * @param values the columns to look at
     * @return the table
     * @throws IOException if it cannot be read, or if two rows have the same keys
     */
    public static Table read(Path file, List<String> keys, List<String> values) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, keys, values);
        }
    }

    private static List<String> fields(NamedCsvRecord record, List<String> columns) {
        return columns.stream().map(record::getField).toList();
    }

    /**
     * The rows that have other values than these.
     *
     * @param values the values
     * @return a table with the rows that are left
     */
    public Table without(List<String> values) {
        Map<List<String>, List<String>> kept = new LinkedHashMap<>(rows);
        kept.values().removeIf(values::equals);
        return new Table(kept);
    }

    /**
     * The rows that are not the same in both.
     *
     * @param actual what is held against this table
     * @return lines for the user
     */
    public List<String> differences(Table actual) {
        List<String> differences = new ArrayList<>();
        rows.forEach((key, expected) -> {
            List<String> found = actual.rows.get(key);
            if (!expected.equals(found)) {
                differences.add(key + " should be " + expected + " but is " + (found == null ? "missing" : found));
            }
        });
        actual.rows.forEach((key, found) -> {
            if (!rows.containsKey(key)) {
                differences.add(key + " should be missing but is " + found);
            }
        });
        return differences;
    }
}
