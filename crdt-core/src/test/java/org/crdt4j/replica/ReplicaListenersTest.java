// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.crdt.MapChange;
import org.crdt4j.crdt.RegisterChange;
import org.crdt4j.crdt.SetChange;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.set.AddWinsSet;
import org.junit.jupiter.api.Test;

/** Listeners hear exactly what changed: each change once, in order, without a gap, and without harm to anybody else. */
class ReplicaListenersTest {

    private final Replica eu =
            Replica.builder("eu").id(ReplicaId.of(1)).retention(Duration.ZERO).open();
    private final Replica us = Replica.builder("us").id(ReplicaId.of(2)).open();
    private final ReplicatedSet<String> tags = eu.set("tags");
    private final List<ObjectChange<SetChange<String>>> heard = new ArrayList<>();

    private static SetChange<String> added(String... elements) {
        return new SetChange<>(Set.of(elements), Set.of());
    }

    private static SetChange<String> removed(String... elements) {
        return new SetChange<>(Set.of(), Set.of(elements));
    }

    private List<SetChange<String>> changes() {
        return heard.stream().map(ObjectChange::change).toList();
    }

    @Test
    void listener_getsExactlyWhatChanged() {
        tags.onChange(heard::add);
        tags.add("a");
        tags.add("a");
        tags.addAll(List.of("a", "b", "c"));
        tags.remove("b");
        tags.remove("absent");
        tags.clear();
        assertEquals(List.of(added("a"), added("b", "c"), removed("b"), removed("a", "c")), changes());
        assertTrue(heard.stream().allMatch(ObjectChange::local));
    }

    @Test
    void listener_hearsOfPeersWhatTheyChanged() {
        us.set("tags").addAll(List.of("a", "b"));
        tags.onChange(heard::add);
        Talk.among(eu, us);
        us.set("tags").remove("a");
        eu.receive(Talk.push(us, replica -> replica.set("tags").add("c")));
        Talk.among(eu, us);
        assertEquals(Set.of("b", "c"), tags.snapshot());
        assertEquals(List.of(added("a", "b"), new SetChange<>(Set.of("c"), Set.of("a"))), changes());
        assertFalse(heard.stream().anyMatch(ObjectChange::local));
        assertEquals(1, eu.stats().holes(), "the push came before the removal and had to wait for it");
        assertEquals(us.version(), eu.version());
    }

    @Test
    void firstCall_isTheValueAndThenComesEachChange() {
        tags.add("a");
        List<Object> all = new ArrayList<>();
        tags.onChange(all::add, change -> all.add(change.change()));
        tags.add("b");
        assertEquals(List.of(Set.of("a"), added("b")), all);
    }

    @Test
    void allHandles_reportTheirChanges() {
        List<Object> all = new ArrayList<>();
        eu.counter("sold").onChange(all::add, change -> all.add(change.change()));
        eu.counter("sold").increment(3);
        eu.<String>register("title").onChange(all::add, change -> all.add(change.change()));
        eu.register("title").assign("Shop");
        eu.<String, Integer>map("prices").onChange(all::add, change -> all.add(change.change()));
        eu.map("prices").put("apple", 1);
        RegisterChange<Integer> put = new RegisterChange<>(Optional.empty(), Optional.of(1), List.of());
        assertEquals(
                List.of(
                        0L,
                        new ValueChange<>(BigInteger.ZERO, BigInteger.valueOf(3)),
                        Optional.empty(),
                        new RegisterChange<>(Optional.empty(), Optional.of("Shop"), List.of()),
                        Map.of(),
                        new MapChange<>(Map.of("apple", put), Map.of(), Map.of())),
                all);
    }

    @Test
    void overruledWrite_isReported() {
        List<RegisterChange<String>> changes = new ArrayList<>();
        eu.<String>register("title").assign("first");
        us.<String>register("title").assign("second");
        us.<String>register("title").assign("third");
        eu.<String>register("title").onChange(change -> changes.add(change.change()));
        Talk.among(eu, us);
        RegisterChange<String> change = changes.get(0);
        List<String> writes = new ArrayList<>(change.overruled());
        change.after().ifPresent(writes::add);
        assertEquals(Set.of("first", "third"), Set.copyOf(writes), "one of them won, the other is told of");
        assertEquals(1, changes.size());
    }

    @Test
    void throwingListener_harmsNobodyAndIsCounted() {
        tags.onChange(change -> {
            throw new IllegalStateException("on purpose");
        });
        tags.onChange(heard::add);
        eu.onPush(push -> {
            throw new IllegalStateException("on purpose");
        });
        List<byte[]> pushes = Talk.pushes(eu, replica -> tags.add("a"));
        assertEquals(1, heard.size());
        assertEquals(1, pushes.size());
        assertEquals(2, eu.stats().listenerFailures());
    }

    @Test
    void errorInAListener_goesThroughAndSilencesNobody() {
        tags.onChange(change -> {
            throw new AssertionError("on purpose");
        });
        tags.onChange(heard::add);
        assertThrows(AssertionError.class, () -> tags.add("a"));
        assertThrows(AssertionError.class, () -> tags.add("b"));
        assertEquals(Set.of("a", "b"), tags.snapshot());
        assertEquals(List.of(added("a"), added("b")), changes());
    }

