// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.ride;

import static org.crdt4j.examples.page.Page.number;

import java.util.ArrayList;
import java.util.List;
import org.crdt4j.examples.fleet.Disorder;
import org.crdt4j.examples.fleet.RunHistory;
import org.crdt4j.examples.fleet.RunReport;
import org.crdt4j.examples.fleet.RunResult;
import org.crdt4j.examples.input.Comparison;
import org.crdt4j.examples.page.Page;

/** The report of a run as a page. */
final class RidePage {

    private RidePage() {}

    static String html(RunResult result, RideStory story, Disorder.Counts counts, List<Comparison> comparisons) {
        Page page =
                new Page("Three dispatch centres follow vehicles whose positions come late, twice and out of order");
        boolean good = result.agreed() && comparisons.stream().allMatch(Comparison::holds);
        page.verdict(
                good,
                good
                        ? "All centres have the same last place of every vehicle."
                        : "The centres differ, from each other or from the truth; see below.");
        page.figures(List.of(
                List.of(number(result.totalDelivered()), "positions arrived"),
                List.of(number(counts.late()), "of them were lost at first and came up to ten minutes late"),
                List.of(number(counts.repeated()), "came twice"),
                List.of(number(story.count(VehicleMap.Outcome.STALE)), "were stale: a newer place was known"),
                List.of(number(story.count(VehicleMap.Outcome.EQUAL)), "had a time that was known already"),
                List.of(RunReport.seconds(result.took()), "in all")));
        page.heading("What each centre shows");
        page.paragraph(
                "A vehicle is shown for " + VehicleMap.LEASE.toMinutes()
                        + " minutes after a centre has heard of it: with a place that is some seconds old rather than with none. While the"
                        + " link is cut, the north knows only what reaches it, and shows fewer vehicles; afterwards all show the same.");
        page.charts(
                RunHistory.legend(PositionFile.CENTRES),
                List.of(
                        story.shown().chart("Vehicles shown", "over the arrivals", PositionFile.CENTRES, result),
                        story.ages()
                                .chart(
                                        "Age of the places shown",
                                        "median, in seconds, over the arrivals",
                                        PositionFile.CENTRES,
                                        result)));
        page.heading("Positions at each centre");
        List<List<String>> rows = new ArrayList<>();
        story.outcomes().forEach((centre, outcomes) -> {
            List<String> row = new ArrayList<>(List.of(centre));
            outcomes.values().forEach(count -> row.add(number(count)));
            rows.add(row);
        });
        page.table(List.of("centre", "applied", "same time", "stale"), rows);
        RunReport.truth(page, comparisons);
        RunReport.network(page, result);
        if (!comparisons.isEmpty()) {
            page.paragraph(
                    "Data: CapMetrics vehicle positions, Sean Cascketta, MIT licence; collected from the public feed of Capital"
                            + " Metro, Austin, Texas.");
        }
        return page.toHtml();
    }
}
