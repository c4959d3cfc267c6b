// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.command;

import com.google.gson.JsonArray;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.crdt4j.benchmarks.report.Archive;
import org.crdt4j.benchmarks.report.Docs;
import org.crdt4j.benchmarks.report.Regression;
import org.crdt4j.benchmarks.report.Results;
import org.crdt4j.benchmarks.report.Run;
import org.crdt4j.benchmarks.report.RunPages;
import org.crdt4j.benchmarks.report.Section;

/** {@code crdt bench}: measures, keeps what came of it, and compares. */
public final class BenchCommand {

    static final int EXIT_DONE = 0;
    static final int EXIT_FAILED = 1;
    static final int EXIT_USAGE = 2;

    private final Path repository;
    private final PrintStream out;
    private final PrintStream err;

    BenchCommand(Path repository, PrintStream out, PrintStream err) {
        this.repository = repository;
        this.out = out;
        this.err = err;
    }

    /**
     * Runs the command and ends the process: 0 done, 1 failed or slower than before, 2 wrong usage.
     *
     * @param arguments the root of the repository, then what was typed
     */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        List<String> typed = List.of(arguments).subList(1, arguments.length);
        System.exit(new BenchCommand(Path.of(arguments[0]), out, err).run(typed));
    }

    int run(List<String> typed) {
        try {
            return run(Request.parse(typed));
        } catch (BenchException e) {
            err.println("crdt bench: " + e.getMessage());
            return e.exitCode();
        } catch (IOException | IllegalArgumentException e) {
            err.println("crdt bench: " + e.getMessage());
            return EXIT_FAILED;
        }
    }

    private int run(Request request) throws BenchException, IOException {
        return switch (request.task()) {
            case HELP -> {
                out.print(Help.TEXT);
                yield EXIT_DONE;
            }
            case DOCS -> {
                docs();
                yield EXIT_DONE;
            }
            case CHECK -> check(request);
            case WORKLOADS, CURVES, WORST -> measure(request);
        };
    }

    private void docs() throws IOException {
        List<Path> written = new Docs(repository).write();
        written.forEach(file -> out.println("written: " + file));
        if (written.isEmpty()) {
            out.println("pages and pictures are those of the kept results already");
        }
    }

    private int measure(Request request) throws BenchException, IOException {
        Path folder = request.out().orElse(repository.resolve(Docs.RESULTS));
        Run run = run(request, Plan.of(request));
        out.println();
        out.print(RunPages.text(run));
        out.println();
        if (request.mode() != Request.Mode.SMOKE || request.out().isPresent()) {
            keep(run, folder);
        }
        if (request.out().isEmpty() && request.mode() != Request.Mode.SMOKE) {
            docs();
        }
        run.failed().forEach(failure -> err.println("crdt bench: no figure for " + failure));
        return run.failed().isEmpty() ? EXIT_DONE : EXIT_FAILED;
    }

    private Run run(Request request, Plan plan) throws BenchException {
        String commit = Checkout.commit(repository);
        String jdk =
                request.jdk().isPresent() ? Checkout.version(request.jdk().get()) : System.getProperty("java.version");
        err.printf(
                "%d measurements and %d counts on JDK %s, about %s on an idle machine%n",
                plan.steps().size(), plan.probes().size(), jdk, Durations.text(plan.seconds()));
        Session session = new Session(request.jdk(), err);
        session.run(plan.steps());
        for (Probe probe : plan.probes()) {
            session.probe(probe);
        }
        err.printf("done in %s%n", Durations.text(session.seconds()));
        return run(request, commit, jdk, session.entries(), session.failed());
    }

    private static Run run(Request request, String commit, String jdk, JsonArray entries, List<String> failed) {
        ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES);
        return new Run(
                request.task().kind(),
                request.task() == Request.Task.CHECK
                        ? "check"
                        : request.mode().name().toLowerCase(Locale.ROOT),
                request.only().orElse("").toLowerCase(Locale.ROOT),
                commit,
                now.toString(),
                request.machine().orElseGet(Checkout::machine),
                jdk,
                List.copyOf(failed),
                new Results(entries));
    }

    private void keep(Run run, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, String> file : RunPages.files(run).entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.writeString(path, file.getValue());
            out.println("written: " + path);
        }
    }

    private int check(Request request) throws BenchException, IOException {
        Run now = run(request, Plan.of(request));
        Optional<Run> before =
                Archive.read(repository.resolve(Docs.RESULTS)).newest(Section.WORKLOADS, now.jdkRelease());
        if (before.isEmpty()) {
            throw BenchException.failure("no result on JDK " + now.jdkRelease() + " is kept to compare with");
        }
        Regression regression = new Regression(before.get(), now);
        out.println();
        out.print(regression.text());
        if (!now.failed().isEmpty()) {
            throw BenchException.failure("no figure for " + String.join("; ", now.failed()));
        }
        if (regression.compared() == 0) {
            throw BenchException.failure("nothing that " + before.get().name() + " has was measured");
        }
        if (!regression.slower().isEmpty()) {
            throw BenchException.failure(
                    "slower than " + before.get().name() + ": " + String.join("; ", regression.slower()));
        }
        return EXIT_DONE;
    }
}
