// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.payments;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.crdt4j.examples.input.Table;

/** What a plain, central computation makes of the events of all cases, in their order, to hold the replicas against. */
final class PaymentTruth {

    private PaymentTruth() {}

    /**
     * Computes the status of each case.
     *
     * @param logs the events of each case by their numbers
     * @return status, confirmations, rounds and times paid by the name of the case
     */
    static Table of(SortedMap<String, SortedMap<Long, CaseEvent>> logs) {
        Map<List<String>, List<String>> rows = new LinkedHashMap<>();
        logs.forEach((name, log) -> rows.put(List.of(name), row(log)));
        return new Table(rows);
    }

    private static List<String> row(SortedMap<Long, CaseEvent> log) {
        int rounds = 0;
        Set<String> confirmed = new HashSet<>();
        Set<String> refused = new HashSet<>();
        int paidWith = 0;
        for (CaseEvent event : log.values()) {
            boolean isNews = rounds > 0 && !confirmed.contains(event.role()) && !refused.contains(event.role());
            switch (event.action()) {
                case SUBMIT -> {
                    rounds++;
                    confirmed.clear();
                    refused.clear();
                }
                case CONFIRM -> {
                    if (isNews) {
                        confirmed.add(event.role());
                    }
                }
                case REJECT -> {
                    if (isNews) {
                        refused.add(event.role());
                    }
                }
            }
            if (confirmed.size() == Payments.CONFIRMERS.size()) {
                paidWith = confirmed.size();
            }
        }
        if (paidWith > 0) {
            return List.of("paid", Integer.toString(paidWith), Integer.toString(rounds), "1");
        }
        String status = refused.isEmpty() ? "pending" : "rejected";
        return List.of(status, Integer.toString(confirmed.size()), Integer.toString(rounds), "0");
    }
}
