// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.InstantSource;
import java.util.List;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.op.CausalDelivery;
import org.junit.jupiter.api.Test;

/** The snippets of docs/operations.md. */
final class OperationsTest {

    @Test
    void delivery() throws Throwable {
        assertEquals(
                List.of("1 waits, {1:1} is missing", "question", "answer", "stable: {1=1}"),
                Printed.by(OperationsTest::showDelivery));
    }

    private static void showDelivery() {
        ReplicaId one = ReplicaId.of(1);
        ReplicaId two = ReplicaId.of(2);
        ReplicaId three = ReplicaId.of(3);
        // snippet: delivery
        HybridClock clock = new HybridClock(InstantSource.system());
        CausalDelivery<String> ann = new CausalDelivery<>(one, clock);
        CausalDelivery<String> bob = new CausalDelivery<>(two, clock);
        CausalDelivery<String> eve = new CausalDelivery<>(three, clock);
        var stability = eve.trackStability(List.of(one, two, three));

        Tagged<String> question = ann.tag("question");
        bob.receive(question);
        bob.poll(); // takes effect at Bob's
        Tagged<String> answer = bob.tag("answer"); // depends on the question

        eve.receive(answer); // the question is late
        System.out.println(eve.pending() + " waits, " + eve.missing() + " is missing");
        eve.receive(question);
        for (Tagged<String> next = eve.poll(); next != null; next = eve.poll()) {
            System.out.println(next.operation());
        }
        System.out.println("stable: " + stability.stable()); // all three are known to have the question
        // end
    }
}
