// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.warehouse;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.crdt4j.examples.console.Job;
import org.crdt4j.examples.console.Options;
import org.crdt4j.examples.console.UsageException;
import org.crdt4j.examples.fleet.Arrival;
import org.crdt4j.examples.fleet.FleetJob;
import org.crdt4j.examples.fleet.FleetRun;
import org.crdt4j.examples.fleet.RunReport;
import org.crdt4j.examples.fleet.RunResult;
import org.crdt4j.examples.fleet.SiteStarter;
import org.crdt4j.examples.input.Table;

/**
 * The commands {@code crdt demo}, the job on the recorded movements that come with it, held against the ground truth and shown on a
 * page; and {@code crdt run warehouse}, the job on any file, as fast as it goes.
 */
public final class WarehouseCommand {

    private static final String NO_OVERSELL = "--no-oversell";
    private static final String RESERVATIONS = "--reservations";
    private static final String RUN_USAGE = "run warehouse --input FILE --out DIR [--no-oversell | --reservations]";
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
        return Job.guarded("demo [--out DIR]", err, () -> {
            Options options = Options.parse(arguments, Set.of("--out"));
            Path directory = Job.directory(options.find("--out").orElse("out/demo"));
            List<Movement> movements = GroundTruth.movements();
            return demo(movements, job(directory, processes(movements)), DEMO_PACE, out, err);
        });
    }

    static int demo(List<Movement> movements, FleetJob job, Duration pace, PrintStream out, PrintStream err)
            throws IOException {
        var history = new StockHistory(Showcase.pick(movements, CHARTS));
        var story = new WarehouseStory(movements, history);
        RunResult result =
                run(movements, job, story, new FleetRun.Settings(DEMO_SLICES, pace, WarehouseCommand::isWest), err);
        Path first = job.directory(SalesRegion.BRITISH_ISLES.label());
        Corrections corrections = Corrections.read(first);
        GroundTruth.Verdict verdict = GroundTruth.compare(first);
        Path page = job.out().resolve("report.html");
        Files.writeString(page, WarehousePage.html(result, story, corrections, verdict, history));
        TextReport.print(result, story, corrections, out);
        TextReport.print(verdict, out);
        out.println("Report     " + page);
        return RunReport.conclude(result, job, verdict.comparisons(), out, err);
    }

    /**
     * Runs {@code crdt run warehouse --input FILE --out DIR [--no-oversell | --reservations]}.
     *
     * @param arguments what came after {@code warehouse}
     * @param out takes the report
     * @param err takes progress and complaints
     * @return the exit code: 0 done, 1 the replicas disagree or one failed, 2 wrong usage or an unusable file
     */
    public static int run(List<String> arguments, PrintStream out, PrintStream err) {
        Set<String> modes = Set.of(NO_OVERSELL, RESERVATIONS);
        List<String> chosen = arguments.stream().filter(modes::contains).toList();
        List<String> others =
                arguments.stream().filter(argument -> !modes.contains(argument)).toList();
        return Job.guarded(RUN_USAGE, err, () -> {
            Options options = Options.parse(others, Set.of("--input", "--out"));
            String directory = options.get("--out");
            if (chosen.size() > 1) {
                throw new UsageException("only one of " + NO_OVERSELL + " and " + RESERVATIONS);
            }
            List<Movement> movements = MovementFile.read(Path.of(options.get("--input")));
            Path results = Job.directory(directory);
            if (chosen.contains(NO_OVERSELL)) {
                SiteStarter starter = SiteStarter.processes(RationedSite.class, movements.size());
                return runRationed(movements, rationedJob(results, starter), out, err);
            }
            if (chosen.contains(RESERVATIONS)) {
                SiteStarter starter = SiteStarter.processes(ReservingSite.class, movements.size());
                return runReserving(movements, reservingJob(results, starter), out, err);
            }
            return run(movements, job(results, processes(movements)), out, err);
        });
    }

    static int run(List<Movement> movements, FleetJob job, PrintStream out, PrintStream err) throws IOException {
        var story = new WarehouseStory(movements, new StockHistory(List.of()));
        RunResult result = run(
                movements, job, story, new FleetRun.Settings(RUN_SLICES, Duration.ZERO, WarehouseCommand::isWest), err);
        Corrections corrections = Corrections.read(job.directory(SalesRegion.BRITISH_ISLES.label()));
        TextReport.print(result, story, corrections, out);
        return RunReport.conclude(result, job, List.of(), out, err);
    }

    private static boolean isWest(String label) {
        return SalesRegion.labelled(label).side() == SalesRegion.Side.WEST;
    }

    static FleetJob rationedJob(Path directory, SiteStarter starter) {
        return new FleetJob(labels(), RationedSite.FILES, directory, starter, FleetJob.FAULTS);
    }

    static int runRationed(List<Movement> movements, FleetJob job, PrintStream out, PrintStream err)
            throws IOException {
        var settings = new FleetRun.Settings(RUN_SLICES, Duration.ZERO, WarehouseCommand::isWest);
        RunResult result = job.run(arrivals(movements), settings, new RationedStory(movements), err);
        Table refusals = Table.read(
                job.directory(SalesRegion.BRITISH_ISLES.label()).resolve(RationedSite.REFUSALS),
                List.of("sku"),
                List.of("refused_sales", "refused_units", "transfers"));
        TextReport.print(result, refusals, out);
        return RunReport.conclude(result, job, List.of(), out, err);
    }

    static FleetJob reservingJob(Path directory, SiteStarter starter) {
        return new FleetJob(labels(), ReservingSite.FILES, directory, starter, FleetJob.FAULTS);
    }

    static int runReserving(List<Movement> movements, FleetJob job, PrintStream out, PrintStream err)
            throws IOException {
        var settings = new FleetRun.Settings(RUN_SLICES, Duration.ZERO, WarehouseCommand::isWest);
        RunResult result = job.run(arrivals(movements), settings, new ReservingStory(movements), err);
        Table sales = Table.read(
                job.directory(SalesRegion.BRITISH_ISLES.label()).resolve(ReservingSite.SALES),
                List.of("sku"),
                ReservingSite.COUNTS);
        TextReport.printSales(result, sales, out);
        return RunReport.conclude(result, job, List.of(), out, err);
    }

    private static List<String> labels() {
        return Arrays.stream(SalesRegion.values()).map(SalesRegion::label).toList();
    }

    private static SiteStarter processes(List<Movement> movements) {
        return SiteStarter.processes(WarehouseSite.class, movements.size());
    }

    static FleetJob job(Path directory, SiteStarter starter) {
        return new FleetJob(labels(), RegionFiles.ALL, directory, starter, FleetJob.FAULTS);
    }

    private static RunResult run(
            List<Movement> movements, FleetJob job, WarehouseStory story, FleetRun.Settings settings, PrintStream err)
            throws IOException {
        return job.run(arrivals(movements), settings, story, err);
    }

    private static List<Arrival> arrivals(List<Movement> movements) {
        List<Arrival> arrivals = new ArrayList<>(movements.size());
        for (Movement movement : movements) {
            arrivals.add(new Arrival(
                    SalesRegion.of(movement.country()).label(),
                    movement.at().toInstant(ZoneOffset.UTC).toEpochMilli(),
                    List.of(
                            Integer.toString(arrivals.size()),
                            movement.sku(),
                            movement.country(),
                            Long.toString(movement.units()))));
        }
        return arrivals;
    }
}
