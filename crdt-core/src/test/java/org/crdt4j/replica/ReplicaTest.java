// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.counter.PnCounter;
import org.crdt4j.error.CorruptDataException;
import org.junit.jupiter.api.Test;

class ReplicaTest {

    private final Replica dublin = Replica.builder("dublin").id(ReplicaId.of(1)).open();
    private final Replica madrid = Replica.builder("madrid").id(ReplicaId.of(2)).open();

    private void exchange() {
        dublin.deltasSince(madrid.version()).forEach(madrid::receive);
        madrid.deltasSince(dublin.version()).forEach(dublin::receive);
        assertEquals(dublin.version(), madrid.version());
    }

    @Test
    void concurrentAddAndRemove_keepsElementAtBoth() {
        dublin.set("cart").add("milk");
        exchange();
        dublin.set("cart").remove("milk");
        madrid.set("cart").add("milk");
        exchange();
        assertEquals(Set.of("milk"), dublin.set("cart").snapshot());
        assertEquals(Set.of("milk"), madrid.set("cart").snapshot());
    }

    @Test
    void lostPush_isMadeGoodByDigestAndPull() {
        dublin.counter("visits").increment();
        deliver(dublin.digest(), madrid, dublin);
        assertEquals(1, madrid.counter("visits").value());
        assertEquals(dublin.version(), madrid.version());
    }

    /* what is sent to one is answered by it to the other, until nobody has anything to say */
    private static void deliver(byte[] message, Replica to, Replica from) {
        to.receive(message).replies().forEachRemaining(reply -> deliver(reply, from, to));
    }

    @Test
    void deletedName_isGoneAndConcurrentUpdateSurvives() {
        dublin.counter("stock").add(5);
        exchange();
        dublin.counter("stock").delete();
        madrid.counter("stock").add(1);
        exchange();
        assertEquals(1, dublin.counter("stock").value());
        assertEquals(1, madrid.counter("stock").value());
    }

    @Test
    void objectWithoutDots_cannotBeDeleted() {
        dublin.object("n", PnCounter.type()).update(counter -> counter.increment(2));
        assertThrows(
                IllegalStateException.class,
                () -> dublin.object("n", PnCounter.type()).delete());
        exchange();
        assertEquals(2L, madrid.object("n", PnCounter.type()).read(PnCounter::value));
    }

    @Test
    void sameNameWithAnotherType_isRefusedHereAndCountedFromAfar() {
        dublin.set("x").add("a");
        assertThrows(IllegalArgumentException.class, () -> dublin.counter("x").increment());
        madrid.counter("x").increment();
        dublin.deltasSince(VersionVector.empty()).forEach(madrid::receive);
        assertEquals(1, madrid.counter("x").value());
        assertEquals(1L, madrid.stats().refused().get("IncompatibleTypeException"));
    }

    @Test
    void listener_hearsValueThenEachChangeOnce() {
        dublin.set("tags").add("old");
        List<String> heard = new ArrayList<>();
        Subscription subscription = dublin.<String>set("tags")
                .onChange(
                        now -> heard.add("first " + now),
                        change -> heard.add((change.local() ? "local " : "remote ")
                                + change.change().added()
                                + change.change().removed()));
        dublin.set("tags").add("new");
        madrid.set("tags").add("far");
        exchange();
        exchange();
        subscription.close();
        dublin.set("tags").add("unheard");
        assertEquals(List.of("first [old]", "local [new][]", "remote [far][]"), heard);
    }

    @Test
    void listenerThatThrows_isCountedAndDisturbsNobody() {
        List<Object> heard = new ArrayList<>();
        dublin.counter("c").onChange(change -> {
            throw new IllegalStateException("on purpose");
        });
        dublin.counter("c").onChange(change -> heard.add(change.change().after()));
        dublin.counter("c").increment();
        assertEquals(1, heard.size());
        assertEquals(1, dublin.stats().listenerFailures());
    }

    @Test
    void largeSetWithFewChanges_isSynchronisedInFewBytes() {
        List<String> many = new ArrayList<>();
        for (int number = 0; number < 20_000; number++) {
            many.add("element-" + number);
        }
        dublin.<String>set("large").addAll(many);
        exchange();
        for (int number = 0; number < 10; number++) {
            dublin.set("large").add("new-" + number);
        }
        dublin.set("large").remove("element-7");
        List<byte[]> messages = dublin.deltasSince(madrid.version());
        int bytes = messages.stream().mapToInt(message -> message.length).sum();
        assertTrue(bytes < 10_240, () -> bytes + " bytes for eleven changes");
        messages.forEach(madrid::receive);
        assertEquals(dublin.set("large").snapshot(), madrid.set("large").snapshot());
    }

    @Test
    void damagedMessage_isRefusedAndChangesNothing() {
        dublin.set("cart").add("milk");
        byte[] message = dublin.deltasSince(VersionVector.empty()).get(0);
        byte[] cut = java.util.Arrays.copyOf(message, message.length - 1);
        assertThrows(CorruptDataException.class, () -> madrid.receive(cut));
        assertEquals(VersionVector.empty(), madrid.version());
        assertEquals(Set.of(), madrid.names());
    }

    @Test
    void closedReplica_canBeReadAndNotChanged() {
        dublin.counter("c").increment();
        dublin.close();
        assertEquals(1, dublin.counter("c").value());
        assertThrows(IllegalStateException.class, () -> dublin.counter("c").increment());
    }

    @Test
    void replicaThatIsOpenedAgain_hasEverythingAndReusesNoNumber() {
        InMemoryStorage storage = new InMemoryStorage();
        Replica before = Replica.builder("rome").storage(storage).open();
        before.set("tags").add("a");
        dublin.set("tags").add("b");
        dublin.deltasSince(before.version()).forEach(before::receive);
        VersionVector version = before.version();
        before.close();
        Replica after = Replica.builder("rome").storage(storage).open();
        assertEquals(before.id(), after.id());
        assertEquals(Set.of("a", "b"), after.set("tags").snapshot());
        assertTrue(after.version().covers(version));
        after.set("tags").add("c");
        assertTrue(after.version().get(after.id()) > version.get(after.id()));
    }
}
