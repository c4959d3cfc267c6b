// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.op.OpAddWinsSet;
import org.crdt4j.set.AddWinsSet;
import org.junit.jupiter.api.Test;

/** Several objects changed as one event. */
class TransactionTest {

    private final Replica eu = replica("eu", 1).open();
    private final Replica us = replica("us", 2).open();

    private static ReplicaBuilder replica(String name, long id) {
        return Replica.builder(name).id(ReplicaId.of(id)).time(() -> Instant.ofEpochMilli(1_000));
    }

    private static void order(Replica replica, String order) {
        replica.update(tx -> {
            tx.counter("stock").decrement();
            tx.<String>set("orders").add(order);
        });
    }

    @Test
    void update_isOnePushThatBringsAllOfIt() {
        byte[] push = Talk.push(eu, replica -> order(replica, "o-1"));
        assertTrue(us.receive(push).grew());
        assertEquals(-1, us.counter("stock").value());
        assertEquals(Set.of("o-1"), us.set("orders").snapshot());
        assertEquals(eu.version(), us.version());
        assertFalse(us.receive(push).grew(), "the second time it brings nothing");
    }

    @Test
    void updateOfOneObject_isAnOrdinaryPush() {
        byte[] push =
                Talk.push(eu, replica -> replica.update(tx -> tx.set("tags").add("x")));
        assertInstanceOf(Message.Push.class, Talk.decode(push));
        us.receive(push);
        assertEquals(Set.of("x"), us.set("tags").snapshot());
    }

    @Test
    void updateThatDoesNothing_isNoEvent() {
        assertEquals(
                List.of(),
                Talk.pushes(eu, replica -> replica.update(tx -> tx.set("tags").size())));
        assertEquals(VersionVector.empty(), eu.version());
    }

    @Test
    void readsInside_seeWhatWasWrittenBefore() {
        eu.counter("stock").increment(5);
        List<Object> seen = new ArrayList<>();
        eu.update(tx -> {
            tx.counter("stock").decrement(2);
            seen.add(tx.counter("stock").value());
            seen.add(eu.counter("stock").value());
            tx.counter("stock").decrement(2);
            seen.add(tx.counter("stock").value());
            tx.<String, Integer>map("prices").put("apple", 3);
            seen.add(tx.map("prices").snapshot());
        });
        assertEquals(List.of(3L, 3L, 1L, Map.of("apple", 3)), seen);
        assertEquals(1, eu.counter("stock").value());
    }

    @Test
    void exceptionInside_undoesEverything() {
        eu.set("orders").add("o-1");
        eu.operations("members", OpAddWinsSet.<String>type()).update(set -> set.add("ann"));
        VersionVector before = eu.version();
        List<Object> heard = new ArrayList<>();
        eu.<String>set("orders").onChange(heard::add);
        List<byte[]> pushes = Talk.pushes(eu, replica -> {
            IllegalStateException thrown = assertThrows(
                    IllegalStateException.class,
                    () -> replica.update(tx -> {
                        tx.counter("stock").decrement();
                        tx.set("orders").clear();
                        tx.growOnlyCounter("visits").increment();
                        tx.operations("members", OpAddWinsSet.<String>type()).update(set -> set.add("bob"));
                        throw new IllegalStateException("out of stock");
                    }));
            assertEquals("out of stock", thrown.getMessage());
        });
        assertEquals(List.of(), pushes);
        assertEquals(List.of(), heard);
        assertEquals(before, eu.version());
        assertEquals(Set.of("o-1"), eu.set("orders").snapshot());
        assertEquals(0, eu.counter("stock").value());
        assertEquals(0, eu.growOnlyCounter("visits").value());
        assertEquals(
                Set.of("ann"),
                eu.operations("members", OpAddWinsSet.<String>type()).value());
        order(eu, "o-2");
        Talk.among(eu, us);
        assertEquals(Set.of("o-1", "o-2"), us.set("orders").snapshot());
        eu.checkInvariants();
    }

    @Test
    void valueThatCannotBeSent_undoesEverything() {
        assertThrows(
                IllegalArgumentException.class,
                () -> eu.update(tx -> {
                    tx.counter("stock").increment();
                    tx.object("tags", AddWinsSet.<Object>type()).update(set -> set.add(new Object()));
                }));
        assertEquals(0, eu.counter("stock").value());
        assertEquals(Set.of(), eu.names());
    }

    @Test
    void deleteInside_isPartOfTheEvent() {
        order(eu, "o-1");
        Talk.among(eu, us);
        us.receive(Talk.push(
                eu,
                replica -> replica.update(tx -> {
                    tx.set("orders").delete();
                    tx.counter("stock").reset();
                })));
        assertEquals(Set.of(), us.names());
    }

    @Test
    void nestedUse_isRefusedAndSaysWhatToDo() {
        List<String> refusals = new ArrayList<>();
        eu.update(tx -> {
            tx.counter("stock").increment();
            for (Runnable use : List.<Runnable>of(
                    () -> eu.update(inner -> inner.counter("stock").increment()),
                    () -> eu.counter("stock").increment(),
                    () -> tx.object("tags", AddWinsSet.<String>type())
                            .update(tags -> tx.counter("stock").increment()),
                    () -> tx.set("tags").onChange(change -> {}),
                    eu::digest,
                    eu::close)) {
                refusals.add(assertThrows(IllegalStateException.class, use::run).getMessage());
            }
        });
        assertEquals(6, refusals.size());
        assertTrue(refusals.get(1).contains("by the handles that update(tx -> ...) gives"), refusals.get(1));
        assertEquals(1, eu.counter("stock").value());
    }

