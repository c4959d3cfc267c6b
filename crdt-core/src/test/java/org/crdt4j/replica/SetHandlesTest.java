// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.codec.Codec;
import org.crdt4j.codec.Limits;
import org.crdt4j.crdt.MapChange;
import org.crdt4j.crdt.SetChange;
import org.crdt4j.error.LimitExceededException;
import org.crdt4j.set.AddWinsSet;
import org.junit.jupiter.api.Test;

/** The handles of sets, and of maps that hold sets. */
class SetHandlesTest {

    private long euMillis = 1_000;
    private final Replica eu = Replica.builder("eu")
            .id(ReplicaId.of(1))
            .time(() -> Instant.ofEpochMilli(euMillis))
            .open();
    private final Replica us = Replica.builder("us")
            .id(ReplicaId.of(2))
            .time(() -> Instant.ofEpochMilli(1_000))
            .open();

    private static Map<String, Function<Replica, ReplicatedSet<Object>>> kinds() {
        Map<String, Function<Replica, ReplicatedSet<Object>>> kinds = new LinkedHashMap<>();
        kinds.put("add-wins", replica -> replica.set("a"));
        kinds.put("remove-wins", replica -> replica.removeWinsSet("r"));
        kinds.put("last-writer-wins", replica -> replica.lastWriterWinsSet("l"));
        kinds.put("two-phase", replica -> replica.twoPhaseSet("t"));
        return kinds;
    }

    @Test
    void concurrentAddAndRemove_endByTheKindOfTheSet() {
        Map<String, Boolean> in =
                Map.of("add-wins", true, "remove-wins", false, "last-writer-wins", true, "two-phase", false);
        kinds().forEach((kind, set) -> {
            set.apply(eu).addAll(List.of("milk", "tea"));
            Talk.exchange(eu, us);
            set.apply(us).remove("milk");
            euMillis++;
            set.apply(eu).add("milk");
            Talk.exchange(eu, us);
            for (Replica replica : List.of(eu, us)) {
                ReplicatedSet<Object> there = set.apply(replica);
                assertEquals(in.get(kind), there.contains("milk"), kind);
                assertEquals(in.get(kind) ? Set.of("milk", "tea") : Set.of("tea"), there.snapshot(), kind);
                assertEquals(there.snapshot(), there.elements(), kind);
                assertEquals(there.snapshot().size(), there.size(), kind);
            }
        });
    }

    @Test
    void removeAllAndClear_areOneEventEach_andAreHeardOf() {
        kinds().forEach((kind, set) -> {
            List<Object> heard = new ArrayList<>();
            set.apply(us).onChange(heard::add, event -> heard.add(event.change()));
            set.apply(eu).addAll(List.of("a", "b", "c", "d"));
            Talk.push(eu, replica -> set.apply(replica).removeAll(List.of("a", "b")));
            Talk.exchange(eu, us);
            Talk.push(eu, replica -> set.apply(replica).clear());
            Talk.exchange(eu, us);
            assertEquals(
                    List.of(
                            Set.of(),
                            new SetChange<>(Set.of("c", "d"), Set.of()),
                            new SetChange<>(Set.of(), Set.of("c", "d"))),
                    heard,
                    kind);
        });
    }

    @Test
    void twoPhaseSet_neverTakesAnElementBackNorIsDeleted() {
        ReplicatedSet<String> orders = eu.twoPhaseSet("orders");
        orders.add("o1");
        orders.remove("o1");
        orders.add("o1");
        assertEquals(Set.of(), orders.snapshot());
        assertThrows(IllegalStateException.class, orders::delete);
    }

    @Test
    void growOnlySet_hasAllThatWasEverAdded() {
        ReplicatedGrowOnlySet<String> inEu = eu.growOnlySet("seen");
        ReplicatedGrowOnlySet<String> inUs = us.growOnlySet("seen");
        List<Object> heard = new ArrayList<>();
        inUs.onChange(heard::add, event -> heard.add(event.change()));
        Set<String> view = inUs.elements();
        inEu.add("a");
        inUs.addAll(List.of("b", "c"));
        Talk.exchange(eu, us);
        assertEquals(Set.of("a", "b", "c"), view);
        assertEquals(view, inEu.snapshot());
        assertTrue(inUs.contains("a"));
        assertEquals(
                List.of(Set.of(), new SetChange<>(Set.of("b", "c"), Set.of()), new SetChange<>(Set.of("a"), Set.of())),
                heard);
        assertThrows(UnsupportedOperationException.class, () -> view.add("d"));
    }

