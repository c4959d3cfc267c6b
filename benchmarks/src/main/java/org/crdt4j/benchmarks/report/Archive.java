// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The runs that were kept, the newest first. */
public final class Archive {

    private final List<Run> runs;

    Archive(List<Run> runs) {
        this.runs = runs.stream()
                .sorted(Comparator.comparing(Run::finished).reversed().thenComparing(Run::name))
                .toList();
    }

    /**
     * Reads all JSON files of a directory.
     *
     * @throws IllegalArgumentException naming the file, if one is not of a run
     */
    public static Archive read(Path directory) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(directory)) {
            files = all.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
        List<Run> runs = new ArrayList<>();
        for (Path file : files) {
            try {
                runs.add(Run.parse(Files.readString(file)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(file.getFileName() + ": " + e.getMessage(), e);
            }
        }
        return new Archive(runs);
    }

    /** All of them. */
    public List<Run> runs() {
        return runs;
    }

    /** The releases of the JDK that there are whole runs of workloads on, in ascending order. */
    List<String> jdks() {
        return runs.stream()
                .filter(run -> isWhole(run) && run.kind() == Section.Kind.WORKLOADS)
                .map(Run::jdkRelease)
                .distinct()
                .sorted(Comparator.comparingInt(Integer::parseInt))
                .toList();
    }

    /** The newest whole run on this release of the JDK that has figures of this section. */
    public Optional<Run> newest(Section section, String jdk) {
        return newest(section).stream()
                .filter(run -> run.jdkRelease().equals(jdk))
                .findFirst();
    }

    /** Whole runs that have figures of this section, the newest first. */
    List<Run> newest(Section section) {
        return runs.stream()
                .filter(run -> isWhole(run) && !run.results().figures(section).isEmpty())
                .toList();
    }

    private static boolean isWhole(Run run) {
        return run.only().isEmpty() && (run.mode().equals("quick") || run.mode().equals("full"));
    }
}
