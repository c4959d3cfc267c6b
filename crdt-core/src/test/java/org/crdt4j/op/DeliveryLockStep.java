// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.error.LimitExceededException;
import org.crdt4j.op.CausalDelivery.Limits;

/** One random run in which a delivery and the reference are given the same, and have to say the same after each step. */
final class DeliveryLockStep {

    static final ReplicaId SELF = ReplicaId.of(99);
    private static final int MAX_BYTES = 50;

    private final RandomGenerator random;
    private final DeliveryHistory history;
    private final DeliverySubject subject;
    private final NaiveDelivery reference;
    private final int[] bytes;
    private int own;
    private String step = "";

    /** What makes the delivery that is tried. */
    interface Subjects {

        DeliverySubject with(Limits limits);
    }

    DeliveryLockStep(long seed, Subjects subjects) {
        random = new SplittableRandom(seed);
        int length = 10 + random.nextInt(60);
        history = DeliveryHistory.random(random, 1 + random.nextInt(5), length);
        bytes = random.ints(length, 0, MAX_BYTES).toArray();
        Limits limits = random.nextBoolean()
                ? Limits.DEFAULT
                : new Limits(random.nextInt(10), random.nextInt(10 * MAX_BYTES), 1 + random.nextInt(20));
        subject = subjects.with(limits);
        reference = new NaiveDelivery(limits);
    }

    void run() {
        for (int steps = 3 * history.operations.size(); steps > 0; steps--) {
            step();
            compare();
        }
        finish();
    }

    private void step() {
        int kind = random.nextInt(100);
        if (kind < 60) {
            // mostly from a window that moves on, so that something can be delivered
            receive(nearby(history.operations.size()));
        } else if (kind < 85) {
            poll();
        } else if (kind < 90) {
            advance(history.pasts.get(random.nextInt(history.pasts.size())));
        } else if (kind < 92) {
            declareGapEmpty();
        } else if (kind < 96) {
            step = "restart";
            subject.restart();
        } else {
            tag();
        }
    }

    private int nearby(int size) {
        int deliveredSoFar = 0;
        while (deliveredSoFar < size
                && reference
                        .delivered()
                        .covers(history.operations.get(deliveredSoFar).dot())) {
            deliveredSoFar++;
        }
        return Math.min(size - 1, Math.max(0, deliveredSoFar - 3 + random.nextInt(20)));
    }

    private void receive(int index) {
        Tagged<String> operation = history.operations.get(index);
        step = "receive " + operation + " of " + bytes[index] + " bytes";
        demandEqual(
                "accepted",
                tryReceive(reference, operation, bytes[index]),
                tryReceive(subject, operation, bytes[index]));
    }

    private static String tryReceive(DeliverySubject subject, Tagged<String> operation, int bytes) {
        try {
            return subject.receive(operation, bytes) ? "new" : "known";
        } catch (LimitExceededException refused) {
            return "refused";
        }
    }

    private boolean poll() {
        step = "poll";
        Tagged<String> next = subject.poll();
        if (next == null) {
            demandEqual("nothing left to deliver", false, reference.hasDeliverable());
            return false;
        }
        step = "poll gives " + next;
        demandEqual("pending and lacks nothing", true, reference.holds(next) && reference.isDeliverable(next));
        reference.deliver(next);
        return true;
    }

    private void advance(VersionVector joined) {
        step = "advance to " + joined;
        demandEqual("grown", reference.advance(joined), subject.advance(joined));
    }

    /* not causally closed: the number of an operation that never came, whatever it would have depended on */
    private void declareGapEmpty() {
        Tagged<String> lost = history.operations.get(random.nextInt(history.operations.size()));
        advance(VersionVector.of(lost.dot().replica(), lost.dot().counter()));
    }

    private void tag() {
        if (subject instanceof NaiveDelivery) {
            return;
        }
        step = "tag";
        VersionVector dependencies = reference.dependencies();
        Tagged<String> tagged = subject.tag("own " + own++, SELF);
        demandEqual("dependencies", dependencies, tagged.dependencies());
        reference.tagged(tagged.dot());
    }

    private void compare() {
        subject.checkInvariants();
        demandEqual("delivered", reference.delivered(), subject.delivered());
        demandEqual("pending", reference.pending(), subject.pending());
        demandEqual("bytes that are pending", reference.pendingBytes(), subject.pendingBytes());
        demandEqual("missing", reference.missing(), subject.missing());
        demandEqual("what the next operation depends on", reference.dependencies(), subject.dependencies());
    }

    /* everything is sent again, in a causal order, until all is delivered */
    private void finish() {
        for (int index = 0; index < history.operations.size(); index++) {
            receive(index);
            while (poll()) {
                compare();
            }
            compare();
        }
        step = "the end";
        VersionVector all = VersionVector.empty();
        for (VersionVector past : history.pasts) {
            all = all.join(past);
        }
        demandEqual("all is delivered", true, subject.delivered().covers(all));
        demandEqual("nothing is pending", 0, subject.pending());
        demandEqual("nothing is missing", true, subject.missing().isEmpty());
    }

    private void demandEqual(String claim, Object expected, Object actual) {
        if (!Objects.equals(expected, actual)) {
            throw new AssertionError(claim + " after: " + step + "\nexpected " + expected + "\nbut was  " + actual);
        }
    }
}