    @Test
    void elementThatCannotBeEncoded_isInNoSet() {
        Object unknown = new Object();
        List<SetHandle<Object>> sets = new ArrayList<>(List.of(eu.<Object>growOnlySet("g")));
        kinds().values().forEach(kind -> sets.add(kind.apply(eu)));
        for (SetHandle<Object> set : sets) {
            set.add("a");
            VersionVector before = eu.version();
            assertThrows(IllegalArgumentException.class, () -> set.add(unknown));
            assertThrows(IllegalArgumentException.class, () -> set.addAll(List.of("b", unknown)));
            assertThrows(NullPointerException.class, () -> set.add(null));
            assertThrows(NullPointerException.class, () -> set.contains(null));
            if (set instanceof ReplicatedSet<Object> removable) {
                assertThrows(IllegalArgumentException.class, () -> removable.remove(unknown));
                assertThrows(IllegalArgumentException.class, () -> removable.removeAll(List.of("a", unknown)));
                assertThrows(NullPointerException.class, () -> removable.remove(null));
            }
            assertEquals(before, eu.version(), set::name);
            assertEquals(Set.of("a"), set.snapshot());
        }
        Talk.exchange(eu, us);
        assertEquals(Set.of("a"), us.growOnlySet("g").snapshot());
    }

    /* what has no dots cannot be taken back, so it must not get in: an element may be small enough, and its message not */
    @Test
    void elementThatIsTooLargeToBeSent_neverGetsIntoASetWithoutDots() {
        Codec strict = Codec.builder()
                .limits(Limits.defaults().withMaxMessageBytes(300))
                .build();
        Map<String, BiConsumer<Replica, String>> uses = Map.of(
                "grow-only", (replica, element) -> replica.growOnlySet("s").add(element),
                "several", (replica, element) -> replica.growOnlySet("s").addAll(List.of("x", element)),
                "two-phase", (replica, element) -> replica.twoPhaseSet("s").add(element),
                "removed", (replica, element) -> replica.twoPhaseSet("s").remove(element),
                "greatest", (replica, value) -> replica.<String>maxRegister("s").assign(value),
                "confirmed", (replica, value) -> replica.confirmationSet("s").confirm(value),
                "sealed", (replica, value) -> replica.confirmationSet("s").seal(Set.of(value)));
        uses.forEach((kind, use) -> {
            int refused = 0;
            for (int length = 1; length < 300; length++) {
                Replica small = Replica.builder("small")
                        .id(ReplicaId.of(4))
                        .codec(strict)
                        .open();
                List<byte[]> pushes = new ArrayList<>();
                small.onPush(pushes::add);
                try {
                    use.accept(small, "x".repeat(length));
                } catch (LimitExceededException refusal) {
                    refused++;
                }
                small.checkInvariants();
                assertEquals(pushes.isEmpty(), small.names().isEmpty(), kind + ": what is there is sent");
            }
            assertTrue(refused > 20 && refused < 280, kind + " refused " + refused);
        });
    }

