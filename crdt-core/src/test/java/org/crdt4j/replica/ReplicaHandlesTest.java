// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.codec.Codec;
import org.crdt4j.codec.Limits;
import org.crdt4j.counter.PnCounter;
import org.crdt4j.error.LimitExceededException;
import org.crdt4j.set.AddWinsSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What handles do when they are not used as they are meant to be: nothing, and the exception says what to do instead. */
class ReplicaHandlesTest {

    private final Replica eu = replica("eu", 1).open();
    private final Replica us = replica("us", 2).open();

    private static ReplicaBuilder replica(String name, long id) {
        return Replica.builder(name).id(ReplicaId.of(id)).time(() -> Instant.ofEpochMilli(1_000));
    }

    @Test
    void objectWithoutDots_cannotBeDeleted() {
        ReplicatedObject<PnCounter, ?, ?> plain = eu.object("plain", PnCounter.type());
        plain.update(counter -> counter.increment(2));
        IllegalStateException refusal = assertThrows(IllegalStateException.class, plain::delete);
        assertTrue(refusal.getMessage().contains("pn-counter"), refusal.getMessage());
        assertEquals(2L, plain.read(PnCounter::value));
    }

    @Test
    void updateThatThrows_keepsWhatItDidBefore() {
        var tags = eu.object("tags", AddWinsSet.<String>type());
        List<byte[]> pushes = Talk.pushes(
                eu,
                replica -> assertThrows(
                        ArithmeticException.class,
                        () -> tags.update(set -> {
                            set.add("a");
                            throw new ArithmeticException("on purpose");
                        })));
        pushes.forEach(us::receive);
        assertEquals(Set.of("a"), eu.set("tags").snapshot());
        assertEquals(Set.of("a"), us.set("tags").snapshot());
    }

    @Test
    void whatChangesNothing_isNoEvent() {
        eu.set("tags").remove("absent");
        eu.set("tags").addAll(List.of());
        eu.set("tags").delete();
        eu.counter("sold").reset();
        eu.counter("sold").increment(0);
        eu.register("title").clear();
        assertEquals(VersionVector.empty(), eu.version());
        assertEquals(0, eu.stats().localEvents());
    }

    @Test
    void valueThatCannotBeEncoded_changesNothing() {
        eu.set("tags").add("a");
        eu.map("prices").put("apple", 1);
        eu.register("title").assign("Shop");
        VersionVector before = eu.version();
        Object unknown = new Object();
        assertThrows(IllegalArgumentException.class, () -> eu.set("tags").add(unknown));
        assertThrows(IllegalArgumentException.class, () -> eu.set("tags").addAll(List.of("b", unknown)));
        assertThrows(IllegalArgumentException.class, () -> eu.set("tags").add(new byte[1]));
        assertThrows(IllegalArgumentException.class, () -> eu.map("prices").put("apple", unknown));
        assertThrows(IllegalArgumentException.class, () -> eu.map("prices").put(unknown, 1));
        assertThrows(IllegalArgumentException.class, () -> eu.register("title").assign(unknown));
        assertEquals(before, eu.version());
        assertEquals(Set.of("a"), eu.set("tags").snapshot());
        assertEquals(Map.of("apple", 1), eu.map("prices").snapshot());
        assertEquals(Optional.of("Shop"), eu.register("title").value());
    }

    @Test
    void valueThatCannotBeEncodedWithinAnUpdate_isTakenAway() {
        var tags = eu.object("tags", AddWinsSet.<Object>type());
        eu.set("tags").add("a");
        assertThrows(
                IllegalArgumentException.class,
                () -> tags.update(set -> {
                    set.remove("a");
                    set.add("b");
                    set.add(new Object());
                }));
        assertEquals(Set.of(), eu.set("tags").snapshot());
        eu.set("tags").add("c");
        eu.checkInvariants();
        Talk.among(eu, us);
        assertEquals(Set.of("c"), us.set("tags").snapshot());
        assertEquals(eu.version(), us.version());
        assertEquals(0, us.stats().divergences());
    }

    private static void assertRefused(Class<? extends RuntimeException> kind, String advice, Executable use) {
        RuntimeException refusal = assertThrows(kind, use);
        assertTrue(String.valueOf(refusal.getMessage()).contains(advice), refusal::toString);
    }

    @Test
    void readingAName_makesNoObjectAndTakesNoType() {
        assertEquals(0, eu.counter("x").value());
        assertEquals(Set.of(), eu.names());
        assertEquals(0, eu.stats().objects());
        eu.set("x").add("a");
        assertEquals(Set.of("x"), eu.names());
    }