    @Test
    void listenerThatUpdates_isToldOfItsOwnChangeAfterThisOne() {
        tags.onChange(change -> {
            if (change.change().added().contains("a")) {
                tags.add("b");
                heard.add(change);
            }
        });
        tags.onChange(heard::add);
        tags.add("a");
        assertEquals(List.of(added("a"), added("a"), added("b")), changes());
        assertEquals(Set.of("a", "b"), tags.snapshot());
    }

    @Test
    void closedSubscription_hearsNothingMore() {
        Subscription subscription = tags.onChange(heard::add);
        tags.add("a");
        subscription.close();
        subscription.close();
        tags.add("b");
        assertEquals(List.of(added("a")), changes());
    }

    @Test
    void sameListenerTwice_isTwoSubscriptions() {
        Consumer<ObjectChange<SetChange<String>>> listener = heard::add;
        Subscription first = tags.onChange(listener);
        Subscription second = tags.onChange(listener);
        tags.add("a");
        assertEquals(List.of(added("a"), added("a")), changes());
        first.close();
        first.close();
        tags.add("b");
        assertEquals(List.of(added("a"), added("a"), added("b")), changes());
        second.close();
        tags.add("c");
        assertEquals(3, heard.size());
    }

    @Test
    void sameSinkTwice_isTwoSubscriptions() {
        List<byte[]> pushes = new ArrayList<>();
        Consumer<byte[]> sink = pushes::add;
        Subscription first = eu.onPush(sink);
        eu.onPush(sink);
        first.close();
        first.close();
        tags.add("a");
        assertEquals(1, pushes.size());
    }

    @Test
    void subscriptionThatAListenerCloses_hearsNothingMoreAtOnce() {
        List<Subscription> others = new ArrayList<>();
        tags.onChange(change -> others.forEach(Subscription::close));
        others.add(tags.onChange(heard::add));
        others.add(eu.onPush(push -> heard.add(null)));
        others.add(tags.onChange(heard::add));
        tags.add("a");
        assertEquals(1, heard.size(), "the push goes out before its change is told, and nothing after that");
        tags.add("b");
        assertEquals(1, heard.size());
    }

    @Test
    void subscriptionWithinAnotherFirstCall_missesNothing() {
        tags.add("a");
        List<Object> all = new ArrayList<>();
        tags.onChange(
                first -> {
                    all.add(first);
                    tags.add("b");
                    tags.onChange(all::add, change -> all.add(change.change()));
                    tags.add("c");
                },
                change -> all.add(change.change()));
        assertEquals(List.of(Set.of("a"), added("b"), Set.of("a", "b"), added("c"), added("c")), all);
    }

    @Test
    void counterTooLargeForItsFirstCall_isNotListenedTo() {
        eu.counter("sold").increment(Long.MAX_VALUE);
        us.counter("sold").increment(1);
        Talk.among(eu, us);
        List<Object> all = new ArrayList<>();
        assertThrows(ArithmeticException.class, () -> eu.counter("sold").onChange(all::add, all::add));
        eu.counter("sold").increment(-1);
        assertEquals(List.of(), all, "a call that failed has no effect");
    }

    @Test
    void checkedExceptionOfAListener_isCountedToo() {
        tags.onChange(change -> throwAnything(new IOException("on purpose")));
        tags.onChange(heard::add);
        tags.add("a");
        tags.add("b");
        assertEquals(List.of(added("a"), added("b")), changes());
        assertEquals(2, eu.stats().listenerFailures());
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> void throwAnything(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Test
    void updateOfSeveralChanges_isToldInOrderWithOneVersion() {
        tags.add("old");
        tags.onChange(heard::add);
        eu.object("tags", AddWinsSet.<String>type()).update(set -> {
            set.add("new");
            set.remove("old");
        });
        assertEquals(List.of(added("new"), removed("old")), changes());
        assertEquals(eu.version(), heard.get(0).version());
        assertEquals(eu.version(), heard.get(1).version());
    }

    @Test
    void updateThatIsTakenBack_isToldSoThatNothingIsLeftOver() {
        tags.add("old");
        tags.onChange(heard::add);
        assertThrows(
                IllegalArgumentException.class,
                () -> eu.object("tags", AddWinsSet.<Object>type()).update(set -> {
                    set.add("new");
                    set.add(new Object());
                }));
        Set<Object> followed = new HashSet<>(Set.of("old"));
        changes().forEach(change -> {
            followed.addAll(change.added());
            followed.removeAll(change.removed());
        });
        assertEquals(tags.snapshot(), followed);
    }

    @Test
    void objectThatWasCollectedAndComesBack_isStillListenedTo() {
        tags.onChange(heard::add);
        tags.add("a");
        tags.delete();
        eu.digest();
        assertEquals(1, eu.stats().collected());
        tags.add("b");
        tags.delete();
        eu.digest();
        us.set("tags").add("c");
        Talk.among(eu, us);
        assertEquals(List.of(added("a"), removed("a"), added("b"), removed("b"), added("c")), changes());
    }

    @Test
    void nameIsListenedTo_asOneTypeOnly() {
        tags.onChange(heard::add);
        assertThrows(IllegalArgumentException.class, () -> eu.counter("tags").onChange(change -> heard.add(null)));
        us.counter("tags").increment(1);
        Talk.among(eu, us);
        assertEquals(1, eu.counter("tags").value(), "nobody had made it a set");
        assertEquals(List.of(), heard);
    }
}
