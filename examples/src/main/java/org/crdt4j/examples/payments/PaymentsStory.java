// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.payments;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.crdt4j.examples.fleet.Fleet;
import org.crdt4j.examples.fleet.RunHistory;
import org.crdt4j.examples.fleet.Story;

/** Has the services act after each batch of events, and notes how the payments stand at the cashier. */
final class PaymentsStory implements Story {

    static final List<String> STATUSES = List.of("pending", "rejected", "paid");

    /* More than events of one case can wait for each other. */
    private static final int MOST_TURNS = 10_000;

    private final RunHistory standing = new RunHistory();
    private int redeliveries;

    @Override
    public void after(Fleet fleet, int delivered, long time) throws IOException {
        fleet.askAll("act", List.of());
        Iterator<String> counts =
                fleet.ask(Payments.CASHIER, "standing", List.of()).iterator();
        STATUSES.forEach(status -> standing.note(status, delivered, counts.next()));
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
    RunHistory standing() {
        return standing;
    }

    int redeliveries() {
        return redeliveries;
    }
}
