// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.payments;

import static org.crdt4j.examples.fleet.RunReport.seconds;
import static org.crdt4j.examples.page.Page.number;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.crdt4j.examples.console.Job;
import org.crdt4j.examples.console.Options;
import org.crdt4j.examples.console.UsageException;
import org.crdt4j.examples.fleet.FleetJob;
import org.crdt4j.examples.fleet.FleetRun;
import org.crdt4j.examples.fleet.RunReport;
import org.crdt4j.examples.fleet.RunResult;
import org.crdt4j.examples.fleet.SiteStarter;
import org.crdt4j.examples.input.Comparison;
import org.crdt4j.examples.input.CsvInput;
import org.crdt4j.examples.input.InputException;
import org.crdt4j.examples.input.Table;

/** The commands {@code crdt run payments} and {@code crdt demo payments}: payments that several services have to confirm. */
public final class PaymentsCommand {

    private static final String USAGE = "run payments (--input FILE | --generate SEED [--cases N]) --out DIR";
    private static final String DEMO_SEED = "42";
    private static final int SLICES = 60;
    private static final int CASES = 2_000;
    private static final int MOST_CASES = 99_999;

    private PaymentsCommand() {}

    /**
     * Runs {@code crdt run payments}, on a file, or on one that it makes up from a seed.
     *
     * @param arguments what came after {@code payments}
     * @param out takes the report
     * @param err takes progress and complaints
     * @return the exit code: 0 done, 1 the replicas disagree with each other or with a plain computation, or one failed, 2 wrong usage or an
     *     unusable file
     */
    public static int run(List<String> arguments, PrintStream out, PrintStream err) {
        return Job.guarded(USAGE, err, () -> {
            Options options = Options.parse(arguments, Set.of("--input", "--out", "--generate", "--cases"));
            Path directory = Job.directory(options.get("--out"));
            Path input = input(options, directory);
            PaymentFile.Deliveries deliveries = PaymentFile.read(CsvInput.read(input, PaymentFile.COLUMNS));
            SiteStarter starter = SiteStarter.processes(
                    PaymentsSite.class, deliveries.arrivals().size());
            return run(deliveries, directory, starter, out, err);
        });
    }

    /**
     * Runs {@code crdt demo payments [--out DIR]}, on generated payments.
     *
     * @param arguments what came after {@code payments}
     * @param out takes the report
     * @param err takes progress and complaints
     * @return see {@link #run}
     */
    public static int demo(List<String> arguments, PrintStream out, PrintStream err) {
        return Job.guarded("demo payments [--out DIR]", err, () -> {
            Options options = Options.parse(arguments, Set.of("--out"));
            String directory = options.find("--out").orElse("out/demo-payments");
            return run(List.of("--generate", DEMO_SEED, "--out", directory), out, err);
        });
    }

    private static Path input(Options options, Path directory) throws UsageException, IOException {
        if (options.find("--generate").isEmpty()) {
            return Path.of(options.get("--input"));
        }
        if (options.find("--input").isPresent()) {
            throw new UsageException("--input and --generate exclude each other");
        }
        Path input = directory.resolve("payments.csv");
        long cases = option(options, "--cases", Integer.toString(CASES));
        if (cases < 1 || cases > MOST_CASES) {
            throw new UsageException("--cases is from 1 to " + MOST_CASES);
        }
        PaymentGenerator.write(input, option(options, "--generate", ""), (int) cases);
        return input;
    }

    private static long option(Options options, String name, String otherwise) throws UsageException {
        String text = options.find(name).orElse(otherwise);
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new UsageException(name + " is not a whole number: " + text);
        }
    }

    static int run(
            PaymentFile.Deliveries deliveries, Path directory, SiteStarter starter, PrintStream out, PrintStream err)
            throws IOException, InputException {
        var job =
                new FleetJob(PaymentsSite.SERVICES, List.of(PaymentsSite.STATUS), directory, starter, FleetJob.FAULTS);
        var story = new PaymentsStory();
        var settings = new FleetRun.Settings(
                SLICES, Duration.ZERO, service -> service.equals(Payments.CASHIER) || service.equals("risk"));
        RunResult result = job.run(deliveries.arrivals(), settings, story, err);
        Table status = Table.read(
                job.directory(Payments.CASHIER).resolve(PaymentsSite.STATUS),
                List.of("case"),
                List.of("status", "confirmations", "rounds", "times_paid"));
        List<Comparison> comparisons = List.of(Comparison.of(
                "status, confirmations, rounds and times paid", PaymentTruth.of(deliveries.logs()), status));
        var report = new RunReport(out);
        print(result, story, status, report);
        comparisons.forEach(report::truth);
        Path page = directory.resolve("report.html");
        Files.writeString(page, PaymentsPage.html(result, story, status, comparisons));
        out.println("Report     " + page);
        return RunReport.conclude(result, job, comparisons, out, err);
    }

    private static void print(RunResult result, PaymentsStory story, Table status, RunReport report) {
        report.line(
                "Payments",
                "%s deliveries of %s cases to %d services, each a process, in %s",
                number(result.totalDelivered()),
                number(status.rows().size()),
                result.delivered().size(),
                seconds(result.took()));
        report.line("Redelivery", "%s deliveries were known already, and counted once", number(story.redeliveries()));
        report.cut(result, "deliveries");
        report.end(result);
        for (String name : PaymentsStory.STATUSES) {
            report.line(name, "%s cases", number(count(status, name)));
        }
    }

    static long count(Table status, String name) {
        return status.rows().values().stream()
                .filter(row -> row.get(0).equals(name))
                .count();
    }
}
