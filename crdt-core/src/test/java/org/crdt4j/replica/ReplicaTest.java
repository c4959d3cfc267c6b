// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.error.CorruptDataException;
import org.crdt4j.error.DuplicateReplicaException;
import org.crdt4j.error.IncompatibleTypeException;
import org.crdt4j.map.ObservedRemoveMap;
import org.crdt4j.register.MultiValueRegister;
import org.crdt4j.set.AddWinsSet;
import org.junit.jupiter.api.Test;

/** What two replicas say to each other, and what comes of it. */
class ReplicaTest {

    private final Replica eu = replica("eu", 1).open();
    private final Replica us = replica("us", 2).open();

    private static ReplicaBuilder replica(String name, long id) {
        return Replica.builder(name).id(ReplicaId.of(id)).time(() -> Instant.ofEpochMilli(1_000));
    }

    @Test
    void changes_reachThePeerByADigestAndItsReplies() {
        eu.set("tags").add("new");
        eu.counter("sold").increment(3);
        eu.<String, Integer>map("prices").put("apple", 30);
        eu.register("title").assign("Shop");
        Talk.deliver(eu, us, eu.digest());
        assertEquals(Set.of("new"), us.set("tags").snapshot());
        assertEquals(3, us.counter("sold").value());
        assertEquals(Map.of("apple", 30), us.map("prices").snapshot());
        assertEquals(Optional.of("Shop"), us.register("title").value());
        assertEquals(eu.version(), us.version());
    }

    @Test
    void digestOfThePeerThatLacksSomething_bringsItToo() {
        eu.set("tags").add("new");
        Talk.deliver(us, eu, us.digest());
        assertEquals(Set.of("new"), us.set("tags").snapshot());
    }

    @Test
    void push_isAppliedAtOnceAndWorthPassingOn() {
        byte[] push = Talk.push(eu, replica -> replica.set("tags").add("new"));
        assertTrue(us.receive(push).grew());
        assertFalse(us.receive(push).grew(), "the second time it brings nothing");
        assertFalse(eu.receive(push).grew(), "at home it brings nothing");
        assertEquals(Set.of("new"), us.set("tags").snapshot());
        assertEquals(eu.version(), us.version());
    }

    @Test
    void deltasSince_bringTheVersionInAnyOrderAndTwice() {
        for (int name = 0; name < 200; name++) {
            eu.set("set" + name).addAll(List.of("a".repeat(300), "b" + name));
        }
        List<byte[]> deltas = new ArrayList<>(eu.deltasSince(us.version()));
        assertTrue(deltas.size() > 2, "one message would prove nothing");
        deltas.addAll(eu.deltasSince(us.version()));
        Collections.shuffle(deltas, new Random(7));
        deltas.forEach(us::receive);
        assertEquals(eu.version(), us.version());
        assertEquals(eu.names(), us.names());
    }

    @Test
    void partOfTheDeltas_bringsRowsButNoVersion() {
        eu.set("tags").add("new");
        List<byte[]> deltas = eu.deltasSince(us.version());
        us.receive(deltas.get(0));
        assertEquals(Set.of("new"), us.set("tags").snapshot());
        assertEquals(VersionVector.empty(), us.version());
    }

    @Test
    void deltasSinceAVersionBelowTheFloor_areAWholeScan() {
        Replica quick = replica("quick", 3).retention(Duration.ZERO).open();
        quick.set("gone").add("x");
        us.receive(Talk.push(quick, replica -> replica.set("kept").add("y")));
        quick.deltasSince(us.version()).forEach(us::receive);
        quick.set("gone").delete();
        quick.digest();
        assertEquals(1, quick.stats().collected());
        assertEquals(Set.of("gone", "kept"), us.names());
        quick.deltasSince(us.version()).forEach(us::receive);
        assertEquals(Set.of("kept"), us.names());
        assertEquals(quick.version(), us.version());
    }

    @Test
    void concurrentAddAndRemove_keepsTheElement() {
        eu.set("tags").add("x");
        Talk.among(eu, us);
        eu.set("tags").remove("x");
        us.set("tags").add("x");
        Talk.among(eu, us);
        assertEquals(Set.of("x"), eu.set("tags").snapshot());
        assertEquals(Set.of("x"), us.set("tags").snapshot());
    }

    @Test
    void concurrentDeleteAndUpdate_keepsTheUpdate() {
        eu.set("tags").add("old");
        Talk.among(eu, us);
        eu.set("tags").delete();
        us.set("tags").add("fresh");
        Talk.among(eu, us);
        assertEquals(Set.of("fresh"), eu.set("tags").snapshot());
        assertEquals(Set.of("fresh"), us.set("tags").snapshot());
    }

    @Test
    void concurrentDeleteAndIncrement_keepsTheIncrementAlone() {
        eu.counter("sold").increment(10);
        Talk.among(eu, us);
        eu.counter("sold").delete();
        us.counter("sold").increment(1);
        Talk.among(eu, us);
        assertEquals(1, eu.counter("sold").value());
        assertEquals(1, us.counter("sold").value());
    }

    @Test
    void deletedObject_isGoneFromTheNamesEverywhere() {
        eu.set("tags").add("x");
        eu.counter("sold").increment(2);
        eu.map("prices").put("apple", 1);
        Talk.among(eu, us);
        eu.set("tags").delete();
        eu.counter("sold").delete();
        eu.map("prices").delete();
        Talk.among(eu, us);
        assertEquals(Set.of(), eu.names());
        assertEquals(Set.of(), us.names());
        assertEquals(0, us.map("prices").size());
    }