    @Test
    void handleOfAnUpdate_isRefusedAfterwards() {
        List<ReplicatedCounter> leaked = new ArrayList<>();
        eu.update(tx -> leaked.add(tx.counter("stock")));
        assertThrows(IllegalStateException.class, () -> leaked.get(0).increment());
        assertThrows(IllegalStateException.class, () -> leaked.get(0).value());
    }

    @Test
    void handleOfAnUpdateInAnotherThread_isRefusedWhenTheUpdateIsOver() throws Exception {
        List<Thread> threads = new ArrayList<>();
        AtomicReference<Exception> refusal = new AtomicReference<>();
        eu.update(tx -> {
            ReplicatedCounter stock = tx.counter("stock");
            Thread other = new Thread(() -> {
                try {
                    stock.increment();
                } catch (IllegalStateException thrown) {
                    refusal.set(thrown);
                }
            });
            other.start();
            threads.add(other);
            stock.increment(2);
        });
        threads.get(0).join();
        assertInstanceOf(IllegalStateException.class, refusal.get());
        assertEquals(2, eu.counter("stock").value());
    }

    @Test
    void eventOfWhichOnePartComesEarly_isNotAppliedAtAll() {
        eu.<String>set("orders").add("o-0");
        byte[] push = Talk.push(eu, replica -> order(replica, "o-1"));
        assertFalse(us.receive(push).grew());
        assertEquals(Set.of(), us.names());
        assertEquals(1, us.stats().holes());
        Talk.among(eu, us);
        assertEquals(Set.of("orders", "stock"), us.names());
    }

    @Test
    void answer_bringsTogetherWhatWasChangedTogether() {
        Replica small = replica("small", 3).portions(new Portions(1, 1, 128)).open();
        for (int other = 0; other < 10; other++) {
            small.set("other" + other).add("x");
        }
        order(small, "o-1");
        for (byte[] message : Talk.answer(small, us)) {
            us.receive(message);
            assertEquals(us.set("orders").size(), -us.counter("stock").value());
        }
        assertEquals(small.version(), us.version());
        Replica third = replica("third", 4).open();
        for (byte[] message : Talk.answer(us, third)) {
            third.receive(message);
            assertEquals(third.set("orders").size(), -third.counter("stock").value());
        }
    }

    @Test
    void updateWhileAnAnswerIsOnItsWay_isSeenWholeOrNotAtAll() {
        Replica small = replica("small", 3).portions(new Portions(1, 1, 128)).open();
        small.<String>set("orders").add("o-0");
        small.set("between").add("x");
        small.counter("stock").decrement();
        var answer = small.receive(Talk.encode(new Message.Pull(us.version(), false)))
                .replies();
        us.receive(answer.next());
        order(small, "o-1");
        us.receive(answer.next());
        us.receive(answer.next());
        assertEquals(2, us.set("orders").size());
        assertEquals(-2, us.counter("stock").value());
    }

    @Test
    void restart_bringsAllOfItBackAndStillSendsItTogether() {
        InMemoryStorage storage = new InMemoryStorage();
        Replica first = replica("first", 3).storage(storage).open();
        order(first, "o-1");
        assertEquals(1, storage.loadRecords().size());
        first.close();
        Replica again = replica("again", 3)
                .storage(storage)
                .portions(new Portions(1, 1, 128))
                .open();
        assertEquals(-1, again.counter("stock").value());
        again.checkpoint();
        again.close();
        Replica third = replica("third", 3)
                .storage(storage)
                .portions(new Portions(1, 1, 128))
                .open();
        Message.Rows rows = assertInstanceOf(
                Message.Rows.class, Talk.decode(Talk.answer(third, us).get(0)));
        assertEquals(2, rows.rows().size());
    }

    @Test
    void observers_hearOneChangeOfEachObject() {
        List<ObjectChange<?>> heard = new ArrayList<>();
        eu.counter("stock").onChange(heard::add);
        eu.<String>set("orders").onChange(heard::add);
        eu.update(tx -> {
            tx.counter("stock").decrement();
            tx.counter("stock").decrement();
            tx.<String>set("orders").add("o-1");
        });
        assertEquals(2, heard.size());
        heard.forEach(change -> {
            assertTrue(change.local());
            assertEquals(eu.version(), change.version());
        });
    }

    @Test
    void groupsOfObjects_areBounded() {
        AtomicEvents events = new AtomicEvents(2);
        ReplicaId origin = ReplicaId.of(1);
        events.add(new AtomicEvents.Event(origin, 1, List.of("a", "b")));
        events.add(new AtomicEvents.Event(origin, 2, List.of("b", "c")));
        events.add(new AtomicEvents.Event(origin, 3, List.of("b", "a")));
        assertEquals(2, events.all().size());
        assertEquals(
                Set.of("a", "b", "c"), events.unit("a", VersionVector.empty()).names());
        assertEquals(
                Set.of("a", "b"),
                events.unit("a", VersionVector.of(origin, 2)).names(),
                "who has seen the event on b and c need not hear of c");
        events.add(new AtomicEvents.Event(origin, 4, List.of("d", "e")));
        assertEquals(Set.of("c"), events.unit("c", VersionVector.empty()).names(), "the oldest was forgotten");
    }
}
