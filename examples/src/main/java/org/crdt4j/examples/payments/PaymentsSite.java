// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.payments;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.crdt4j.examples.fleet.Site;
import org.crdt4j.examples.fleet.SiteServer;
import org.crdt4j.examples.input.CsvOutput;
import org.crdt4j.replica.Replica;

/** The site of one service. */
public final class PaymentsSite implements Site {

    static final String STATUS = "status.csv";

    /** The services, each with a site. */
    static final List<String> SERVICES = List.of(Payments.CASHIER, "risk", "ledger", "bank");

    private final Replica replica;
    private final Payments payments;
    private int redeliveries;

    PaymentsSite(String label) {
        replica = Payments.open(label);
        payments = new Payments(replica, label);
    }

    /**
     * Runs a service as a process.
     *
     * @param arguments its name, and the directory of its files
     * @throws IOException if standard input or output breaks
     */
    public static void main(String[] arguments) throws IOException {
        SiteServer.main(arguments, PaymentsSite::new);
    }

    @Override
    public Replica replica() {
        return replica;
    }

    /** Takes what {@link PaymentFile} makes of a row. */
    @Override
    public void accept(List<String> fields) {
        var event = new CaseEvent(
                Long.parseLong(fields.get(1)),
                CaseEvent.Action.valueOf(fields.get(3)),
                fields.get(4),
                Long.parseLong(fields.get(5)));
        Instant time = Instant.ofEpochMilli(Long.parseLong(fields.get(2)));
        if (!payments.take(fields.get(0), time, event)) {
            redeliveries++;
        }
    }

    @Override
    public List<String> answer(String question, List<String> fields) {
        return switch (question) {
            case "act" -> {
                payments.act();
                yield List.of();
            }
            case "standing" -> {
                Map<String, Long> counts = payments.cases().stream()
                        .collect(Collectors.groupingBy(
                                name -> payments.standing(name).status(), Collectors.counting()));
                yield List.of(
                        Long.toString(counts.getOrDefault("pending", 0L)),
                        Long.toString(counts.getOrDefault("rejected", 0L)),
                        Long.toString(counts.getOrDefault("paid", 0L)));
            }
            case "version" -> List.of(replica.version().toString());
            case "redeliveries" -> List.of(Integer.toString(redeliveries));
            default -> throw new IllegalArgumentException("unknown command " + question);
        };
    }

    @Override
    public void write(Path directory) throws IOException {
        try (CsvWriter writer =
                CsvOutput.open(directory.resolve(STATUS), "case", "status", "confirmations", "rounds", "times_paid")) {
            for (String paymentCase : payments.cases()) {
                Payments.Standing standing = payments.standing(paymentCase);
                writer.writeRecord(
                        paymentCase,
                        standing.status(),
                        Integer.toString(standing.confirmations()),
                        Integer.toString(standing.rounds()),
                        Long.toString(standing.timesPaid()));
            }
        }
    }
}
