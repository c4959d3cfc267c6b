// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.warehouse;

import static org.crdt4j.examples.page.Page.number;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.crdt4j.examples.fleet.RunReport;
import org.crdt4j.examples.fleet.RunResult;
import org.crdt4j.examples.page.Page;

/** The report of the demo as a page. */
final class WarehousePage {

    private static final int LONGEST_LIST = 10;

    private WarehousePage() {}

    static String html(
            RunResult result,
            WarehouseStory story,
            Corrections corrections,
            GroundTruth.Verdict verdict,
            StockHistory history) {
        Page page = new Page("Four regions sell from one stock, and the link between them is cut");
        boolean good = result.agreed() && verdict.holds();
        page.verdict(
                good,
                good
                        ? "All replicas are identical, and equal to the ground truth."
                        : "The replicas differ, from each other or from the ground truth; see below.");
        page.figures(figures(result, story, corrections));
        page.heading("Stock over time, as each region knew it");
        page.paragraph("While the link is cut, two regions on either side know only of their own sales. Lines that run"
                + " together are drawn inside each other; the dashed line is what nobody knows before the link heals.");
        page.charts(StockHistory.legend(), history.charts(result, corrections));
        truth(page, verdict);
        RunReport.network(page, result);
        largest(page, corrections);
        page.heading("What this is");
        page.paragraph("One replica a region, each in a process of its own; they gossip over sockets. The orders are"
                + " recorded ones of a gift shop. Opening stock is made up, for the data has none: 100, 90 or 120 % of"
                + " the least that would never run out. Sales are never refused here, so articles are oversold; every"
                + " region notes the correction under the article's name, and as what it notes follows from the stock"
                + " alone, there is one correction, whoever notices.");
        page.paragraph("Data: Chen, D. (2015). Online Retail. UCI Machine Learning Repository, doi 10.24432/C5BW33."
                + " CC BY 4.0. December 2010 and January 2011; columns derived, descriptions left out.");
        return page.toHtml();
    }

    private static List<List<String>> figures(RunResult result, WarehouseStory story, Corrections corrections) {
        List<List<String>> figures = new ArrayList<>();
        figures.add(List.of(
                number(result.totalDelivered()), "movements of " + number(corrections.articles()) + " articles"));
        RunResult.Cut cut = result.cut();
        if (cut != null) {
            figures.add(List.of(number(cut.events()), "of them while the link was cut"));
            figures.add(List.of(RunReport.seconds(cut.healing()), "from healing until all agreed"));
            figures.add(List.of(number(story.unnoticed()), "articles oversold that no region could see before"));
        }
        figures.add(List.of(number(corrections.count()), "articles oversold in the end, each corrected once"));
        figures.add(List.of(number(corrections.units()), "units missing"));
        figures.add(List.of(RunReport.megabytes(result.totalBytes()), "sent by all regions together"));
        figures.add(List.of(RunReport.seconds(result.took()), "in all"));
        return figures;
    }

    private static void truth(Page page, GroundTruth.Verdict verdict) {
        RunReport.truth(page, verdict.comparisons());
        page.paragraph(
                number(verdict.everOversold())
                        + " articles were below zero at some time in the recorded order of all movements; those that came back"
                        + " by returns need no correction. The lowest stock on the way follows from one order of all movements. No region knows"
                        + " that order while the link is cut; afterwards every region does, for movements are written down by number.");
    }

    private static void largest(Page page, Corrections corrections) {
        page.heading("Largest corrections");
        List<List<String>> rows = corrections.unitsBySku().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(LONGEST_LIST)
                .map(entry -> List.of(entry.getKey(), number(entry.getValue())))
                .toList();
        page.table(List.of("article", "units"), rows);
    }
}
