// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.crdt4j.benchmarks.report.Measure;
import org.crdt4j.benchmarks.report.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command from what is typed to the files, without measuring anything worth the name. */
class BenchCommandTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    private int run(String... typed) {
        PrintStream output = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
        return new BenchCommand(folder, output, errors).run(List.of(typed));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void smoke_keepsResultPageAndPicture_whereAsked() throws IOException {
        assertEquals(
                0, run("--smoke", "--only", "W1", "--machine", "a box", "--out", folder.toString()), err::toString);
        List<String> files = files();
        assertEquals(3, files.size(), files::toString);
        String otherJdk = Runtime.version().feature() == 17
                ? ""
                : "-jdk" + Runtime.version().feature();
        assertTrue(files.get(0).endsWith("-unknown-only-w1" + otherJdk + ".json"), files::toString);
        Run run = Run.parse(Files.readString(folder.resolve(files.get(0))));
        assertEquals("smoke", run.mode());
        assertEquals("a box", run.machine());
        assertTrue(run.results().figures().stream()
                .anyMatch(figure -> figure.measure() == Measure.COUNTER_INCREMENT
                        && figure.contender().equals("OURS")));
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("W1  counter: one increment"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--curves", "--worst"})
    void smoke_ofTheOtherTasks_runsEachBenchmark_andKeepsNothing(String task) throws IOException {
        assertEquals(0, run("--smoke", task), err::toString);
        assertEquals(List.of(), files());
    }

    @Test
    void help_isNoFailure() {
        assertEquals(0, run("--help"));
        assertTrue(out.toString(StandardCharsets.UTF_8).startsWith("usage: crdt bench"));
        assertEquals("", err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void wrongUsage_isOneLine_andTwo() {
        assertEquals(2, run("--fast"));
        assertEquals(
                List.of("crdt bench: unknown option --fast; see crdt bench --help"),
                err.toString(StandardCharsets.UTF_8).lines().toList());
    }

    @Test
    void docs_withoutResults_fail() {
        assertEquals(1, run("--docs"));
        assertEquals(1, err.toString(StandardCharsets.UTF_8).lines().count());
    }
}
