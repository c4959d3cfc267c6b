// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person at the command line sees, and the exit codes. */
final class MainTest {

    private static final String CASES = """
            {"format":"crdt-conformance/1","cases":[{"id":"x","type":"RESET_COUNTER","replicas":["A"],
            "steps":[{"replica":"A","op":"inc","args":[2]},{"expect":{"A":%d}}]}]}
            """;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path directory;

    private int run(String... arguments) {
        return Main.run(
                List.of(arguments),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private static List<String> lines(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void noCommand_showsTheUsage() {
        assertEquals(2, run());
        assertEquals("usage: crdt COMMAND [OPTIONS]", lines(err).get(0));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("conformance DIR"));
    }

    @Test
    void unknownCommand_showsTheUsage() {
        assertEquals(2, run("conform"));
        assertEquals(
                List.of("crdt: no command conform", "usage: crdt COMMAND [OPTIONS]"),
                lines(err).subList(0, 2));
        assertEquals(List.of(), lines(out));
    }

    @Test
    void help_isNoFailure() {
        assertEquals(0, run("--help"));
        assertEquals(List.of(), lines(err));
        assertEquals("usage: crdt COMMAND [OPTIONS]", lines(out).get(0));
    }

    @Test
    void bench_isListed_butStartedByTheScript() {
        assertEquals(0, run("--help"));
        assertTrue(lines(out).stream().anyMatch(line -> line.contains("bench [--quick]")));
        assertEquals(2, run("bench", "--quick"));
        assertEquals(List.of("crdt: bench runs from the crdt script in a copy of the repository only"), lines(err));
    }

    @Test
    void conformance_passes() throws IOException {
        Files.writeString(directory.resolve("a.json"), CASES.formatted(2));

        assertEquals(0, run("conformance", directory.toString()));
        assertEquals(List.of("ok x", "1 passed, 0 failed, 0 skipped"), lines(out));
    }

    @Test
    void conformance_fails() throws IOException {
        Files.writeString(directory.resolve("a.json"), CASES.formatted(3));

        assertEquals(1, run("conformance", directory.toString()));
        assertEquals(
                List.of("FAIL x: step 2: expected A to be 3, found 2", "0 passed, 1 failed, 0 skipped"), lines(out));
    }

    @Test
    void conformance_ofAMalformedFile_complains() throws IOException {
        Files.writeString(directory.resolve("a.json"), "no json");

        assertEquals(2, run("conformance", directory.toString()));
        assertTrue(lines(err).get(0).startsWith("crdt: " + directory.resolve("a.json") + " is no JSON"));
    }

    @Test
    void conformance_withoutADirectory_complains() {
        assertEquals(2, run("conformance"));
        assertEquals(2, run("conformance", "a", "b"));
        assertEquals(List.of("usage: crdt conformance DIR", "usage: crdt conformance DIR"), lines(err));
        assertEquals(2, run("conformance", directory.resolve("nowhere").toString()));
        assertEquals(2, run("conformance", "\0"));
    }
}
