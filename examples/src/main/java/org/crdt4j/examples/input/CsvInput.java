// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.input;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A CSV file in UTF-8, plain or gzipped, with a header line and at least the columns that are asked for. */
public final class CsvInput {

    private static final int GZIP_MAGIC = 0x8b1f;
    private static final int BYTE_ORDER_MARK = 0xfeff;
    private static final int LONGEST_QUOTE = 40;

    private final String name;
    private final Map<String, Integer> columns = new HashMap<>();
    private final Map<String, String> words = new HashMap<>();

    private CsvInput(String name) {
        this.name = name;
    }

    /**
     * Reads a file.
     *
     * @param file where it is
     * @param columns the columns that it must have
     * @return its rows, in their order
     * @throws InputException if it is missing, unreadable or malformed
     */
    public static List<Row> read(Path file, String... columns) throws InputException {
        if (Files.isDirectory(file)) {
            throw new InputException(file + ": is a directory");
        }
        if (!Files.exists(file)) {
            throw new InputException(file + ": no such file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, file.toString(), columns);
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read: " + e.getMessage());
        }
    }

    /**
     * Reads a stream.
     *
     * @param in the bytes; stays open
     * @param name what to call it in complaints
     * @param columns the columns that it must have
     * @return its rows, in their order
     * @throws InputException if it is malformed
     * @throws IOException if it cannot be read
     */
    public static List<Row> read(InputStream in, String name, String... columns) throws InputException, IOException {
        try {
            // A reader with a decoder, not with a charset: bytes that are no UTF-8 are refused instead of replaced.
            var reader = new InputStreamReader(unpacked(in), StandardCharsets.UTF_8.newDecoder());
            CsvReader.CsvReaderBuilder csv = CsvReader.builder();
            csv.allowMissingFields(true).allowExtraFields(true); // counted here, with the line in the complaint
            return new CsvInput(name).rows(csv.ofCsvRecord(reader).iterator(), columns);
        } catch (CharacterCodingException e) {
            throw new InputException(name + ": is not UTF-8 text");
        } catch (ZipException | EOFException e) {
            throw new InputException(name + ": is a damaged gzip file");
        }
    }

    private static InputStream unpacked(InputStream in) throws IOException {
        var buffered = new BufferedInputStream(in);
        buffered.mark(2);
        int magic = buffered.read() | buffered.read() << 8;
        buffered.reset();
        return magic == GZIP_MAGIC ? new GZIPInputStream(buffered) : buffered;
    }

    private List<Row> rows(Iterator<CsvRecord> records, String[] wanted) throws InputException, IOException {
        List<Row> rows = new ArrayList<>();
        try {
            if (!records.hasNext()) {
                throw new InputException(name + ": is empty; a header line is needed");
            }
            int width = readHeader(records.next(), wanted);
            while (records.hasNext()) {
                CsvRecord record = records.next();
                Row row = new Row(this, record.getStartingLineNumber(), record.getFields());
                if (record.getFieldCount() != width) {
                    throw row.complaint("has " + record.getFieldCount() + " fields instead of " + width);
                }
                rows.add(row);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (CsvParseException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new InputException(name + ": is malformed: " + oneLine(e));
        }
        return rows;
    }

    private static String oneLine(Exception e) {
        String reason = String.valueOf(
                e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
        return reason.lines().findFirst().orElse("");
    }

    private int readHeader(CsvRecord header, String[] wanted) throws InputException {
        List<String> names = new ArrayList<>(header.getFields());
        String first = names.get(0);
        if (!first.isEmpty() && first.charAt(0) == BYTE_ORDER_MARK) {
            names.set(0, first.substring(1));
        }
        for (String column : wanted) {
            int index = names.indexOf(column);
            if (index < 0) {
                throw new InputException(name + ": has no column " + column);
            }
            columns.put(column, index);
        }
        return names.size();
    }

    /** A row of the file. */
    public static final class Row {
        private final CsvInput file;
        private final long line;
        private final List<String> fields;

        Row(CsvInput file, long line, List<String> fields) {
            this.file = file;
            this.line = line;
            this.fields = fields;
        }

        /**
         * A field as it stands there.
         *
         * @param column one of the columns that were asked for
         * @return the text, perhaps empty
         */
        public String text(String column) {
            return fields.get(Objects.requireNonNull(file.columns.get(column), column));
        }

        /**
         * A field of which names of objects and lines between processes can be made.
         *
         * @param column one of the columns that were asked for
         * @return the text; equal ones are the same object
         * @throws InputException if it is blank or has a control character in it
         */
        public String word(String column) throws InputException {
            String word = text(column);
            if (word.isBlank()) {
                throw complaint(column + " is missing");
            }
            if (word.chars().anyMatch(Character::isISOControl)) {
                throw complaint(column + " has a control character in it");
            }
            String known = file.words.putIfAbsent(word, word);
            return known == null ? word : known;
        }

        /**
         * A whole number.
         *
         * @param column one of the columns that were asked for
         * @param least the smallest that is allowed
         * @param most the greatest that is allowed
         * @return the number
         * @throws InputException if it is no whole number or not within these bounds
         */
        public long number(String column, long least, long most) throws InputException {
            String text = text(column);
            try {
                long number = Long.parseLong(text);
                if (number < least || number > most) {
                    throw complaint(column + " is out of range: " + shown(text));
                }
                return number;
            } catch (NumberFormatException e) {
                throw complaint(column + " is not a whole number: " + shown(text));
            }
        }

        /**
         * Text of the file as part of a complaint.
         *
         * @param text the text
         * @return its beginning, in quotes, without control characters
         */
        public static String shown(String text) {
            String start = text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "..." : text;
            return '"' + start.replaceAll("\\p{Cntrl}", " ") + '"';
        }

        /**
         * A complaint about this row.
         *
         * @param what what is wrong
         * @return to be thrown; it names the file and the line
         */
        public InputException complaint(String what) {
            return new InputException(file.name + ", line " + line + ": " + what);
        }
    }
}
