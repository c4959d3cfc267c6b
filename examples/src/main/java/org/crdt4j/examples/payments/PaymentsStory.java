// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.payments;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.crdt4j.examples.fleet.Fleet;
import org.crdt4j.examples.fleet.Story;
import org.crdt4j.examples.page.LineChart;

/** Has the services act after each batch of events, and notes how the payments stand at the cashier. */
final class PaymentsStory implements Story {

    static final List<String> STATUSES = List.of("pending", "rejected", "paid");

    /* More than events of one case can wait for each other. */
    private static final int MOST_TURNS = 10_000;

    private final List<List<LineChart.Point>> standing = new ArrayList<>();
    private int redeliveries;

    PaymentsStory() {
        STATUSES.forEach(status -> standing.add(new ArrayList<>()));
    }

    @Override
    public void after(Fleet fleet, int delivered, long time) throws IOException {
        fleet.askAll("act", List.of());
        List<String> counts = fleet.ask(Payments.CASHIER, "standing", List.of());
        for (int index = 0; index < standing.size(); index++) {
            standing.get(index).add(new LineChart.Point(delivered, Long.parseLong(counts.get(index))));
        }
    }

    /* An act of one service may be what another has waited for. */
    @Override
    public void close(Fleet fleet) throws IOException {
        String before = "";
        for (int turn = 0; turn < MOST_TURNS; turn++) {
            fleet.converge();
            fleet.askAll("act", List.of());
            fleet.converge();
            String now = fleet.askAll("version", List.of()).toString();
            if (now.equals(before)) {
                break;
            }
            before = now;
        }
        for (List<String> count : fleet.askAll("redeliveries", List.of()).values()) {
            redeliveries += Integer.parseInt(count.get(0));
        }
    }

    /** How many cases the cashier knew in each status, after so many deliveries. */
    List<List<LineChart.Point>> standing() {
        return standing;
    }

    int redeliveries() {
        return redeliveries;
    }
}
