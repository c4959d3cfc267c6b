// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.warehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.crdt4j.examples.console.Captured;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command with each region in a process of its own. */
class WarehouseCommandTest {

    private static final int EXIT_DONE = 0;
    private static final int EXIT_USAGE = 2;

    @TempDir
    Path directory;

    private final Captured out = new Captured();
    private final Captured err = new Captured();

    private int run(String... arguments) {
        return WarehouseCommand.run(List.of(arguments), out, err);
    }

    private String complaint() {
        String text = err.toString();
        assertEquals(1, text.lines().count(), text);
        return text.strip();
    }

    @Test
    void processesPerRegion_giveTheResults() throws Exception {
        Path input = Files.writeString(directory.resolve("in.csv"), """
                seq,sku,region,stock_delta,ts,note
                1,A,United Kingdom,-6,2010-12-01T08:26:00,
                2,A,France,-5,2010-12-01T08:27:00,"late, but paid"
                3,B,Spain,-1,2010-12-01T08:28:00,
                4,B,Atlantis,-1,2010-12-01T08:29:00,
                5,A,Japan,2,2010-12-01T08:30:00,
                6,Postage ✉,Norway,-1,2010-12-01T08:31:00,
                """);
        Path results = directory.resolve("results");
        int exit = run("--input", input.toString(), "--out", results.toString());
        assertEquals(EXIT_DONE, exit, err.toString());
        assertEquals("sku,stock_delta\nA,-9\nB,-2\nPostage ✉,-1\n", Files.readString(results.resolve("stock.csv")));
        assertEquals("""
                sku,region,p_units_in,n_units_out
                A,"France",0,5
                A,"Japan",2,0
                A,"United Kingdom",0,6
                B,"Atlantis",0,1
                B,"Spain",0,1
                Postage ✉,"Norway",0,1
                """, Files.readString(results.resolve("region_pn.csv")));
        assertTrue(out.toString().contains("6 movements of 3 articles by 4 regions"), out.toString());
    }

    @Test
    void missingFile_isOneLineAndExitCodeTwo() {
        String missing = directory.resolve("missing.csv").toString();
        assertEquals(EXIT_USAGE, run("--input", missing, "--out", directory.toString()));
        assertEquals("crdt: " + missing + ": no such file", complaint());
    }

    @Test
    void malformedFile_isOneLineAndExitCodeTwo() throws Exception {
        Path input = Files.writeString(directory.resolve("in.csv"), "sku,region,stock_delta,ts\nA,B,C,D\n");
        assertEquals(EXIT_USAGE, run("--input", input.toString(), "--out", directory.toString()));
        assertEquals("crdt: " + input + ", line 2: stock_delta is not a whole number: \"C\"", complaint());
    }

    @Test
    void missingOption_showsTheUsage() {
        assertEquals(EXIT_USAGE, run("--input", "in.csv"));
        assertEquals(
                "crdt: --out is missing; usage: crdt run warehouse --input FILE --out DIR [--no-oversell | --reservations]",
                complaint());
    }

    @Test
    void unusableOutput_isOneLineAndExitCodeTwo() throws Exception {
        Path input = Files.writeString(directory.resolve("in.csv"), "sku,region,stock_delta,ts\n");
        assertEquals(
                EXIT_USAGE,
                run("--input", input.toString(), "--out", input.resolve("below").toString()));
        assertTrue(complaint().contains("cannot be made a directory"), err.toString());
    }

    @Test
    void demoWithAnUnknownOption_showsTheUsage() {
        assertEquals(EXIT_USAGE, WarehouseCommand.demo(List.of("--fast"), out, err));
        assertEquals("crdt: unknown option --fast; usage: crdt demo [--out DIR]", complaint());
    }
}
