// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.input;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Writes CSV files so that equal content gives equal bytes: UTF-8, a line feed after each line, quotes where they must be. */
public final class CsvOutput {

    private CsvOutput() {}

    /**
     * Begins a file.
     *
     * @param file where it goes; is replaced
     * @param header the names of its columns
     * @return to write its rows with, and to be closed
     * @throws IOException if it cannot be written
     */
    public static CsvWriter open(Path file, String... header) throws IOException {
        CsvWriter writer = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(file, StandardCharsets.UTF_8);
        writer.writeRecord(header);
        return writer;
    }

    /**
     * Begins a file with a column that is always quoted, the header excepted.
     *
     * @param file where it goes; is replaced
     * @param quoted the index of the column
     * @param header the names of its columns
     * @return to write its rows with, and to be closed
     * @throws IOException if it cannot be written
     */
    public static CsvWriter openQuoting(Path file, int quoted, String... header) throws IOException {
        QuoteStrategy quotes = new QuoteStrategy() {
            @Override
            public boolean quoteValue(int line, int column, String value) {
                return line > 1 && column == quoted;
            }
        };
        CsvWriter writer = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.LF)
                .quoteStrategy(quotes)
                .build(file, StandardCharsets.UTF_8);
        writer.writeRecord(header);
        return writer;
    }
}
