// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.warehouse;

import static org.crdt4j.examples.page.Page.number;

import java.io.PrintStream;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;

/** The report that a person reads in ten seconds. */
final class TextReport {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);

    private TextReport() {}

    static void print(RunResult result, Corrections corrections, PrintStream out) {
        line(
                out,
                "Booked",
                "%s movements of %s articles by %d regions, each a process, in %s",
                number(result.totalMovements()),
                number(corrections.articles()),
                result.movements().size(),
                seconds(result.took()));
        RunResult.Cut cut = result.cut();
        if (cut != null) {
            line(
                    out,
                    "Link cut",
                    "%s to %s; both sides sold on: %s movements",
                    day(cut.from()),
                    day(cut.to()),
                    number(cut.movements()));
            line(
                    out,
                    "Healed",
                    "all agreed after %s; %s articles were oversold, %s of them unnoticed by every region",
                    seconds(cut.healing()),
                    number(cut.oversold()),
                    number(cut.unnoticed()));
        }
        line(
                out,
                "At the end",
                "%s; all agreed %s after the last movement",
                result.agreed() ? "the files of all regions are identical" : "THE FILES OF THE REGIONS DIFFER",
                seconds(result.settled()));
        line(
                out,
                "Oversold",
                "%s articles, %s units missing; one correction each, noted by %s",
                number(corrections.count()),
                number(corrections.units()),
                noted(result.corrections().values()));
        line(
                out,
                "Sent",
                "%s by all regions together, %s bytes a movement",
                megabytes(result.totalBytes()),
                number(result.totalBytes() / Math.max(1, result.totalMovements())));
        result.disagreements().forEach(difference -> line(out, "DIFFERS", "%s", difference));
    }

    static void print(GroundTruth.Verdict verdict, PrintStream out) {
        for (GroundTruth.Comparison comparison : verdict.comparisons()) {
            line(
                    out,
                    comparison.holds() ? "Truth: ok" : "TRUTH: NO",
                    "%s: %s rows, %s differ",
                    comparison.what(),
                    number(comparison.rows()),
                    number(comparison.differences().size()));
            comparison.differences().stream().limit(3).forEach(difference -> line(out, "", "%s", difference));
        }
    }

    private static void line(PrintStream out, String label, String format, Object... arguments) {
        out.println(String.format("%-11s", label) + String.format(Locale.ROOT, format, arguments));
    }

    private static String noted(Collection<Integer> counts) {
        return counts.stream().distinct().count() == 1
                ? "all " + counts.size() + " regions at the same time"
                : "the regions " + counts + " times";
    }

    static String day(LocalDateTime time) {
        return DAY.format(time);
    }

    static String seconds(Duration duration) {
        double seconds = duration.toNanos() / 1e9;
        if (seconds < 0.01) {
            return "less than 0.01 s";
        }
        return String.format(Locale.ROOT, seconds < 10 ? "%.2f s" : "%.0f s", seconds);
    }

    static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
