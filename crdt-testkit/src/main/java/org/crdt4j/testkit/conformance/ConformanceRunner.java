// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Runs all conformance cases of a directory and reports a line a case.
 *
 * <p>A line starts with {@code ok}, {@code FAIL} or {@code skip}, then come the name of the case and the reason. A type that also has an
 * operation-based flavour gets a further line {@code ok NAME (op)}, unless the case delivers deltas out of causal order without saying so,
 * which operations cannot do. The last line counts cases: {@code 12 passed, 0 failed, 3 skipped}; a case passes if all its flavours do.
 */
public final class ConformanceRunner {

    private static final String SUFFIX = ".json";

    private final TypeRegistry types;

    /**
     * A runner.
     *
     * @param types the types that it knows; cases of others are skipped
     */
    public ConformanceRunner(TypeRegistry types) {
        this.types = Objects.requireNonNull(types, "types");
    }

    /**
     * Runs the cases of all {@code .json} files of a directory, in the order of their names. A file that cannot be read does not keep
     * the others from being run.
     *
     * @param directory the directory; what lies in directories below is left out
     * @param lines takes the lines of the report, one by one
     * @return what came of it
     * @throws MalformedFileException if there is no such directory, or no such file in it
     */
    public Summary run(Path directory, Consumer<String> lines) throws MalformedFileException {
        int passed = 0;
        int failed = 0;
        int skipped = 0;
        List<String> malformed = new ArrayList<>();
        for (Path file : files(directory)) {
            try {
                for (ConformanceCase given : CaseFile.read(file)) {
                    Outcome outcome = run(given, lines);
                    passed += outcome instanceof Outcome.Passed ? 1 : 0;
                    failed += outcome instanceof Outcome.Failed ? 1 : 0;
                    skipped += outcome instanceof Outcome.Skipped ? 1 : 0;
                }
            } catch (MalformedFileException e) {
                malformed.add(String.valueOf(e.getMessage()));
            }
        }
        Summary summary = new Summary(passed, failed, skipped, malformed);
        lines.accept(summary.line());
        return summary;
    }

    private static List<Path> files(Path directory) throws MalformedFileException {
        if (!Files.isDirectory(directory)) {
            throw new MalformedFileException(directory + " is not a directory");
        }
        try (Stream<Path> entries = Files.list(directory)) {
            List<Path> files = entries.filter(
                            file -> file.getFileName().toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw new MalformedFileException(directory + " has no " + SUFFIX + " file");
            }
            return files;
        } catch (IOException e) {
            throw new MalformedFileException(directory + " cannot be read: " + e, e);
        }
    }

    /**
     * Runs one case, in all flavours of its type.
     *
     * @param given the case
     * @param lines takes the lines of the report
     * @return how it went; failed, if it did in any flavour
     */
    public Outcome run(ConformanceCase given, Consumer<String> lines) {
        Optional<TypeAdapter<?>> adapter = types.adapter(given.type());
        Outcome outcome =
                adapter.isPresent() ? given.run(adapter.get()) : new Outcome.Skipped("unknown type " + given.type());
        lines.accept(outcome.line(given.id()));
        Optional<TypeAdapter<?>> operationBased = types.operationBased(given.type());
        if (operationBased.isEmpty()) {
            return outcome;
        }
        Outcome further = given.run(operationBased.get());
        if (further instanceof Outcome.Skipped) {
            return outcome;
        }
        lines.accept(further.line(given.id() + " (op)"));
        return further instanceof Outcome.Failed && !(outcome instanceof Outcome.Failed) ? further : outcome;
    }

    /**
     * What came of a directory.
     *
     * @param passed how many cases passed
     * @param failed how many failed
     * @param skipped how many were not run
     * @param malformed a complaint for each file that could not be read
     */
    public record Summary(int passed, int failed, int skipped, List<String> malformed) {

        /**
         * Copies the list.
         *
         * @param passed how many cases passed
         * @param failed how many failed
         * @param skipped how many were not run
         * @param malformed a complaint for each file that could not be read
         */
        public Summary {
            malformed = List.copyOf(malformed);
        }

        /**
         * The closing line.
         *
         * @return the counts
         */
        public String line() {
            return passed + " passed, " + failed + " failed, " + skipped + " skipped";
        }

        /**
         * The exit code of a command.
         *
         * @return 2 if a file could not be read, else 1 if a case failed, else 0
         */
        public int exitCode() {
            return malformed.isEmpty() ? failed == 0 ? 0 : 1 : 2;
        }
    }
}
