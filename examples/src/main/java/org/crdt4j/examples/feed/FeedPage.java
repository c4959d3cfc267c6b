// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.feed;

import static org.crdt4j.examples.page.Page.number;

import java.util.List;
import org.crdt4j.examples.fleet.Disorder;
import org.crdt4j.examples.fleet.RunHistory;
import org.crdt4j.examples.fleet.RunReport;
import org.crdt4j.examples.fleet.RunResult;
import org.crdt4j.examples.input.Comparison;
import org.crdt4j.examples.page.Page;

/** The report of a run as a page. */
final class FeedPage {

    private static final int MOST_LINES = 4;

    private FeedPage() {}

    static String html(RunResult result, FeedStory story, Disorder.Counts counts, List<Comparison> comparisons) {
        Page page = new Page("Servers of many groups agree on one feed, replies after what they answer");
        boolean good = result.agreed() && comparisons.stream().allMatch(Comparison::holds);
        page.verdict(
                good,
                good
                        ? "All servers have the same posts in the same order."
                        : "The servers differ, from each other or from the truth; see below.");
        page.figures(List.of(
                List.of(number(result.totalDelivered()), "posts and copies arrived"),
                List.of(number(counts.late()), "of them were lost at first and came up to two hours late"),
                List.of(number(counts.repeated()), "came twice"),
                List.of(number(story.copies()), "were copies of a post that was there already"),
                List.of(RunReport.seconds(result.took()), "in all")));
        page.heading("What a server shows");
        page.paragraph(
                "Two servers of each side. While the link is cut, each side sees only its own posts. A post waits while an"
                        + " earlier one of its group is missing; it is kept, passed on, and shown as soon as that one comes.");
        List<String> groups = groups(story);
        page.charts(
                RunHistory.legend(groups),
                List.of(
                        story.shown().chart("Posts shown", "over the arrivals", groups, result),
                        story.waiting().chart("Posts that wait", "over the arrivals", groups, result)));
        RunReport.truth(page, comparisons);
        RunReport.network(page, result);
        if (!comparisons.isEmpty()) {
            page.paragraph(
                    "Data: Lang, K. and Mitchell, T.: Twenty Newsgroups. UCI Machine Learning Repository no. 113, CC BY 4.0."
                            + " Facts about headers only: no texts, no names, no addresses.");
        }
        return page.toHtml();
    }

    private static List<String> groups(FeedStory story) {
        List<String> all = story.shown().names();
        if (all.size() <= MOST_LINES) {
            return all;
        }
        int last = all.size() - 1;
        return List.of(all.get(0), all.get(1), all.get(last - 1), all.get(last));
    }
}
