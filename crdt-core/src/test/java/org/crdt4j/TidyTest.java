// SPDX-License-Identifier: Apache-2.0
package org.crdt4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Style of the sources of all modules, as far as neither formatter nor compiler sees it. */
final class TidyTest {
    private static final String LICENCE = "// SPDX-License-Identifier: Apache-2.0";
    private static final int MAX_LINES = 500;
    // Built from halves, or this file would break its own rule.
    private static final Pattern UNFINISHED = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|X" + "XX)\\b");
    private static final Pattern SLEEP = Pattern.compile("\\b(Thread|TimeUnit\\.\\w+)\\." + "sleep\\(");
    private static final Path MAIN = Path.of("src", "main", "java");
    private static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();

    @Test
    void sources_areTidy() throws IOException {
        List<Path> sources = sources();
        assertTrue(sources.size() > 10, () -> "found only " + sources.size() + " sources in " + REPOSITORY);
        List<String> complaints = new ArrayList<>();
        for (Path source : sources) {
            for (String complaint : complaints(Files.readAllLines(source), isTest(source))) {
                complaints.add(REPOSITORY.relativize(source) + ": " + complaint);
            }
        }
        assertEquals(List.of(), complaints);
    }

    @Test
    void packages_haveDocumentation() {
        List<Path> undocumented = sources().stream()
                .filter(source -> REPOSITORY.relativize(source).subpath(1, 4).equals(MAIN))
                .filter(source -> !source.endsWith("module-info.java"))
                .map(Path::getParent)
                .distinct()
                .filter(directory -> !Files.exists(directory.resolve("package-info.java")))
                .toList();
        assertEquals(List.of(), undocumented);
    }

    @Test
    void untidySources_areCaught() {
        assertEquals(List.of(), complaints(List.of(LICENCE, "class A {}"), true));
        assertEquals(1, complaints(List.of("class A {}"), false).size());
        assertEquals(
                1, complaints(List.of(LICENCE, "// TO" + "DO later"), false).size());
        assertEquals(
                1, complaints(List.of(LICENCE, "Thread." + "sleep(1);"), true).size());
        List<String> lines = new ArrayList<>(List.of(LICENCE));
        lines.addAll(Stream.generate(() -> "").limit(MAX_LINES).toList());
        assertEquals(1, complaints(lines, false).size());
    }

    private static List<String> complaints(List<String> lines, boolean isTest) {
        List<String> complaints = new ArrayList<>();
        if (lines.isEmpty() || !lines.get(0).equals(LICENCE)) {
            complaints.add("the first line is not " + LICENCE);
        }
        if (lines.size() > MAX_LINES) {
            complaints.add(lines.size() + " lines are two ideas; the limit is " + MAX_LINES);
        }
        for (int i = 0; i < lines.size(); i++) {
            if (UNFINISHED.matcher(lines.get(i)).find()) {
                complaints.add("line " + (i + 1) + ": finish it, or write an issue");
            }
            if (isTest && SLEEP.matcher(lines.get(i)).find()) {
                complaints.add("line " + (i + 1) + ": wait for an event or use virtual time, do not sleep");
            }
        }
        return complaints;
    }

    private static boolean isTest(Path source) {
        return REPOSITORY.relativize(source).getName(2).toString().equals("test");
    }

    private static List<Path> sources() {
        try (Stream<Path> modules = Files.list(REPOSITORY)) {
            return modules.map(module -> module.resolve("src"))
                    .filter(Files::isDirectory)
                    .flatMap(TidyTest::javaFiles)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> javaFiles(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