    @Test
    void nameOfAnotherType_isRefusedByEveryMethod() {
        eu.set("x").add("a");
        VersionVector before = eu.version();
        String advice = "'x' is a add-wins-set, not a ";
        for (Executable use : List.<Executable>of(
                () -> eu.counter("x").value(),
                () -> eu.counter("x").increment(),
                () -> eu.counter("x").reset(),
                () -> eu.counter("x").delete(),
                () -> eu.counter("x").onChange(change -> {}),
                () -> eu.counter("x").onChange(value -> {}, change -> {}),
                () -> eu.map("x").put("k", 1),
                () -> eu.map("x").entries().size(),
                () -> eu.register("x").assign("v"),
                () -> eu.register("x").toString(),
                () -> eu.object("x", PnCounter.type()).update(counter -> counter.increment(1)))) {
            assertRefused(IllegalArgumentException.class, advice, use);
            assertRefused(IllegalArgumentException.class, "take another name", use);
        }
        assertEquals(before, eu.version());
        assertEquals(Set.of("a"), eu.set("x").snapshot());
    }

    @Test
    void nameOfADeletedObject_keepsItsTypeUntilItIsDropped() {
        Replica quick = replica("quick", 3).retention(Duration.ZERO).open();
        quick.set("x").add("a");
        quick.set("x").delete();
        assertRefused(
                IllegalArgumentException.class,
                "add-wins-set",
                () -> quick.counter("x").increment());
        quick.digest();
        quick.counter("x").increment();
        assertEquals(1, quick.counter("x").value());
    }

    @Test
    void emptyName_isRefused() {
        assertRefused(IllegalArgumentException.class, "give it one", () -> eu.set(""));
    }

    @Test
    void null_isRefusedByNameAndChangesNothing() {
        ReplicatedSet<String> tags = eu.set("tags");
        ReplicatedMap<String, Integer> prices = eu.map("prices");
        ReplicatedRegister<String> title = eu.register("title");
        Map<String, Executable> uses = new LinkedHashMap<>();
        uses.put("name", () -> Replica.builder(null));
        uses.put("object", () -> eu.set(null));
        uses.put("type", () -> eu.object("x", null));
        uses.put("message", () -> eu.receive(null));
        uses.put("seen", () -> eu.deltasSince(null));
        uses.put("sink", () -> eu.onPush(null));
        uses.put("element", () -> tags.add(null));
        uses.put("element ", () -> tags.remove(null));
        uses.put("element  ", () -> tags.contains(null));
        uses.put("key", () -> prices.put(null, 1));
        uses.put("key ", () -> prices.remove(null));
        uses.put("key  ", () -> prices.get(null));
        uses.put("value", () -> prices.put("apple", null));
        uses.put("value ", () -> title.assign(null));
        uses.put("time", () -> title.assign("Shop", null));
        uses.put("time ", () -> prices.put("apple", 1, null));
        uses.put("listener", () -> tags.onChange(null));
        uses.put("listener ", () -> tags.onChange(value -> {}, null));
        uses.put("first", () -> tags.onChange(null, change -> {}));
        uses.put("first ", () -> prices.onChange(null, change -> {}));
        uses.put("first  ", () -> title.onChange(null, change -> {}));
        uses.put("first   ", () -> eu.counter("sold").onChange(null, change -> {}));
        uses.put("mutators", () -> eu.object("tags", AddWinsSet.type()).update(null));
        uses.put("query", () -> eu.object("tags", AddWinsSet.type()).read(null));
        uses.forEach((name, use) -> assertRefused(NullPointerException.class, name.strip(), use));
        assertThrows(NullPointerException.class, () -> tags.addAll(Arrays.asList("a", null)));
        assertThrows(NullPointerException.class, () -> eu.compact(Arrays.asList(eu.version(), null)));
        assertEquals(VersionVector.empty(), eu.version());
        assertEquals(0, eu.stats().localEvents());
    }

    @Test
    void timeThatPeersWouldRefuse_isRefusedHere() {
        HybridTimestamp microseconds = HybridTimestamp.of(1_000_000_000, 0);
        assertRefused(
                IllegalArgumentException.class,
                "milliseconds",
                () -> eu.register("title").assign("Shop", microseconds));
        assertRefused(
                IllegalArgumentException.class,
                "milliseconds",
                () -> eu.map("prices").put("apple", 1, microseconds));
        assertEquals(VersionVector.empty(), eu.version());
        HybridTimestamp soon = HybridTimestamp.of(1_000 + 60_000, 0);
        eu.register("title").assign("Shop", soon);
        Talk.among(eu, us);
        assertEquals(Optional.of("Shop"), us.register("title").value());
    }

