// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.warehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.crdt4j.examples.input.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MovementFileTest {

    private static final String HEADER = "seq,invoice,kind,sku,qty,stock_delta,ts,price_pence,customer,region,note\n";

    @TempDir
    Path directory;

    private Path file(byte[] content) throws IOException {
        return Files.write(directory.resolve("input.csv"), content);
    }

    private List<Movement> read(String content) throws IOException, InputException {
        return MovementFile.read(file(content.getBytes(StandardCharsets.UTF_8)));
    }

    private String complaint(byte[] content) throws IOException {
        Path file = file(content);
        String message = assertThrows(InputException.class, () -> MovementFile.read(file))
                .getMessage();
        assertTrue(message.startsWith(file.toString()), message);
        assertEquals(1, message.lines().count(), message);
        return message.substring(file.toString().length());
    }

    private String complaint(String content) throws IOException {
        return complaint(content.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] gzip(String content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void plainLine_isOneMovement() throws Exception {
        List<Movement> movements =
                read(HEADER + "1,536365,sale,85123A,6,-6,2010-12-01T08:26:00,255,17850,United Kingdom,\n");
        assertEquals(
                List.of(new Movement("85123A", "United Kingdom", -6, LocalDateTime.of(2010, 12, 1, 8, 26))), movements);
    }

    @Test
    void quotedFields_mayHoldCommasQuotesAndLineEnds() throws Exception {
        List<Movement> movements = read(HEADER
                + "1,A,adjust,22617,-5,-5,2011-01-10T10:36:00,0,,\"Korea, \"\"South\"\"\",\"mouldy,\nthrown away.\"\n"
                + "2,B,sale,gift 1,1,-1,2011-01-10T10:37:00,0,,Spain,\n");
        assertEquals("Korea, \"South\"", movements.get(0).country());
        assertEquals("gift 1", movements.get(1).sku());
    }

    @Test
    void gzippedFile_isUnpackedWhateverItsName() throws Exception {
        Path file = file(gzip(HEADER + "1,A,sale,S,1,-1,2011-01-10T10:36:00,0,,Spain,\n"));
        assertEquals(1, MovementFile.read(file).size());
    }

    @Test
    void columns_areFoundByNameInAnyOrder() throws Exception {
        List<Movement> movements = read("\ufeffregion,ts,extra,stock_delta,sku\nEIRE,2011-01-10T10:36:00,x,4,S\n");
        assertEquals(List.of(new Movement("S", "EIRE", 4, LocalDateTime.of(2011, 1, 10, 10, 36))), movements);
    }

    @Test
    void windowsLineEnds_areRead() throws Exception {
        assertEquals(
                2,
                read("sku,region,stock_delta,ts\r\nS,EIRE,4,2011-01-10T10:36:00\r\nT,EIRE,4,2011-01-10T10:36:00\r\n")
                        .size());
    }

    @Test
    void movements_areInOrderOfTimeAndOtherwiseOfTheFile() throws Exception {
        List<Movement> movements = read("""
                sku,region,stock_delta,ts
                C,EIRE,1,2011-01-02T00:00:00
                A,EIRE,1,2011-01-01T00:00:00
                B,EIRE,1,2011-01-02T00:00:00
                """);
        assertEquals(
                List.of("A", "C", "B"), movements.stream().map(Movement::sku).toList());
    }

    @Test
    void headerAlone_isAnEmptyList() throws Exception {
        assertEquals(List.of(), read(HEADER));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "S,EIRE,x,2011-01-10T10:36:00             | , line 3: stock_delta is not a whole number: \"x\"",
                "S,EIRE,1.5,2011-01-10T10:36:00           | , line 3: stock_delta is not a whole number: \"1.5\"",
                "S,EIRE,,2011-01-10T10:36:00              | , line 3: stock_delta is not a whole number: \"\"",
                "S,EIRE,1000000000001,2011-01-10T10:36:00 | , line 3: stock_delta is out of range: \"1000000000001\"",
                "S,EIRE,-1000000000001,2011-01-10T10:36:00| , line 3: stock_delta is out of range: \"-1000000000001\"",
                "S,EIRE,1,yesterday                       | , line 3: ts is not a time like 2010-12-01T08:26:00: \"yesterday\"",
                ",EIRE,1,2011-01-10T10:36:00              | , line 3: sku is missing",
                "S,,1,2011-01-10T10:36:00                 | , line 3: region is missing",
                "S\t,EIRE,1,2011-01-10T10:36:00           | , line 3: sku has a control character in it",
                "S,EIRE,1                                 | , line 3: has 3 fields instead of 4",
                "S,EIRE,1,2011-01-10T10:36:00,more        | , line 3: has 5 fields instead of 4",
            })
    void malformedLine_isNamedWithItsReason(String line, String expected) throws Exception {
        assertEquals(
                expected, complaint("sku,region,stock_delta,ts\nS,EIRE,1,2011-01-10T10:36:00\n" + line.strip() + "\n"));
    }

    @Test
    void emptyFile_isRefused() throws Exception {
        assertEquals(": is empty; a header line is needed", complaint(""));
        assertEquals(": is empty; a header line is needed", complaint(gzip("")));
    }

    @Test
    void missingColumn_isNamed() throws Exception {
        assertEquals(": has no column stock_delta", complaint("sku,region,ts\n"));
    }

    @Test
    void textAfterAClosingQuote_isRefused() throws Exception {
        String complaint = complaint("sku,region,stock_delta,ts\n\"S\"x,EIRE,1,2011-01-10T10:36:00\n");
        assertTrue(complaint.startsWith(": is malformed: "), complaint);
    }

    @Test
    void bytesThatAreNotUtf8_areRefused() throws Exception {
        assertEquals(": is not UTF-8 text", complaint(new byte[] {'s', 'k', 'u', (byte) 0xff, '\n'}));
    }

    @Test
    void damagedGzip_isRefusedWhereverItEnds() throws Exception {
        // Long enough to fill the reader's buffers several times, random enough not to vanish in compression.
        StringBuilder content = new StringBuilder("sku,region,stock_delta,ts\n");
        IntStream.range(0, 20_000)
                .forEach(row ->
                        content.append(Integer.toHexString(row * 0x9e3779b1)).append(",EIRE,1,2011-01-10T10:36:00\n"));
        byte[] whole = gzip(content.toString());
        for (int length : new int[] {3, 12, whole.length / 2, whole.length - 1}) {
            assertEquals(": is a damaged gzip file", complaint(Arrays.copyOf(whole, length)), "length " + length);
        }
        whole[whole.length / 2] ^= 0x55;
        Path file = file(whole);
        assertThrows(InputException.class, () -> MovementFile.read(file));
    }

    @Test
    void missingFileAndDirectory_areRefused() {
        Path missing = directory.resolve("missing.csv");
        assertEquals(
                missing + ": no such file",
                assertThrows(InputException.class, () -> MovementFile.read(missing))
                        .getMessage());
        assertEquals(
                directory + ": is a directory",
                assertThrows(InputException.class, () -> MovementFile.read(directory))
                        .getMessage());
    }

    @Test
    void recordedData_isReadWhole() throws Exception {
        assertEquals(77_628, GroundTruth.movements().size());
    }
}
