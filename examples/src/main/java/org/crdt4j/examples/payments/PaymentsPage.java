// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.payments;

import static org.crdt4j.examples.page.Page.number;

import java.util.ArrayList;
import java.util.List;
import org.crdt4j.examples.fleet.RunHistory;
import org.crdt4j.examples.fleet.RunReport;
import org.crdt4j.examples.fleet.RunResult;
import org.crdt4j.examples.input.Comparison;
import org.crdt4j.examples.input.Table;
import org.crdt4j.examples.page.Page;

/** The report of a run as a page. */
final class PaymentsPage {

    private PaymentsPage() {}

    static String html(RunResult result, PaymentsStory story, Table status, List<Comparison> comparisons) {
        Page page = new Page("A payment is pending until three services have confirmed it, and is paid once");
        boolean good = result.agreed() && comparisons.stream().allMatch(Comparison::holds);
        page.verdict(
                good,
                good
                        ? "All services agree on every payment, and with a plain computation from the logs."
                        : "The services differ, from each other or from a plain computation; see below.");
        List<List<String>> figures = new ArrayList<>();
        figures.add(List.of(number(result.totalDelivered()), "deliveries"));
        figures.add(List.of(number(story.redeliveries()), "of them were known already"));
        for (String name : PaymentsStory.STATUSES) {
            figures.add(List.of(number(PaymentsCommand.count(status, name)), "cases " + name));
        }
        long moreThanOnce = status.rows().values().stream()
                .filter(row -> Long.parseLong(row.get(3)) > 1)
                .count();
        figures.add(List.of(number(moreThanOnce), "cases paid more than once"));
        page.figures(figures);
        page.heading("How the payments stand at the cashier");
        page.paragraph(
                "While the link is cut, the cashier hears of risk only. Nothing is paid then; what the ledger and the bank have"
                        + " confirmed meanwhile is paid when they meet again.");
        page.charts(
                RunHistory.legend(PaymentsStory.STATUSES),
                List.of(story.standing()
                        .chart("Cases", "by status, over the deliveries", PaymentsStory.STATUSES, result)));
        RunReport.truth(page, comparisons);
        RunReport.network(page, result);
        page.paragraph("The input is generated, not recorded.");
        return page.toHtml();
    }
}
