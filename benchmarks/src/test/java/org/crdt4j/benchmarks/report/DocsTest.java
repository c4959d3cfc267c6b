// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is made of the kept results. */
class DocsTest {

    private static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();

    @TempDir
    private Path folder;

    @Test
    void pagesAndPictures_areWhatTheKeptResultsSay() throws IOException {
        assertEquals(List.of(), new Docs(REPOSITORY).stale(), "run ./crdt bench --docs and commit what it writes");
    }

    @Test
    void docs_areWrittenOnce_andAChangeByHandIsSeen() throws IOException {
        Files.createDirectories(folder.resolve("docs"));
        Files.createDirectories(folder.resolve("benchmarks/results"));
        Files.writeString(
                folder.resolve("benchmarks/results/2026-01-02-abc1234.json"),
                ReportTest.run(ReportTest.RAW).json());
        List<Path> written = new Docs(folder).write();
        assertEquals(
                List.of(
                        Path.of("benchmarks/results/2026-01-02-abc1234.md"),
                        Path.of("benchmarks/results/2026-01-02-abc1234.svg"),
                        Path.of("docs/performance.md")),
                written);
        String page = Files.readString(folder.resolve("docs/performance.md"));
        assertTrue(page.contains("JDK 17.0.15"), page);
        assertTrue(page.contains("2 shared cores & more"), page);
        assertTrue(page.contains("Commit abc1234"), page);
        assertTrue(page.contains("- W4 set: join of full states, N = 100,000: target missed"), page);
        assertFalse(page.contains("{{"), page);
        assertEquals(List.of(), new Docs(folder).write());
        Files.writeString(folder.resolve("docs/performance.md"), page.replace("2.00x", "1.00x"));
        assertEquals(List.of(Path.of("docs/performance.md")), new Docs(folder).stale());
    }

    @Test
    void archive_takesTheNewestWholeRun() {
        Run old = ReportTest.run(ReportTest.RAW);
        Run newer = at(old, "2026-01-03T00:00Z", "full", "");
        Run part = at(old, "2026-01-04T00:00Z", "full", "w3");
        Run smoke = at(old, "2026-01-05T00:00Z", "smoke", "");
        Archive archive = new Archive(List.of(old, smoke, part, newer));
        assertEquals(newer, archive.newest(Section.WORKLOADS, "17").orElseThrow());
        assertTrue(archive.newest(Section.WORKLOADS, "25").isEmpty());
        assertTrue(archive.newest(Section.TREE, "17").isEmpty());
    }

    private static Run at(Run run, String finished, String mode, String only) {
        return new Run(
                run.kind(), mode, only, run.commit(), finished, run.machine(), run.jdk(), List.of(), run.results());
    }

    @Test
    void brokenFile_isNamed() throws IOException {
        Files.writeString(folder.resolve("2026-01-02-abc1234.json"), "{}");
        String message = assertThrows(IllegalArgumentException.class, () -> Archive.read(folder))
                .getMessage();
        assertTrue(message.startsWith("2026-01-02-abc1234.json: not the file of a run"), message);
    }

    @Test
    void template_withAPlaceThatNobodyFills_isRefused() {
        Archive empty = new Archive(List.of());
        assertEquals("No run of this has been kept yet.", PerformancePage.render("{{worst}}", empty));
        assertThrows(IllegalArgumentException.class, () -> PerformancePage.render("{{nonsense}}", empty));
    }
}
