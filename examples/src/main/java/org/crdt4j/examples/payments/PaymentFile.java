// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.payments;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.crdt4j.examples.fleet.Arrival;
import org.crdt4j.examples.input.CsvInput;
import org.crdt4j.examples.input.InputException;

/**
 * Events of payments: a {@linkplain CsvInput CSV file} with at least the columns {@code case}, {@code event} (the number of the event in the
 * log of its case, from 1 without gaps), {@code epoch_ms}, {@code action} (submit, confirm or reject), {@code role} (checkout for
 * submit, else risk, ledger or bank) and {@code amount_cents}. The rows are deliveries: an event may come again, and later than its successors.
 */
final class PaymentFile {

    static final String[] COLUMNS = {"case", "event", "epoch_ms", "action", "role", "amount_cents"};

    private static final long LATEST = 253_402_300_799_999L; // the end of the year 9999
    private static final long MOST_EVENTS = 1_000_000;
    private static final long MOST_CENTS = 1_000_000_000_000L;

    private PaymentFile() {}

    /**
     * What comes in at which service, and what the logs hold.
     *
     * @param arrivals the rows, in their order
     * @param logs the events of each case by their numbers
     */
    record Deliveries(List<Arrival> arrivals, SortedMap<String, SortedMap<Long, CaseEvent>> logs) {}

    /**
     * Reads events.
     *
     * @param rows the rows of the file
     * @return the events
     * @throws InputException if a row is malformed or contradicts another, or if a case lacks an event
     */
    static Deliveries read(List<CsvInput.Row> rows) throws InputException {
        List<Arrival> arrivals = new ArrayList<>(rows.size());
        SortedMap<String, SortedMap<Long, CaseEvent>> logs = new TreeMap<>();
        Map<List<String>, List<String>> seen = new HashMap<>();
        for (CsvInput.Row row : rows) {
            List<String> fields = fields(row);
            List<String> known = seen.putIfAbsent(fields.subList(0, 2), fields);
            if (known != null && !known.equals(fields)) {
                throw row.complaint("is another event than the one of that case and number before: " + fields);
            }
            arrivals.add(new Arrival(fields.get(4), arrivals.size(), fields));
            logs.computeIfAbsent(fields.get(0), key -> new TreeMap<>()).put(Long.valueOf(fields.get(1)), event(fields));
        }
        for (CsvInput.Row row : rows) {
            SortedMap<Long, CaseEvent> log = logs.getOrDefault(row.word("case"), Collections.emptySortedMap());
            long last = log.lastKey();
            if (last != log.size()) {
                throw row.complaint(
                        "case " + row.word("case") + " has events up to " + last + ", but some are missing");
            }
        }
        return new Deliveries(arrivals, logs);
    }

    private static List<String> fields(CsvInput.Row row) throws InputException {
        String action = row.word("action").toUpperCase(Locale.ROOT);
        String role = row.word("role");
        boolean isCashier = role.equals(Payments.CASHIER);
        switch (action) {
            case "SUBMIT" -> check(row, isCashier, role + " cannot submit; only " + Payments.CASHIER + " can");
            case "CONFIRM", "REJECT" ->
                check(row, Payments.CONFIRMERS.contains(role), role + " is none of the services that confirm");
            default ->
                throw row.complaint("action is none of submit, confirm and reject: " + CsvInput.Row.shown(action));
        }
        return List.of(
                row.word("case"),
                Long.toString(row.number("event", 1, MOST_EVENTS)),
                Long.toString(row.number("epoch_ms", 0, LATEST)),
                action,
                role,
                Long.toString(row.number("amount_cents", 0, MOST_CENTS)));
    }

    private static void check(CsvInput.Row row, boolean holds, String complaint) throws InputException {
        if (!holds) {
            throw row.complaint(complaint);
        }
    }

    private static CaseEvent event(List<String> fields) {
        return new CaseEvent(
                Long.parseLong(fields.get(1)),
                CaseEvent.Action.valueOf(fields.get(3)),
                fields.get(4),
                Long.parseLong(fields.get(5)));
    }
}
