// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.warehouse;

import static org.crdt4j.examples.fleet.RunReport.seconds;
import static org.crdt4j.examples.page.Page.number;

import java.io.PrintStream;
import java.util.Collection;
import org.crdt4j.examples.fleet.RunReport;
import org.crdt4j.examples.fleet.RunResult;
import org.crdt4j.examples.input.Table;

/** The report that a person reads in ten seconds. */
final class TextReport {

    private TextReport() {}

    static void print(RunResult result, WarehouseStory story, Corrections corrections, PrintStream out) {
        var report = new RunReport(out);
        report.line(
                "Booked",
                "%s movements of %s articles by %d regions, each a process, in %s",
                number(result.totalDelivered()),
                number(corrections.articles()),
                result.delivered().size(),
                seconds(result.took()));
        report.cut(result, "movements");
        if (result.cut() != null) {
            report.line(
                    "",
                    "%s articles were oversold when it was healed, %s of them unnoticed by every region",
                    number(story.oversold()),
                    number(story.unnoticed()));
        }
        report.end(result);
        report.line(
                "Oversold",
                "%s articles, %s units missing; one correction each, noted by %s",
                number(corrections.count()),
                number(corrections.units()),
                noted(story.corrections().values()));
    }

    static void print(GroundTruth.Verdict verdict, PrintStream out) {
        var report = new RunReport(out);
        verdict.comparisons().forEach(report::truth);
    }

    static void print(RunResult result, Table refusals, PrintStream out) {
        RunReport report = booked(result, refusals, out);
        report.line(
                "Refused",
                "%s sales of %s units, for lack of rights; rights were transferred %s times",
                number(sum(refusals, 0)),
                number(sum(refusals, 1)),
                number(sum(refusals, 2)));
    }

    private static RunReport booked(RunResult result, Table articles, PrintStream out) {
        var report = new RunReport(out);
        report.line(
                "Booked",
                "%s movements of %s articles by %d regions, each a process, in %s",
                number(result.totalDelivered()),
                number(articles.rows().size()),
                result.delivered().size(),
                seconds(result.took()));
        report.cut(result, "movements");
        report.end(result);
        return report;
    }

    /** What became of the sales of the warehouse that reserves. */
    static void printSales(RunResult result, Table sales, PrintStream out) {
        RunReport report = booked(result, sales, out);
        report.line(
                "Decided",
                "%s sales got their units; %s were refused at once; %s were promised %s units that they did not get, and are owed a"
                        + " compensation",
                number(sum(sales, 2)),
                number(sum(sales, 3)),
                number(sum(sales, 4)),
                number(sum(sales, 5)));
    }

    private static long sum(Table table, int column) {
        return table.rows().values().stream()
                .mapToLong(row -> Long.parseLong(row.get(column)))
                .sum();
    }

    private static String noted(Collection<Integer> counts) {
        return counts.stream().distinct().count() == 1
                ? "all " + counts.size() + " regions at the same time"
                : "the regions " + counts + " times";
    }
}