    @Test
    void objectOfAnyType_isReplicated() {
        ReplicatedObject<MultiValueRegister<String>, ?, ?> here = eu.object("vote", MultiValueRegister.type());
        ReplicatedObject<MultiValueRegister<String>, ?, ?> there = us.object("vote", MultiValueRegister.type());
        here.update(register -> register.assign("yes"));
        there.update(register -> register.assign("no"));
        Talk.among(eu, us);
        assertEquals(Set.of("yes", "no"), here.read(MultiValueRegister::value));
        assertEquals(Set.of("yes", "no"), there.read(MultiValueRegister::value));
        var carts = eu.object("carts", ObservedRemoveMap.of(AddWinsSet.<String>type()));
        carts.update(map -> map.update("ann", cart -> cart.add("apple")));
        Talk.among(eu, us);
        var same = us.object("carts", ObservedRemoveMap.of(AddWinsSet.<String>type()));
        assertEquals(Map.of("ann", Set.of("apple")), same.read(ObservedRemoveMap::value));
    }

    @Test
    void severalChangesInOneUpdate_areOneEvent() {
        var tags = eu.object("tags", AddWinsSet.<String>type());
        byte[] push = Talk.push(
                eu,
                replica -> tags.update(set -> {
                    set.add("a");
                    set.add("b");
                    set.remove("a");
                }));
        us.receive(push);
        assertEquals(Set.of("b"), us.set("tags").snapshot());
        assertEquals(eu.version(), us.version());
    }

    @Test
    void peersObjectOfAnotherType_isRefusedAndTheRestGoesOn() {
        eu.set("x").add("a");
        eu.set("y").add("b");
        us.counter("x").increment(7);
        Talk.deliver(eu, us, eu.digest());
        assertEquals(7, us.counter("x").value());
        assertEquals(Set.of("b"), us.set("y").snapshot());
        assertEquals(0, us.version().get(eu.id()), "nobody may believe that all of it came");
        assertTrue(us.stats().refused().get(IncompatibleTypeException.class.getSimpleName()) > 0);
        byte[] push = Talk.push(eu, replica -> replica.set("x").add("c"));
        assertThrows(IncompatibleTypeException.class, () -> us.receive(push));
    }

    @Test
    void unknownType_isRefused() {
        Message.Row row = new Message.Row("x", "made-up", VersionVector.empty(), CausalContext.empty(), new byte[] {1});
        byte[] push = Talk.encode(new Message.Push(eu.id(), 1, 1, 0, row));
        IncompatibleTypeException refusal = assertThrows(IncompatibleTypeException.class, () -> us.receive(push));
        assertTrue(refusal.getMessage().contains("made-up"), refusal.getMessage());
        assertEquals(VersionVector.empty(), us.version());
    }

    @Test
    void ownEventsThatWereNeverMadeHere_areAnotherReplicaUnderThisIdentity() {
        eu.set("tags").add("a");
        Talk.among(eu, us);
        Replica impostor = replica("impostor", 1).open();
        byte[] digest = us.digest();
        DuplicateReplicaException refusal =
                assertThrows(DuplicateReplicaException.class, () -> impostor.receive(digest));
        assertTrue(refusal.getMessage().contains("incarnation"), refusal.getMessage());
        us.deltasSince(VersionVector.empty())
                .forEach(delta -> assertThrows(DuplicateReplicaException.class, () -> impostor.receive(delta)));
        assertEquals(Set.of(), impostor.names());
        assertTrue(impostor.stats().refused().get(DuplicateReplicaException.class.getSimpleName()) >= 2);
    }

    @Test
    void stats_countWhatHappened() {
        List<byte[]> pushes = Talk.pushes(eu, replica -> {
            replica.set("tags").add("a");
            replica.set("tags").add("b");
        });
        us.receive(pushes.get(1));
        assertEquals(1, us.stats().holes());
        us.receive(pushes.get(0));
        us.receive(pushes.get(1));
        assertEquals(2, us.stats().pushesApplied());
        assertEquals(2, eu.stats().localEvents());
        assertEquals(1, us.stats().objects());
        Replica asia = replica("asia", 3).open();
        Talk.among(asia, us);
        assertEquals(1, asia.stats().rowsJoined());
        assertEquals(1, asia.stats().answersCompleted());
        assertEquals(0, asia.stats().divergences());
    }

    @Test
    void identityIsDrawn_ifNoneIsGiven() {
        Replica one = Replica.builder("one").open();
        Replica other = Replica.builder("one").open();
        assertEquals("one", one.name());
        assertFalse(one.id().equals(other.id()));
    }

    @Test
    void largeSetWithFewChanges_isSynchronisedInFewBytes() {
        List<String> many = new ArrayList<>();
        for (int number = 0; number < 20_000; number++) {
            many.add("element-" + number);
        }
        eu.<String>set("large").addAll(many);
        Talk.among(eu, us);
        for (int number = 0; number < 10; number++) {
            eu.set("large").add("new-" + number);
        }
        eu.set("large").remove("element-7");
        List<byte[]> messages = eu.deltasSince(us.version());
        int bytes = messages.stream().mapToInt(message -> message.length).sum();
        assertTrue(bytes < 10_240, () -> bytes + " bytes for eleven changes");
        messages.forEach(us::receive);
        assertEquals(eu.set("large").snapshot(), us.set("large").snapshot());
    }

    @Test
    void damagedMessage_isRefusedAndChangesNothing() {
        eu.set("cart").add("milk");
        byte[] message = eu.deltasSince(VersionVector.empty()).get(0);
        byte[] cut = Arrays.copyOf(message, message.length - 1);
        assertThrows(CorruptDataException.class, () -> us.receive(cut));
        assertEquals(VersionVector.empty(), us.version());
        assertEquals(Set.of(), us.names());
    }
}
