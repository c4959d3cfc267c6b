// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.payments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.crdt4j.examples.console.Captured;
import org.crdt4j.examples.fleet.LocalSites;
import org.crdt4j.examples.fleet.SiteStarter;
import org.crdt4j.examples.input.CsvInput;
import org.crdt4j.examples.input.InputException;
import org.crdt4j.examples.payments.CaseEvent.Action;
import org.crdt4j.replica.Replica;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PaymentsTest {

    private static final String HEADER = "case,event,epoch_ms,action,role,amount_cents\n";
    private static final Instant NOON = Instant.ofEpochMilli(1_767_268_800_000L);

    @TempDir
    Path directory;

    private final Replica checkout = Payments.open("checkout");
    private final Replica risk = Payments.open("risk");
    private final Payments cashier = new Payments(checkout, Payments.CASHIER);
    private final Payments risks = new Payments(risk, "risk");
    private final Captured out = new Captured();
    private final Captured err = new Captured();

    private boolean take(Payments service, long number, Action action, String role) {
        return service.take("c1", NOON.plusSeconds(number), new CaseEvent(number, action, role, 100));
    }

    private void meet() {
        for (int turn = 0; turn < 3; turn++) {
            cashier.act();
            risks.act();
            checkout.deltasSince(risk.version()).forEach(risk::receive);
            risk.deltasSince(checkout.version()).forEach(checkout::receive);
        }
    }

    /* The ledger and the bank are the cashier's colleagues here: they share his replica. */
    private void actForLedgerAndBank() {
        new Payments(checkout, "ledger").act();
        new Payments(checkout, "bank").act();
    }

    @Test
    void payment_isPendingUntilAllHaveConfirmedAndPaidOnce() {
        assertTrue(take(cashier, 1, Action.SUBMIT, "checkout"));
        assertTrue(take(cashier, 2, Action.CONFIRM, "ledger"));
        assertTrue(take(cashier, 4, Action.CONFIRM, "bank")); // before the third, which risk has
        actForLedgerAndBank();
        meet();
        assertEquals(new Payments.Standing("pending", 1, 1, 0), risks.standing("c1"));
        assertTrue(take(risks, 3, Action.CONFIRM, "risk"));
        meet();
        actForLedgerAndBank();
        meet();
        assertEquals(new Payments.Standing("paid", 3, 1, 1), cashier.standing("c1"));
        assertFalse(take(cashier, 3, Action.CONFIRM, "risk"), "a redelivery");
        assertFalse(take(risks, 1, Action.SUBMIT, "checkout"), "a redelivery");
        meet();
        assertEquals(new Payments.Standing("paid", 3, 1, 1), risks.standing("c1"));
    }

    @Test
    void rejectedRound_isFollowedByAnotherOne() {
        take(cashier, 1, Action.SUBMIT, "checkout");
        take(risks, 2, Action.REJECT, "risk");
        meet();
        assertEquals(new Payments.Standing("rejected", 0, 1, 0), cashier.standing("c1"));
        take(cashier, 3, Action.SUBMIT, "checkout");
        meet();
        assertEquals(new Payments.Standing("pending", 0, 2, 0), risks.standing("c1"));
        take(risks, 4, Action.CONFIRM, "risk");
        take(cashier, 5, Action.CONFIRM, "bank");
        take(cashier, 6, Action.CONFIRM, "ledger");
        meet();
        actForLedgerAndBank();
        meet();
        assertEquals(new Payments.Standing("paid", 3, 2, 1), risks.standing("c1"));
    }

    private static PaymentFile.Deliveries deliveries(Path file) throws Exception {
        return PaymentFile.read(CsvInput.read(file, PaymentFile.COLUMNS));
    }

    @Test
    void generatedPayments_equalAPlainComputation() throws Exception {
        Path file = directory.resolve("in.csv");
        PaymentGenerator.write(file, 7, 300);
        SiteStarter starter = LocalSites.starter(PaymentsSite::new);
        assertEquals(0, PaymentsCommand.run(deliveries(file), directory, starter, out, err), out.toString() + err);
        List<String> status = Files.readAllLines(directory.resolve("status.csv"));
        assertEquals("case,status,confirmations,rounds,times_paid", status.get(0));
        assertEquals(301, status.size());
        for (String kind : PaymentsStory.STATUSES) {
            assertTrue(status.stream().anyMatch(line -> line.contains("," + kind + ",")), "no case is " + kind);
        }
        assertTrue(Files.readString(directory.resolve("report.html")).contains("<svg"), "no chart");
    }

    @Test
    void siteThatForgetsEvents_isFound() throws Exception {
        Path file = directory.resolve("in.csv");
        PaymentGenerator.write(file, 7, 30);
        PaymentFile.Deliveries deliveries = deliveries(file);
        SiteStarter starter = LocalSites.starter(
                PaymentsSite::new,
                (site, line) ->
                        site.equals("risk") && line.startsWith("events") ? Optional.empty() : Optional.of(line));
        assertEquals(1, PaymentsCommand.run(deliveries, directory, starter, out, err));
        assertTrue(out.toString().contains("TRUTH: NO"), out.toString());
    }

    @Test
    void sameSeed_givesTheSameFile() throws Exception {
        for (String name : List.of("one", "two")) {
            PaymentGenerator.write(directory.resolve(name), 11, 50);
        }
        assertEquals(-1, Files.mismatch(directory.resolve("one"), directory.resolve("two")));
        PaymentGenerator.write(directory.resolve("three"), 12, 50);
        assertTrue(Files.mismatch(directory.resolve("one"), directory.resolve("three")) >= 0);
    }

    private static String complaint(String rows) {
        return assertThrows(
                        InputException.class,
                        () -> PaymentFile.read(CsvInput.read(
                                new ByteArrayInputStream((HEADER + rows).getBytes(StandardCharsets.UTF_8)),
                                "in",
                                PaymentFile.COLUMNS)))
                .getMessage();
    }

    @Test
    void eventsThatCannotBe_areNamed() {
        assertEquals(
                "in, line 2: action is none of submit, confirm and reject: \"PAY\"",
                complaint("c1,1,5,pay,checkout,1\n"));
        assertEquals(
                "in, line 2: postman is none of the services that confirm", complaint("c1,1,5,confirm,postman,1\n"));
        assertEquals("in, line 2: risk cannot submit; only checkout can", complaint("c1,1,5,submit,risk,1\n"));
        assertEquals(
                "in, line 2: case c1 has events up to 3, but some are missing",
                complaint("c1,1,5,submit,checkout,1\nc1,3,6,confirm,risk,1\n"));
        assertEquals(
                "in, line 3: is another event than the one of that case and number before: [c1, 1, 6, SUBMIT, checkout, 1]",
                complaint("c1,1,5,submit,checkout,1\nc1,1,6,submit,checkout,1\n"));
    }

    @Test
    void wrongUsage_isOneLineAndExitCodeTwo() {
        for (List<String> arguments : List.of(
                List.of("--out", directory.toString()),
                List.of("--generate", "x", "--out", directory.toString()),
                List.of("--generate", "1", "--cases", "0", "--out", directory.toString()),
                List.of("--generate", "1", "--input", "in.csv", "--out", directory.toString()))) {
            assertEquals(2, PaymentsCommand.run(arguments, out, err), arguments.toString());
        }
        assertEquals(4, err.toString().lines().count(), err.toString());
    }
}
