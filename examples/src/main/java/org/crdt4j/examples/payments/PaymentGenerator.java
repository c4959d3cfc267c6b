// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.payments;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.crdt4j.examples.input.CsvOutput;

/**
 * Makes up events of payments, as a queue would deliver them: late, twice, out of order. The same seed gives the same file.
 *
 * <p>A case is submitted at some time of one day. In each round the services answer within minutes, in any order. One in six rounds is rejected by
 * one of them; three of four customers then submit again, up to four rounds. In one of twenty rounds a service never answers, so the
 * payment stays pending. One in fifty customers submits once more although all have confirmed.
 */
final class PaymentGenerator {

    private static final long BEGIN = 1_767_225_600_000L; // 1 January 2026, 0:00 UTC
    private static final long DAY = 86_400_000;
    private static final long MINUTE = 60_000;
    private static final int MOST_ROUNDS = 4;
    private static final double REJECTED = 1.0 / 6;
    private static final double AGAIN = 0.75;
    private static final double SILENT = 0.05;
    private static final double TWICE_SUBMITTED = 0.02;
    private static final double REDELIVERED = 0.08;
    private static final double LATE = 0.05;

    private final SplittableRandom random;
    private final List<Delivery> deliveries = new ArrayList<>();

    private PaymentGenerator(long seed) {
        random = new SplittableRandom(seed);
    }

    private record Delivery(long arrival, List<String> fields) {}

    /**
     * Writes a file.
     *
     * @param file where to
     * @param seed picks everything
     * @param cases how many
     * @throws IOException if it cannot be written
     */
    static void write(Path file, long seed, int cases) throws IOException {
        var generator = new PaymentGenerator(seed);
        for (int index = 1; index <= cases; index++) {
            generator.addCase(String.format("c%05d", index));
        }
        generator.deliveries.sort(Comparator.comparingLong(Delivery::arrival));
        try (CsvWriter writer =
                CsvOutput.open(file, "seq", "case", "event", "epoch_ms", "action", "role", "amount_cents")) {
            int sequence = 0;
            for (Delivery delivery : generator.deliveries) {
                List<String> row = new ArrayList<>(List.of(Integer.toString(++sequence)));
                row.addAll(delivery.fields());
                writer.writeRecord(row);
            }
        }
    }

    /** One case while it is made up. */
    private final class Case {
        private final String name;
        private final String cents = Long.toString(random.nextLong(100, 500_000));
        private long time = BEGIN + random.nextLong(DAY);
        private int events;

        Case(String name) {
            this.name = name;
        }

        void happens(String action, String role) {
            time += random.nextLong(1_000, 3 * MINUTE);
            List<String> fields = List.of(name, Integer.toString(++events), Long.toString(time), action, role, cents);
            deliver(fields, random.nextDouble() < LATE ? 30 * MINUTE : 2 * MINUTE);
            if (random.nextDouble() < REDELIVERED) {
                deliver(fields, 60 * MINUTE);
            }
        }

        private void deliver(List<String> fields, long delay) {
            deliveries.add(new Delivery(time + random.nextLong(delay), fields));
        }
    }

    private void addCase(String name) {
        var paymentCase = new Case(name);
        for (int round = 1; round <= MOST_ROUNDS; round++) {
            paymentCase.happens("submit", Payments.CASHIER);
            boolean isRejected = addRound(paymentCase);
            if (!isRejected) {
                if (random.nextDouble() < TWICE_SUBMITTED) {
                    paymentCase.happens("submit", Payments.CASHIER);
                }
                return;
            }
            if (random.nextDouble() >= AGAIN) {
                return;
            }
        }
    }

    private boolean addRound(Case paymentCase) {
        List<String> services =
                new ArrayList<>(Payments.CONFIRMERS.stream().sorted().toList());
        if (random.nextDouble() < SILENT) {
            services.remove(random.nextInt(services.size()));
        }
        String against = random.nextDouble() < REJECTED ? services.get(random.nextInt(services.size())) : "";
        while (!services.isEmpty()) {
            String service = services.remove(random.nextInt(services.size()));
            paymentCase.happens(service.equals(against) ? "reject" : "confirm", service);
        }
        return !against.isEmpty();
    }
}
