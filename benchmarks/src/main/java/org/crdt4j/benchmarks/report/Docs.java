// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All that is made of the runs that a repository keeps: the page and pictures of each, and the page on performance. */
public final class Docs {

    /** Where a repository keeps its runs. */
    public static final Path RESULTS = Path.of("benchmarks", "results");

    private static final Path PAGE = Path.of("docs", "performance.md");

    private final Path repository;
    private final Map<Path, String> files = new TreeMap<>();

    /**
     * Makes everything, and writes nothing yet.
     *
     * @param repository its root
     */
    public Docs(Path repository) throws IOException {
        this.repository = repository;
        Archive archive = Archive.read(repository.resolve(RESULTS));
        for (Run run : archive.runs()) {
            RunPages.files(run).forEach((name, content) -> files.put(RESULTS.resolve(name), content));
        }
        files.put(PAGE, PerformancePage.render(archive));
    }

    /** The files that are missing or differ, relative to the root. */
    public List<Path> stale() throws IOException {
        List<Path> stale = new ArrayList<>();
        for (Map.Entry<Path, String> file : files.entrySet()) {
            Path path = repository.resolve(file.getKey());
            if (!Files.exists(path) || !Files.readString(path).equals(file.getValue())) {
                stale.add(file.getKey());
            }
        }
        return stale;
    }

    /** Writes the files that differ and returns them. */
    public List<Path> write() throws IOException {
        List<Path> stale = stale();
        for (Path file : stale) {
            Files.writeString(repository.resolve(file), files.get(file));
        }
        return stale;
    }
}
