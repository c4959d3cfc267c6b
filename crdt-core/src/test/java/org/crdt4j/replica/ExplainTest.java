// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.op.OpAddWinsSet;
import org.junit.jupiter.api.Test;

/** What a replica says about its objects and about itself. */
class ExplainTest {

    private final Replica eu =
            Replica.builder("eu").id(ReplicaId.of(1)).retention(Duration.ZERO).open();
    private final Replica us = Replica.builder("us").id(ReplicaId.of(2)).open();

    private static Explanation explain(Replica replica, String name) {
        return replica.explain(name).orElseThrow();
    }

    @Test
    void objectThatIsNotThere_isNotExplained() {
        assertEquals(Optional.empty(), eu.explain("tags"));
        eu.set("tags").size();
        assertEquals(Optional.empty(), eu.explain("tags"));
        eu.set("tags").add("x");
        assertTrue(eu.explain("tags").isPresent());
        eu.set("tags").delete();
        assertEquals(0, explain(eu, "tags").dots());
        eu.digest();
        assertEquals(Optional.empty(), eu.explain("tags"), "it was dropped");
    }

    @Test
    void set_isExplainedByItsOrigins() {
        eu.set("tags").addAll(List.of("a", "b"));
        us.set("tags").add("c");
        Talk.exchange(eu, us);
        us.set("tags").remove("a");
        Talk.exchange(eu, us);
        Explanation tags = explain(eu, "tags");
        assertEquals("add-wins-set", tags.type());
        assertEquals(
                List.of(
                        new Explanation.Origin(ReplicaId.of(1), 2, 1, 2),
                        new Explanation.Origin(ReplicaId.of(2), 2, 1, 2)),
                tags.origins());
        assertEquals(2, tags.dots());
        assertTrue(tags.bytes() > 0);
        List<String> lines = tags.toString().lines().toList();
        assertEquals("tags, add-wins-set: " + tags.bytes() + " bytes, 2 dots", lines.get(0));
        assertEquals("  from 2: last event 2, 1 dot", lines.get(3));
        assertEquals(4, lines.size());
    }

    @Test
    void bytes_growWithTheObject() {
        eu.set("tags").add("a");
        long few = explain(eu, "tags").bytes();
        for (int number = 0; number < 100; number++) {
            eu.set("tags").add("tag number " + number);
        }
        assertTrue(explain(eu, "tags").bytes() > few + 100L * "tag number ".length());
        assertEquals(203, explain(eu, "tags").value().length());
        assertTrue(explain(eu, "tags").value().endsWith("..."));
    }

    @Test
    void objectAheadOfOthers_isSaidToBeEarly() {
        eu.set("first").add("x");
        us.receive(Talk.push(eu, replica -> replica.counter("second").increment()));
        Explanation second = explain(us, "second");
        assertTrue(second.origins().get(0).isEarly());
        assertTrue(second.toString().contains("early, all of its events came up to 0"), second.toString());
        Talk.exchange(eu, us);
        assertFalse(explain(us, "second").origins().get(0).isEarly());
        assertEquals(explain(eu, "second").origins(), explain(us, "second").origins());
    }

    @Test
    void operationThatWaits_isSaidToWaitForAnother() {
        Replica asia = Replica.builder("asia").id(ReplicaId.of(3)).open();
        byte[] first = Talk.push(
                eu,
                replica -> replica.operations("members", OpAddWinsSet.<String>type())
                        .update(set -> set.add("ann")));
        us.receive(first);
        byte[] second = Talk.push(
                us,
                replica -> replica.operations("members", OpAddWinsSet.<String>type())
                        .update(set -> set.remove("ann")));
        asia.receive(second);
        Explanation members = explain(asia, "members");
        assertEquals(1, members.pendingOperations());
        assertEquals(1, members.missingOperations().max(ReplicaId.of(1)));
        assertTrue(members.toString().contains("1 operation waiting for "), members.toString());
        asia.receive(first);
        assertEquals(0, explain(asia, "members").pendingOperations());
    }

    @Test
    void objectsThatWereChangedTogether_areNamed() {
        eu.update(tx -> {
            tx.counter("stock").decrement();
            tx.set("orders").add("o-1");
        });
        Talk.exchange(eu, us);
        assertEquals(Set.of("orders"), explain(us, "stock").changedWith());
        assertTrue(explain(us, "orders").toString().endsWith("changed together with stock"));
        assertEquals(1, us.stats().linkedGroups());
    }

    @Test
    void counterTooLargeForItsValue_isStillExplained() {
        eu.counter("sold").increment(Long.MAX_VALUE);
        us.counter("sold").increment(1);
        Talk.exchange(eu, us);
        assertTrue(
                explain(eu, "sold").value().startsWith("("), explain(eu, "sold").value());
    }

    @Test
    void explainWithinAnUpdate_seesWhatWasThereBefore() {
        eu.counter("stock").increment();
        eu.update(tx -> {
            tx.counter("stock").increment();
            assertEquals("1", explain(eu, "stock").value());
        });
    }

    @Test
    void stats_sayHowFarAPeerIsAhead() {
        eu.counter("stock").increment();
        eu.counter("stock").increment();
        Iterator<byte[]> pull = us.receive(eu.digest()).replies();
        assertEquals(Map.of(ReplicaId.of(1), 2L), us.stats().behind());
        Talk.deliver(us, eu, pull.next());
        assertEquals(Map.of(), us.stats().behind());
        assertEquals(Map.of(), eu.stats().behind());
    }
}
