// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.payments;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.codec.Codec;
import org.crdt4j.crdt.LogEntry;
import org.crdt4j.op.OpCausalLog;
import org.crdt4j.op.SourceId;
import org.crdt4j.register.StageRegister;
import org.crdt4j.register.Stages;
import org.crdt4j.replica.Replica;
import org.crdt4j.replica.ReplicatedConfirmationSet;
import org.crdt4j.replica.ReplicatedStageRegister;

/**
 * The payments as one service has them. Each service takes the events of its own role, as often and in whatever order its queue delivers
 * them, and says what it thinks of a payment. Pending is what not all have confirmed; it is paid when the cashier knows that all have, once.
 *
 * <p>An event is named by its place in the log of its case, so a redelivery counts once; and it says what it means only after those before it
 * are known, from whichever service: which round a confirmation belongs to follows from them. Not thread-safe, the replica is.
 */
public final class Payments {

    /** The service that takes the customer's wish, and pays. */
    public static final String CASHIER = "checkout";

    /** Who has to confirm each payment. */
    public static final Set<String> CONFIRMERS = Set.of("risk", "ledger", "bank");

    private static final Codec CODEC = Codec.builder()
            .register(CaseEvent.class, Codec.Builder.FIRST_ID)
            .register(CaseEvent.Action.class, Codec.Builder.FIRST_ID + 1)
            .build();

    private static final Stages STAGES = Stages.builder()
            .path("pending", "confirmed", "paid", "disputed")
            .path("pending", "rejected", "disputed")
            .build();
    private static final String PAYMENT = "payment";
    private static final String LOG = "log/";

    private final Replica replica;
    private final String role;
    private final Map<String, Rounds> known = new HashMap<>();

    /**
     * Opens a replica that knows the classes and types that are used here, also those that a peer uses first.
     *
     * @param name its name
     * @return the replica
     */
    public static Replica open(String name) {
        return Replica.builder(name)
                .codec(CODEC)
                .type(StageRegister.of(PAYMENT, STAGES))
                .open();
    }

    /**
     * The payments of a service.
     *
     * @param replica where they are kept; one of {@link #open}
     * @param role the service
     */
    public Payments(Replica replica, String role) {
        this.replica = replica;
        this.role = role;
    }

    /**
     * Takes an event, or a redelivery of one.
     *
     * @param paymentCase the case
     * @param time when it happened
     * @param event what happened
     * @return whether it was news here
     */
    public boolean take(String paymentCase, Instant time, CaseEvent event) {
        SourceId place = new SourceId(LOG + paymentCase, 0, event.number() - 1);
        List<SourceId> before =
                event.number() == 1 ? List.of() : List.of(new SourceId(place.topic(), 0, place.offset() - 1));
        var at = HybridTimestamp.of(time.toEpochMilli(), 0);
        return replica.operations(LOG + paymentCase, OpCausalLog.<CaseEvent>type())
                .accept(place, time, log -> log.appendRecorded(event, at, before));
    }

    /** Acts on all events of this service that have become known. To be called after each batch of events, and now and then. */
    public void act() {
        for (String name : replica.names()) {
            if (name.startsWith(LOG)) {
                String paymentCase = name.substring(LOG.length());
                Rounds rounds = known.computeIfAbsent(paymentCase, key -> new Rounds());
                List<CaseEvent> events = events(name);
                events.subList(rounds.size(), events.size()).forEach(event -> act(paymentCase, rounds, event));
            }
        }
    }

    private List<CaseEvent> events(String log) {
        return replica.operations(log, OpCausalLog.<CaseEvent>type())
                .read(posts -> posts.entries().stream().map(LogEntry::item).toList());
    }

    private void act(String paymentCase, Rounds rounds, CaseEvent event) {
        boolean counts = rounds.add(event);
        if (!counts || !event.role().equals(role)) {
            return; // it is for another service to act on
        }
        String round = paymentCase + "/" + rounds.count();
        switch (event.action()) {
            case SUBMIT -> {
                ReplicatedConfirmationSet<String> confirmations = confirmations(round);
                confirmations.seal(CONFIRMERS);
                confirmations.whenConfirmed(() -> pay(paymentCase, round));
            }
            case CONFIRM -> confirmations(round).confirm(role);
            case REJECT -> stage(round).advance("rejected");
        }
    }

    /* Only the cashier comes here, once a round. */
    private void pay(String paymentCase, String round) {
        if (stage(round).hasReached("rejected") || timesPaid(paymentCase) > 0) {
            return;
        }
        stage(round).advance("paid");
        replica.growOnlyCounter("paid/" + paymentCase).increment();
    }

    private ReplicatedConfirmationSet<String> confirmations(String round) {
        return replica.confirmationSet("confirmations/" + round);
    }

    private ReplicatedStageRegister stage(String round) {
        return replica.stageRegister("stage/" + round, PAYMENT, STAGES);
    }

    private long timesPaid(String paymentCase) {
        return replica.growOnlyCounter("paid/" + paymentCase).value();
    }

    /**
     * How a case stands, as far as this service knows.
     *
     * @param paymentCase the case
     * @return its status, and in its last round, or in the one that was paid, the confirmations
     */
    public Standing standing(String paymentCase) {
        var rounds = new Rounds();
        events(LOG + paymentCase).forEach(rounds::add);
        int shown = rounds.count();
        for (int round = 1; round <= rounds.count(); round++) {
            if (stage(paymentCase + "/" + round).hasReached("paid")) {
                shown = round;
            }
        }
        String round = paymentCase + "/" + shown;
        return new Standing(
                stage(round).stage(),
                confirmations(round).confirmation().confirmed().size(),
                rounds.count(),
                timesPaid(paymentCase));
    }

    /**
     * How a case stands.
     *
     * @param status pending, rejected, or paid
     * @param confirmations how many services have confirmed
     * @param rounds how often it was submitted
     * @param timesPaid how often it was paid; more than once would be a mistake
     */
    public record Standing(String status, int confirmations, int rounds, long timesPaid) {}

    /**
     * The cases that this service has heard of.
     *
     * @return their names, sorted
     */
    public List<String> cases() {
        return replica.names().stream()
                .filter(name -> name.startsWith(LOG))
                .map(name -> name.substring(LOG.length()))
                .sorted()
                .toList();
    }
}
