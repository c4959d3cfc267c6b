// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.crdt.SetChange;
import org.junit.jupiter.api.Test;

/** Listeners to all objects whose names begin alike. */
class PrefixListenersTest {

    private final Replica eu =
            Replica.builder("eu").id(ReplicaId.of(1)).retention(Duration.ZERO).open();
    private final Replica us = Replica.builder("us").id(ReplicaId.of(2)).open();
    private final List<String> heard = new ArrayList<>();

    private void hear(ObjectChange<?> change) {
        heard.add((change.local() ? "" : "peer: ") + change.name() + " " + change.change());
    }

    @Test
    void objectsThatAreThereAndThatComeLater_areHeard() {
        eu.set("cart/1").add("milk");
        eu.onChange("cart/", this::hear);
        eu.set("cart/1").add("tea");
        eu.set("cart").add("nobody");
        eu.set("cart0").add("nobody");
        eu.counter("cart/2").increment();
        us.set("cart/3").add("jam");
        us.set("basket").add("nobody");
        Talk.exchange(eu, us);
        assertEquals(
                List.of(
                        "cart/1 SetChange[added=[tea], removed=[]]",
                        "cart/2 ValueChange[before=0, after=1]",
                        "peer: cart/3 SetChange[added=[jam], removed=[]]"),
                heard);
    }

    @Test
    void firstCall_hasTheValuesByName() {
        eu.set("b").add("x");
        eu.set("gone").add("x");
        eu.set("gone").delete();
        eu.counter("a").increment(2);
        List<Object> all = new ArrayList<>();
        eu.onChange("", all::add, change -> all.add(change.name()));
        eu.set("c").add("y");
        assertEquals(List.of(Map.of("a", 2L, "b", Set.of("x")), "c"), all);
        assertThrows(UnsupportedOperationException.class, () -> ((Map<?, ?>) all.get(0)).clear());
    }

    @Test
    void subscriptionWithinAFirstCall_missesNothing() {
        List<Object> all = new ArrayList<>();
        eu.onChange(
                "",
                first -> {
                    eu.counter("a").increment();
                    eu.onChange("a", all::add, change -> all.add("inner " + change.change()));
                    eu.counter("a").increment();
                },
                change -> all.add("outer " + change.change()));
        assertEquals(
                List.of(
                        "outer ValueChange[before=0, after=1]",
                        Map.of("a", 1L),
                        "outer ValueChange[before=1, after=2]",
                        "inner ValueChange[before=1, after=2]"),
                all);
    }

    @Test
    void closedSubscription_hearsNothingMoreAndLeavesOthersAlone() {
        List<Object> byName = new ArrayList<>();
        Subscription both = eu.onChange("ta", this::hear);
        Subscription all = eu.onChange("", this::hear);
        eu.set("tags").onChange(byName::add);
        eu.set("tags").add("a");
        assertEquals(2, heard.size());
        both.close();
        both.close();
        eu.set("tags").add("b");
        assertEquals(3, heard.size());
        all.close();
        eu.set("tags").add("c");
        assertEquals(3, heard.size());
        assertEquals(3, byName.size());
    }

    @Test
    void namedListenerThatLeaves_doesNotSilenceThePrefix() {
        eu.onChange("", this::hear);
        Subscription named = eu.set("tags").onChange(change -> {});
        eu.set("tags").add("a");
        named.close();
        eu.set("tags").add("b");
        assertEquals(2, heard.size());
    }

    @Test
    void objectThatWasCollectedAndComesBackAsAnotherType_isStillHeard() {
        eu.onChange("", this::hear);
        eu.set("x").add("a");
        eu.set("x").delete();
        eu.digest();
        assertEquals(1, eu.stats().collected());
        eu.counter("x").increment();
        assertEquals(3, heard.size());
        assertEquals("x ValueChange[before=0, after=1]", heard.get(2));
    }

    @Test
    void updateOfSeveralObjects_isHeardWithOneVersion() {
        List<ObjectChange<?>> changes = new ArrayList<>();
        us.onChange("", changes::add);
        us.receive(Talk.push(
                eu,
                replica -> replica.update(tx -> {
                    tx.counter("stock").decrement();
                    tx.<String>set("orders").add("o-1");
                })));
        assertEquals(
                List.of("stock", "orders"),
                changes.stream().map(ObjectChange::name).toList());
        changes.forEach(change -> assertEquals(us.version(), change.version()));
    }

    @Test
    void throwingListener_harmsNobodyAndIsCounted() {
        eu.onChange("", change -> {
            throw new IllegalStateException("on purpose");
        });
        eu.onChange("", this::hear);
        eu.set("tags").add("a");
        assertEquals(1, heard.size());
        assertEquals(1, eu.stats().listenerFailures());
    }

    /** Whoever applies the changes to the first values has at any time what the replica has. */
    @Test
    void randomChanges_addUpToTheValues() {
        for (long seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            Replica one = Replica.builder("one").id(ReplicaId.of(1)).open();
            Replica two = Replica.builder("two").id(ReplicaId.of(2)).open();
            Map<String, Set<Object>> followed = new HashMap<>();
            for (int step = 0; step < 60; step++) {
                if (step == 15) {
                    one.onChange(
                            "s", first -> first.forEach((name, value) -> followed.put(name, copy(value))), change -> {
                                Set<Object> set = followed.computeIfAbsent(change.name(), name -> new HashSet<>());
                                SetChange<?> difference = (SetChange<?>) change.change();
                                set.removeAll(difference.removed());
                                set.addAll(difference.added());
                            });
                }
                change(random.nextBoolean() ? one : two, random);
                if (random.nextInt(4) == 0) {
                    Talk.exchange(one, two);
                }
                long failing = seed;
                if (step >= 15) {
                    for (int number = 0; number < 5; number++) {
                        String name = "s" + number;
                        assertEquals(
                                one.set(name).snapshot(),
                                followed.getOrDefault(name, Set.of()),
                                () -> "seed " + failing + ", " + name);
                    }
                }
            }
        }
    }

    private static Set<Object> copy(Object value) {
        return new HashSet<>((Set<?>) value);
    }

    private static void change(Replica replica, Random random) {
        ReplicatedSet<Integer> set = replica.set("s" + random.nextInt(5));
        if (random.nextInt(6) == 0) {
            set.delete();
        } else if (random.nextInt(3) == 0) {
            set.remove(random.nextInt(4));
        } else {
            set.add(random.nextInt(4));
        }
        replica.counter("other").increment();
    }
}