    @Test
    void closedReplica_canOnlyBeRead() {
        eu.set("tags").add("a");
        eu.close();
        eu.close();
        String advice =
                "replica 'eu' is closed: it can still be read, but to change it or to listen to it, open it again";
        for (Executable use : List.<Executable>of(
                () -> eu.set("tags").add("b"),
                () -> eu.set("tags").delete(),
                () -> eu.set("tags").onChange(change -> {}),
                () -> eu.set("new").onChange(value -> {}, change -> {}),
                () -> eu.onPush(push -> {}),
                () -> eu.receive(us.digest()),
                () -> eu.deltasSince(VersionVector.empty()),
                () -> eu.compact(List.of()),
                eu::checkpoint,
                eu::digest)) {
            assertRefused(IllegalStateException.class, advice, use);
        }
        assertEquals(Set.of("a"), eu.set("tags").snapshot());
        assertEquals(Set.of("tags"), eu.names());
        assertEquals(1, eu.version().get(eu.id()));
        assertEquals(1, eu.stats().localEvents());
        eu.checkInvariants();
    }

    @Test
    void answerOfAReplicaThatWasClosed_ends() {
        eu.set("tags").add("a");
        Iterator<byte[]> answer =
                eu.receive(Talk.encode(new Message.Pull(us.version(), false))).replies();
        eu.close();
        assertRefused(IllegalStateException.class, "is closed", answer::next);
    }

    @Test
    void anythingButReadingWithinAnUpdateOrAQuery_isRefused() {
        var tags = eu.object("tags", AddWinsSet.<String>type());
        eu.counter("sold").increment();
        byte[] message = us.digest();
        List<Executable> uses = List.of(
                () -> eu.counter("sold").increment(),
                () -> eu.counter("sold").delete(),
                () -> eu.counter("sold").onChange(change -> {}),
                () -> eu.onPush(push -> {}),
                () -> eu.receive(message),
                () -> eu.deltasSince(VersionVector.empty()),
                () -> eu.compact(List.of()),
                eu::checkpoint,
                eu::digest,
                eu::close);
        String advice = "must not be used for anything but reading: do one after the other";
        tags.update(set -> {
            set.add("a");
            uses.forEach(use -> assertRefused(IllegalStateException.class, advice, use));
            assertEquals(1, eu.counter("sold").value());
            set.add("b");
        });
        tags.read(set -> {
            uses.forEach(use -> assertRefused(IllegalStateException.class, advice, use));
            return eu.counter("sold").value() + set.size();
        });
        eu.counter("sold").increment();
        Talk.among(eu, us);
        assertEquals(Set.of("a", "b"), us.set("tags").snapshot());
        assertEquals(2, us.counter("sold").value());
    }

    @Test
    void queryThatAdds_isRefused() {
        var tags = eu.object("tags", AddWinsSet.<String>type());
        tags.update(set -> set.add("a"));
        assertRefused(IllegalStateException.class, "within its update(...)", () -> tags.read(set -> set.add("b")));
        AddWinsSet<String> kept = tags.read(set -> set);
        assertRefused(IllegalStateException.class, "within its update(...)", () -> kept.add("b"));
        assertEquals(1, eu.version().get(eu.id()));
        assertEquals(Set.of("a"), eu.set("tags").snapshot());
        eu.checkInvariants();
    }

    @Test
    void updateThatIsTooLargeToBeSent_isTakenBack() {
        Codec strict = Codec.builder()
                .limits(Limits.defaults().withMaxMessageBytes(300))
                .build();
        int refused = 0;
        for (int length = 1; length < 300; length++) {
            SpoilableStorage storage = new SpoilableStorage();
            Replica small = replica("small", 4).codec(strict).storage(storage).open();
            String element = "x".repeat(length);
            List<byte[]> pushes = new ArrayList<>();
            small.onPush(pushes::add);
            try {
                small.set("tags").add(element);
            } catch (LimitExceededException refusal) {
                refused++;
            }
            small.checkInvariants();
            assertEquals(small.version().get(small.id()), pushes.size(), "what has a number is sent");
            assertEquals(pushes.size(), storage.records.size(), "and kept");
        }
        assertTrue(refused > 20 && refused < 280, "refused " + refused);
    }
}
