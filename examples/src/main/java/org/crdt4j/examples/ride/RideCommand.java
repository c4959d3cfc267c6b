// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.ride;

import static org.crdt4j.examples.fleet.RunReport.seconds;
import static org.crdt4j.examples.page.Page.number;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.crdt4j.examples.console.Job;
import org.crdt4j.examples.console.Options;
import org.crdt4j.examples.fleet.Arrival;
import org.crdt4j.examples.fleet.Disorder;
import org.crdt4j.examples.fleet.FleetJob;
import org.crdt4j.examples.fleet.FleetRun;
import org.crdt4j.examples.fleet.RunReport;
import org.crdt4j.examples.fleet.RunResult;
import org.crdt4j.examples.fleet.SiteStarter;
import org.crdt4j.examples.input.Bundled;
import org.crdt4j.examples.input.Comparison;
import org.crdt4j.examples.input.CsvInput;
import org.crdt4j.examples.input.InputException;
import org.crdt4j.examples.input.Table;

/** The commands {@code crdt run ride} and {@code crdt demo ride}: recorded positions of vehicles, by way of three dispatch centres. */
public final class RideCommand {

    private static final int SLICES = 300;

    /* Most positions take up to 20 s to a centre; one in fifty is lost at first and sent again within ten minutes; as many come twice. */
    private static final Disorder DISORDER = new Disorder(4_711, 20_000, 0.02, 600_000, 0.02);

    private static final String INPUT = "ride_capmetro.csv.gz";
    private static final List<String> KEYS = List.of("vehicle");
    private static final List<String> VALUES = List.of("last_epoch_s", "lat", "lon");

    private RideCommand() {}

    /**
     * Runs {@code crdt demo ride [--out DIR]}, on the recorded positions that come with it.
     *
     * @param arguments what came after {@code ride}
     * @param out takes the report
     * @param err takes progress and complaints
     * @return the exit code: 0 done, 1 the replicas disagree with each other or with the truth, or one failed, 2 wrong usage
     */
    public static int demo(List<String> arguments, PrintStream out, PrintStream err) {
        return Job.guarded("demo ride [--out DIR]", err, () -> {
            Options options = Options.parse(arguments, Set.of("--out"));
            Path directory = Job.directory(options.find("--out").orElse("out/demo-ride"));
            List<Arrival> positions = recorded();
            return run(positions, job(directory, processes(positions)), truth(), out, err);
        });
    }

    /**
     * Runs {@code crdt run ride --input FILE --out DIR}.
     *
     * @param arguments what came after {@code ride}
     * @param out takes the report
     * @param err takes progress and complaints
     * @return the exit code: 0 done, 1 the replicas disagree or one failed, 2 wrong usage or an unusable file
     */
    public static int run(List<String> arguments, PrintStream out, PrintStream err) {
        return Job.guarded("run ride --input FILE --out DIR", err, () -> {
            Options options = Options.parse(arguments, Set.of("--input", "--out"));
            String directory = options.get("--out");
            List<Arrival> positions =
                    PositionFile.positions(CsvInput.read(Path.of(options.get("--input")), PositionFile.COLUMNS));
            return run(positions, job(Job.directory(directory), processes(positions)), Optional.empty(), out, err);
        });
    }

    static List<Arrival> recorded() throws IOException, InputException {
        try (InputStream in = Bundled.open(RideCommand.class, INPUT)) {
            return PositionFile.positions(CsvInput.read(in, INPUT, PositionFile.COLUMNS));
        }
    }

    static Optional<Table> truth() throws IOException {
        return Optional.of(Bundled.truth(RideCommand.class, "ride_sample_last.csv.gz", KEYS, VALUES));
    }

    private static SiteStarter processes(List<Arrival> positions) {
        return SiteStarter.processes(RideSite.class, positions.size());
    }

    static FleetJob job(Path directory, SiteStarter starter) {
        return new FleetJob(PositionFile.CENTRES, List.of(RideSite.LAST), directory, starter, FleetJob.FAULTS);
    }

    static int run(List<Arrival> positions, FleetJob job, Optional<Table> truth, PrintStream out, PrintStream err)
            throws IOException {
        var counts = new Disorder.Counts();
        var story = new RideStory();
        var settings = new FleetRun.Settings(SLICES, Duration.ZERO, "north"::equals);
        RunResult result = job.run(arrivals(positions, counts), settings, story, err);
        Table last = Table.read(job.directory("north").resolve(RideSite.LAST), KEYS, VALUES);
        List<Comparison> comparisons = truth.stream()
                .map(table -> Comparison.of("last time and place of each vehicle", table, last))
                .toList();
        var report = new RunReport(out);
        print(result, story, counts, report);
        comparisons.forEach(report::truth);
        Path page = job.out().resolve("report.html");
        Files.writeString(page, RidePage.html(result, story, counts, comparisons));
        out.println("Report     " + page);
        return RunReport.conclude(result, job, comparisons, out, err);
    }

    /* A centre needs to know when a position arrives, for that is its clock. */
    private static List<Arrival> arrivals(List<Arrival> positions, Disorder.Counts counts) {
        return DISORDER.arrivals(positions, counts).stream()
                .map(arrival -> {
                    List<String> fields = new ArrayList<>(arrival.fields());
                    fields.add(Long.toString(arrival.time()));
                    return new Arrival(arrival.site(), arrival.time(), fields);
                })
                .toList();
    }

    private static void print(RunResult result, RideStory story, Disorder.Counts counts, RunReport report) {
        report.line(
                "Positions",
                "%s arrivals at %d centres, each a process, in %s",
                number(result.totalDelivered()),
                result.delivered().size(),
                seconds(result.took()));
        report.line(
                "Disorder",
                "%s were lost at first and came late, %s came twice",
                number(counts.late()),
                number(counts.repeated()));
        report.line(
                "Outcome",
                "%s applied, %s stale, %s of a time that was known",
                number(story.count(VehicleMap.Outcome.APPLIED)),
                number(story.count(VehicleMap.Outcome.STALE)),
                number(story.count(VehicleMap.Outcome.EQUAL)));
        report.cut(result, "positions");
        report.end(result);
    }
}
