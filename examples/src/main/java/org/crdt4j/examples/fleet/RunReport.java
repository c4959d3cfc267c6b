// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.fleet;

import static org.crdt4j.examples.page.Page.number;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.crdt4j.examples.console.Job;
import org.crdt4j.examples.input.Comparison;
import org.crdt4j.examples.page.Page;
import org.crdt4j.testkit.proxy.FrameFaults;

/** What there is to say about a run whatever the system: lines for a terminal, and parts of a page. */
public final class RunReport {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("d MMM yyyy HH:mm", Locale.ENGLISH);
    private static final long DAYS_MATTER = Duration.ofDays(4).toMillis();

    private static final int LONGEST_LIST = 10;

    /* Recordings with dates began after 1971; those without count from 0. */
    private static final long CALENDAR = Duration.ofDays(365).toMillis();

    private final PrintStream out;

    /**
     * A report.
     *
     * @param out where its lines go
     */
    public RunReport(PrintStream out) {
        this.out = out;
    }

    /**
     * Writes one line.
     *
     * @param label what it is about
     * @param format the text, as {@link String#format} takes it
     * @param arguments what stands in the text
     */
    public void line(String label, String format, Object... arguments) {
        out.println(String.format("%-11s", label) + String.format(Locale.ROOT, format, arguments));
    }

    /**
     * What was cut, and how soon all agreed again. Nothing if nothing was cut.
     *
     * @param result the run
     * @param events what the events are, such as "orders"
     */
    public void cut(RunResult result, String events) {
        RunResult.Cut cut = result.cut();
        if (cut != null) {
            line("Link cut", "meanwhile both sides took %s %s%s", number(cut.events()), events, span(cut));
            line("Healed", "all sites knew the same after %s", seconds(cut.healing()));
        }
    }

    /**
     * How the run ended, and what the network did.
     *
     * @param result the run
     */
    public void end(RunResult result) {
        line(
                "At the end",
                "%s; all agreed %s after the last event",
                result.agreed() ? "the files of all sites are identical" : "THE FILES OF THE SITES DIFFER",
                seconds(result.settled()));
        FrameFaults.Counts faults = result.faults();
        line(
                "Network",
                "%s sent; of %s messages %s were lost, %s came twice, %s were overtaken",
                megabytes(result.totalBytes()),
                number(faults.messages()),
                number(faults.lost()),
                number(faults.twice()),
                number(faults.overtaken()));
        result.disagreements().forEach(difference -> line("DIFFERS", "%s", difference));
    }

    /**
     * What a comparison with a truth has shown.
     *
     * @param comparison the comparison
     */
    public void truth(Comparison comparison) {
        line(
                comparison.holds() ? "Truth: ok" : "TRUTH: NO",
                "%s: %s rows, %s differ",
                comparison.what(),
                number(comparison.rows()),
                number(comparison.differences().size()));
        comparison.differences().stream().limit(3).forEach(difference -> line("", "%s", difference));
    }

    /**
     * Adds comparisons to a page. Nothing if there are none.
     *
     * @param page the page
     * @param comparisons what was compared
     */
    public static void truth(Page page, List<Comparison> comparisons) {
        if (comparisons.isEmpty()) {
            return;
        }
        page.heading("Against the ground truth");
        page.table(
                List.of("compared", "rows", "differ"),
                comparisons.stream()
                        .map(comparison -> List.of(
                                comparison.what(),
                                number(comparison.rows()),
                                number(comparison.differences().size())))
                        .toList());
        comparisons.forEach(comparison -> comparison.differences().stream()
                .limit(LONGEST_LIST)
                .forEach(difference -> page.paragraph(comparison.what() + ": " + difference)));
    }

    /**
     * Adds what the network did to a page.
     *
     * @param page the page
     * @param result the run
     */
    public static void network(Page page, RunResult result) {
        page.heading("Sites and network");
        page.paragraph(
                "One replica a site, each in a process of its own; they gossip over sockets, through proxies that lose, repeat"
                        + " and swap messages on purpose. What the files of a site have does not depend on any of this.");
        page.table(
                List.of("site", "events", "sent"),
                result.delivered().entrySet().stream()
                        .map(entry -> List.of(
                                entry.getKey(),
                                number(entry.getValue()),
                                megabytes(result.bytesSent().getOrDefault(entry.getKey(), 0L))))
                        .toList());
        FrameFaults.Counts faults = result.faults();
        page.table(
                List.of("messages", "how many"),
                List.of(
                        List.of("sent", number(faults.messages())),
                        List.of("lost", number(faults.lost())),
                        List.of("came twice", number(faults.twice())),
                        List.of("overtaken", number(faults.overtaken()))));
        result.disagreements().forEach(page::paragraph);
    }

    /**
     * Says where the results are, or that there are none.
     *
     * @param result the run
     * @param job what was run
     * @param comparisons the results held against a truth
     * @param out takes where they are
     * @param err takes the complaint
     * @return the exit code
     */
    public static int conclude(
            RunResult result, FleetJob job, List<Comparison> comparisons, PrintStream out, PrintStream err) {
        if (!result.agreed()) {
            err.println("crdt: the replicas disagree; what each has is in "
                    + job.out().resolve("sites"));
            return Job.FAILED;
        }
        List<String> files = job.files().stream()
                .map(name -> job.out().resolve(name).toString())
                .toList();
        out.println("Results    " + String.join(", ", files));
        return comparisons.stream().allMatch(Comparison::holds) ? Job.DONE : Job.FAILED;
    }

    /* Nothing if the recording has no clock, but only an order. */
    private static String span(RunResult.Cut cut) {
        if (cut.from() < CALENDAR) {
            return "";
        }
        DateTimeFormatter format = cut.to() - cut.from() > DAYS_MATTER ? DAY : MINUTE;
        return ", " + format.format(Instant.ofEpochMilli(cut.from()).atOffset(ZoneOffset.UTC)) + " to "
                + format.format(Instant.ofEpochMilli(cut.to()).atOffset(ZoneOffset.UTC));
    }

    /**
     * A duration for people.
     *
     * @param duration the duration
     * @return such as {@code 0.42 s}
     */
    public static String seconds(Duration duration) {
        double seconds = duration.toNanos() / 1e9;
        if (seconds < 0.01) {
            return "less than 0.01 s";
        }
        return String.format(Locale.ROOT, seconds < 10 ? "%.2f s" : "%.0f s", seconds);
    }

    /**
     * An amount of data for people.
     *
     * @param bytes the amount
     * @return such as {@code 12.3 MB}
     */
    public static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
