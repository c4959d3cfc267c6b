// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.warehouse;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crdt4j.examples.console.Options;
import org.crdt4j.examples.console.Progress;
import org.crdt4j.examples.console.UsageException;

/**
 * The commands {@code crdt demo}, the job on the recorded movements that come with it, held against the ground truth and shown on a
 * page; and {@code crdt run warehouse}, the job on any file, as fast as it goes.
 */
public final class WarehouseCommand {

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private static final int CHARTS = 4;
    private static final int DEMO_SLICES = 120;
    private static final Duration DEMO_PACE = Duration.ofMillis(120);
    private static final int RUN_SLICES = 100;

    private WarehouseCommand() {}

    /**
     * Runs {@code crdt demo [--out DIR]}.
     *
     * @param arguments what came after the command
     * @param out takes the report
     * @param err takes progress and complaints
     * @return the exit code: 0 done, 1 the replicas differ from each other or from the truth, or one failed, 2 wrong usage
     */
    public static int demo(List<String> arguments, PrintStream out, PrintStream err) {
        return guarded("demo [--out DIR]", err, () -> {
            Options options = Options.parse(arguments, Set.of("--out"));
            String directory = options.find("--out").orElse("out/demo");
            List<Movement> movements = GroundTruth.movements();
            return demo(
                    movements, directory(directory), RegionStarter.processes(movements.size()), DEMO_PACE, out, err);
        });
    }

    static int demo(
            List<Movement> movements,
            Path directory,
            RegionStarter starter,
            Duration pace,
            PrintStream out,
            PrintStream err)
            throws IOException {
        List<String> watched = Showcase.pick(movements, CHARTS);
        var history = new StockHistory(watched);
        var settings = new WarehouseRun.Settings(DEMO_SLICES, pace, watched);
        RunResult result = job(movements, directory, settings, starter, history, err);
        Path first = WarehouseJob.directory(directory, SalesRegion.BRITISH_ISLES);
        Corrections corrections = Corrections.read(first);
        GroundTruth.Verdict verdict = GroundTruth.compare(first);
        Path page = directory.resolve("report.html");
        Files.writeString(page, WarehousePage.html(result, corrections, verdict, history));
        TextReport.print(result, corrections, out);
        TextReport.print(verdict, out);
        out.println("Report     " + page);
        return result.agreed() && verdict.holds() ? DONE : FAILED;
    }

    /**
     * Runs {@code crdt run warehouse --input FILE --out DIR}.
     *
     * @param arguments what came after {@code warehouse}
     * @param out takes the report
     * @param err takes progress and complaints
     * @return the exit code: 0 done, 1 the replicas disagree or one failed, 2 wrong usage or an unusable file
     */
    public static int run(List<String> arguments, PrintStream out, PrintStream err) {
        return guarded("run warehouse --input FILE --out DIR", err, () -> {
            Options options = Options.parse(arguments, Set.of("--input", "--out"));
            String directory = options.get("--out");
            List<Movement> movements = MovementFile.read(Path.of(options.get("--input")));
            return run(movements, directory(directory), RegionStarter.processes(movements.size()), out, err);
        });
    }

    static int run(List<Movement> movements, Path directory, RegionStarter starter, PrintStream out, PrintStream err)
            throws IOException {
        var settings = new WarehouseRun.Settings(RUN_SLICES, Duration.ZERO, List.of());
        RunResult result = job(movements, directory, settings, starter, new StockHistory(List.of()), err);
        Path first = WarehouseJob.directory(directory, SalesRegion.BRITISH_ISLES);
        TextReport.print(result, Corrections.read(first), out);
        if (!result.agreed()) {
            err.println("crdt: the replicas disagree; what each has is in " + directory.resolve("regions"));
            return FAILED;
        }
        out.println("Results    " + directory.resolve(RegionFiles.STOCK) + ", " + directory.resolve(RegionFiles.UNITS));
        return DONE;
    }

    private static RunResult job(
            List<Movement> movements,
            Path directory,
            WarehouseRun.Settings settings,
            RegionStarter starter,
            StockHistory history,
            PrintStream err)
            throws IOException {
        var progress = new Progress(err, Progress.isTerminal());
        RunObserver observer = new RunObserver() {
            @Override
            public void phase(String what) {
                progress.phase(what);
            }

            @Override
            public void progress(int booked, int of) {
                progress.done(booked, of);
            }

            @Override
            public void sample(LocalDateTime at, List<Long> actual, Map<SalesRegion, List<Long>> known) {
                history.add(at, actual, known);
            }
        };
        try {
            return WarehouseJob.run(movements, directory, settings, starter, observer);
        } finally {
            progress.clear();
        }
    }

    private static Path directory(String name) throws UsageException {
        Path directory = Path.of(name);
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UsageException(name + " cannot be made a directory");
        }
    }

    private interface Job {
        int run() throws IOException, InputException, UsageException;
    }

    private static int guarded(String usage, PrintStream err, Job job) {
        try {
            return job.run();
        } catch (UsageException | InvalidPathException e) {
            err.println("crdt: " + e.getMessage() + "; usage: crdt " + usage);
            return USAGE;
        } catch (InputException e) {
            err.println("crdt: " + e.getMessage());
            return USAGE;
        } catch (IOException e) {
            err.println("crdt: " + e.getMessage());
            return FAILED;
        }
    }
}
