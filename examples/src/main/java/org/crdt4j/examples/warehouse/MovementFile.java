// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.warehouse;

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
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Recorded stock movements: a CSV file in UTF-8, plain or gzipped, with a header line and at least the columns {@code sku},
 * {@code region} (the customer's country), {@code stock_delta} and {@code ts}.
 */
public final class MovementFile {

    private static final long MOST_UNITS = 1_000_000_000_000L;
    private static final int GZIP_MAGIC = 0x8b1f;
    private static final int BYTE_ORDER_MARK = 0xfeff;

    private final String name;
    private final Map<String, String> words = new HashMap<>();
    private int sku;
    private int country;
    private int units;
    private int at;
    private int columns;

    private MovementFile(String name) {
        this.name = name;
    }

    /**
     * Reads a file.
     *
     * @param file where it is
     * @return its movements in order of time; those of the same minute in the order of the file
     * @throws InputException if it is missing, unreadable or malformed
     */
    public static List<Movement> read(Path file) throws InputException {
        if (Files.isDirectory(file)) {
            throw new InputException(file + ": is a directory");
        }
        if (!Files.exists(file)) {
            throw new InputException(file + ": no such file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, file.toString());
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read: " + e.getMessage());
        }
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
        return new MovementFile(name).parse(in);
    }

    private List<Movement> parse(InputStream in) throws InputException, IOException {
        try {
            // A reader with a decoder, not with a charset: bytes that are no UTF-8 are refused instead of replaced.
            var reader = new InputStreamReader(unpacked(in), StandardCharsets.UTF_8.newDecoder());
            CsvReader.CsvReaderBuilder csv = CsvReader.builder();
            csv.allowMissingFields(true).allowExtraFields(true); // counted here, with the line in the complaint
            return parse(csv.ofCsvRecord(reader).iterator());
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

    private List<Movement> parse(Iterator<CsvRecord> records) throws InputException, IOException {
        List<Movement> movements = new ArrayList<>();
        try {
            if (!records.hasNext()) {
                throw new InputException(name + ": is empty; a header line is needed");
            }
            readHeader(records.next());
            while (records.hasNext()) {
                movements.add(movement(records.next()));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (CsvParseException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new InputException(name + ": is malformed: " + oneLine(e));
        }
        movements.sort(Comparator.comparing(Movement::at));
        return movements;
    }

    private static String oneLine(Exception e) {
        String reason = String.valueOf(
                e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
        return reason.lines().findFirst().orElse("");
    }

    private void readHeader(CsvRecord header) throws InputException {
        List<String> names = new ArrayList<>(header.getFields());
        String first = names.get(0);
        if (!first.isEmpty() && first.charAt(0) == BYTE_ORDER_MARK) {
            names.set(0, first.substring(1));
        }
        sku = column(names, "sku");
        country = column(names, "region");
        units = column(names, "stock_delta");
        at = column(names, "ts");
        columns = names.size();
    }

    private int column(List<String> names, String wanted) throws InputException {
        int column = names.indexOf(wanted);
        if (column < 0) {
            throw new InputException(name + ": has no column " + wanted);
        }
        return column;
    }

    private Movement movement(CsvRecord record) throws InputException {
        if (record.getFieldCount() != columns) {
            throw complaint(record, "has " + record.getFieldCount() + " fields instead of " + columns);
        }
        return new Movement(word(record, sku, "sku"), word(record, country, "region"), units(record), time(record));
    }

    /* Names of objects and lines between processes are made of these words. */
    private String word(CsvRecord record, int column, String what) throws InputException {
        String word = record.getField(column);
        if (word.isBlank()) {
            throw complaint(record, what + " is missing");
        }
        if (word.chars().anyMatch(Character::isISOControl)) {
            throw complaint(record, what + " has a control character in it");
        }
        String known = words.putIfAbsent(word, word);
        return known == null ? word : known;
    }

    private long units(CsvRecord record) throws InputException {
        String text = record.getField(units);
        try {
            long number = Long.parseLong(text);
            if (number < -MOST_UNITS || number > MOST_UNITS) {
                throw complaint(record, "stock_delta is out of range: " + shown(text));
            }
            return number;
        } catch (NumberFormatException e) {
            throw complaint(record, "stock_delta is not a whole number: " + shown(text));
        }
    }

    private LocalDateTime time(CsvRecord record) throws InputException {
        String text = record.getField(at);
        try {
            return LocalDateTime.parse(text);
        } catch (DateTimeParseException e) {
            throw complaint(record, "ts is not a time like 2010-12-01T08:26:00: " + shown(text));
        }
    }

    private static String shown(String text) {
        String start = text.length() > 40 ? text.substring(0, 40) + "..." : text;
        return '"' + start.replaceAll("\\p{Cntrl}", " ") + '"';
    }

    private InputException complaint(CsvRecord record, String what) {
        return new InputException(name + ", line " + record.getStartingLineNumber() + ": " + what);
    }
}