    @Test
    void multiMap_keepsWhatIsPutConcurrently() {
        ReplicatedMultiMap<String, String> inEu = eu.multiMap("tags");
        ReplicatedMultiMap<String, String> inUs = us.multiMap("tags");
        List<Object> heard = new ArrayList<>();
        inUs.onChange(heard::add, event -> heard.add(event.change()));
        Set<String> ofTea = inUs.get("tea");
        Set<String> keys = inUs.keys();
        inEu.put("tea", "hot");
        Talk.exchange(eu, us);
        inEu.removeAll("tea"); // at the same time ...
        inUs.put("tea", "green"); // ... and neither knows of the other
        Talk.exchange(eu, us);
        assertEquals(Set.of("green"), ofTea);
        assertEquals(Set.of("tea"), keys);
        assertTrue(ofTea.contains("green") && keys.contains("tea") && inUs.contains("tea", "green"));
        assertFalse(ofTea.contains("hot") || keys.contains("salt") || inUs.contains("tea", "hot"));
        assertEquals(Map.of("tea", Set.of("green")), inEu.snapshot());
        assertEquals(1, inEu.size());
        assertEquals(
                List.of(
                        Map.of(),
                        new MapChange<>(Map.of("tea", new SetChange<>(Set.of("hot"), Set.of())), Map.of(), Map.of()),
                        new MapChange<>(Map.of(), Map.of("tea", new SetChange<>(Set.of("green"), Set.of())), Map.of()),
                        new MapChange<>(Map.of(), Map.of("tea", new SetChange<>(Set.of(), Set.of("hot"))), Map.of())),
                heard);
        inEu.remove("tea", "green");
        inUs.put("salt", "coarse");
        inUs.clear();
        Talk.exchange(eu, us);
        assertEquals(Set.of(), keys);
        inUs.delete();
        assertThrows(
                IllegalArgumentException.class,
                () -> eu.<String, Object>multiMap("tags").put("k", new Object()));
        assertThrows(NullPointerException.class, () -> inEu.put("k", null));
        assertThrows(NullPointerException.class, () -> inEu.get(null));
        assertThrows(UnsupportedOperationException.class, () -> ofTea.add("x"));
    }

    @Test
    void mapOfSets_updateWinsOverRemovalOfItsKey() {
        ReplicatedMapOf<String, AddWinsSet<String>, SetChange<String>> inEu =
                eu.mapOf("carts", AddWinsSet.<String>type());
        ReplicatedMapOf<String, AddWinsSet<String>, SetChange<String>> inUs =
                us.mapOf("carts", AddWinsSet.<String>type());
        List<Object> heard = new ArrayList<>();
        inUs.onChange(heard::add, event -> heard.add(event.change()));
        Set<String> keys = inUs.keys();
        inEu.update("ann", cart -> cart.add("tea"));
        Talk.exchange(eu, us);
        inEu.remove("ann"); // at the same time ...
        inUs.update("ann", cart -> cart.add("salt")); // ... and neither knows of the other
        Talk.exchange(eu, us);
        assertEquals(Map.of("ann", Set.of("salt")), inEu.snapshot());
        assertEquals(inEu.snapshot(), inUs.snapshot());
        assertEquals(1, inEu.read("ann", AddWinsSet::size).orElseThrow());
        assertTrue(inEu.read("bob", AddWinsSet::size).isEmpty());
        assertTrue(inUs.containsKey("ann") && keys.contains("ann"));
        assertEquals(Set.of("ann"), keys);
        assertEquals(4, heard.size(), heard::toString);
        inUs.clear();
        Talk.exchange(eu, us);
        assertFalse(inEu.containsKey("ann"));
        assertEquals(0, keys.size());
        inEu.update("eve", cart -> cart.add("oil"));
        inEu.delete();
        assertEquals("carts={}", inEu.toString());
    }

    @Test
    void mapOfSets_refusesWhatCannotBeEncoded() {
        ReplicatedMapOf<Object, AddWinsSet<Object>, SetChange<Object>> carts =
                eu.mapOf("carts", AddWinsSet.<Object>type());
        carts.update("ann", cart -> cart.add("tea"));
        VersionVector before = eu.version();
        assertThrows(IllegalArgumentException.class, () -> carts.update(new Object(), cart -> cart.add("x")));
        assertThrows(NullPointerException.class, () -> carts.update(null, cart -> cart.add("x")));
        assertThrows(NullPointerException.class, () -> carts.update("ann", null));
        assertThrows(NullPointerException.class, () -> carts.read("ann", null));
        assertThrows(NullPointerException.class, () -> carts.remove(null));
        assertEquals(before, eu.version());
        assertThrows(IllegalArgumentException.class, () -> carts.update("ann", cart -> cart.add(new Object())));
        eu.checkInvariants();
        Talk.exchange(eu, us);
        assertEquals(
                carts.snapshot(), us.mapOf("carts", AddWinsSet.<Object>type()).snapshot());
    }
}
