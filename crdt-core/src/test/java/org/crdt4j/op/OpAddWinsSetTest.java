// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.DotSet;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.codec.Codec;
import org.crdt4j.crdt.SetChange;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.error.CorruptDataException;
import org.crdt4j.op.OpAddWinsSet.Operation;
import org.junit.jupiter.api.Test;

final class OpAddWinsSetTest {

    private final OpReplica<OpAddWinsSet<String>, Operation<String>> a = replica(1);
    private final OpReplica<OpAddWinsSet<String>, Operation<String>> b = replica(2);
    private final OpReplica<OpAddWinsSet<String>, Operation<String>> c = replica(3);

    private static HybridClock clock() {
        return new HybridClock(() -> Instant.ofEpochMilli(1_000_000));
    }

    private static OpReplica<OpAddWinsSet<String>, Operation<String>> replica(long id) {
        return new OpReplica<>(new OpAddWinsSet<>(), ReplicaId.of(id), clock());
    }

    private Tagged<Operation<String>> added(String element) {
        Tagged<Operation<String>> add = a.update(set -> set.add(element));
        b.receive(add);
        return add;
    }

    private void assertBoth(Set<String> elements) {
        assertEquals(elements, a.object().value());
        assertEquals(elements, b.object().value());
        assertEquals(a.object(), b.object());
        assertEquals(a.object().hashCode(), b.object().hashCode());
        a.checkInvariants();
        b.checkInvariants();
    }

    @Test
    void concurrentAddAndRemove_keepsElement() {
        added("x");
        Tagged<Operation<String>> add = a.update(set -> set.add("x"));
        Tagged<Operation<String>> remove = b.update(set -> set.remove("x"));
        a.receive(remove);
        b.receive(add);
        assertBoth(Set.of("x"));
    }

    @Test
    void concurrentAddAndClear_keepsElement() {
        added("x");
        added("y");
        Tagged<Operation<String>> add = a.update(set -> set.add("x"));
        Tagged<Operation<String>> clear = b.update(OpAddWinsSet::clear);
        assertTrue(b.object().value().isEmpty());
        a.receive(clear);
        b.receive(add);
        assertBoth(Set.of("x"));
    }

    @Test
    void concurrentAdds_areOneElement_andOneRemoveOfBothIsEnough() {
        Tagged<Operation<String>> atA = a.update(set -> set.add("x"));
        Tagged<Operation<String>> atB = b.update(set -> set.add("x"));
        a.receive(atB);
        b.receive(atA);
        assertEquals(1, a.object().size());
        b.receive(a.update(set -> set.remove("x")));
        assertBoth(Set.of());
    }

    @Test
    void remove_takesOnlyWhatWasSeen() {
        Tagged<Operation<String>> atA = a.update(set -> set.add("x"));
        Tagged<Operation<String>> atB = b.update(set -> set.add("x"));
        Tagged<Operation<String>> remove = a.update(set -> set.remove("x"));
        a.receive(atB);
        b.receive(remove);
        b.receive(atA);
        assertBoth(Set.of("x"));
    }

    @Test
    void elementIsBack_whenItIsAddedAgain() {
        added("x");
        b.receive(a.update(set -> set.remove("x")));
        assertBoth(Set.of());
        added("x");
        assertBoth(Set.of("x"));
    }

    @Test
    void removeThatComesBeforeItsAdd_waits() {
        Tagged<Operation<String>> add = a.update(set -> set.add("x"));
        b.receive(add);
        Tagged<Operation<String>> remove = b.update(set -> set.remove("x"));
        c.receive(remove);
        assertEquals(CausalContext.of(ReplicaId.of(1), 1), c.missing());
        assertEquals(1, c.pending());
        c.receive(add);
        assertTrue(c.object().value().isEmpty());
        assertTrue(c.missing().isEmpty());
    }

    @Test
    void removingWhatIsNotThere_hasNoEffect() {
        added("x");
        b.receive(a.update(set -> set.remove("y")));
        assertBoth(Set.of("x"));
    }

    @Test
    void preparing_changesNothing() {
        OpAddWinsSet<String> set = new OpAddWinsSet<>();
        set.add("x");
        set.clear();
        assertFalse(set.contains("x"));
        assertEquals(new OpAddWinsSet<String>(), set);
        assertThrows(NullPointerException.class, () -> set.add(nothing()));
        assertThrows(NullPointerException.class, () -> set.remove(nothing()));
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <V> V nothing() {
        return null;
    }

    @Test
    void seen_staysWithoutGaps_whateverIsRemoved() {
        for (int round = 0; round < 100; round++) {
            String element = "e" + round;
            added(element);
            b.receive(a.update(set -> set.remove(element)));
        }
        added("last");
        assertEquals(CausalContext.of(a.delivered()), a.object().state().context());
        Operation<String> clear = a.object().clear();
        assertEquals(new OpAddWinsSet.Clear<String>(CausalContext.of(a.delivered())), clear);
    }

    @Test
    void equality_isThatOfStates() {
        added("x");
        Operation<String> secondAdd = a.update(set -> set.add("x")).operation();
        assertEquals(a.object().value(), b.object().value());
        assertNotEquals(a.object(), b.object(), "the dots differ");
        assertEquals(new OpAddWinsSet.Add<>("x", DotSet.of(a.replica(), 1)), secondAdd);
        assertEquals("OpAddWinsSet[[x]]", b.object().toString());
        assertEquals("OpReplica[OpAddWinsSet[[x]] at " + b.delivered() + ", pending 0]", b.toString());
    }

    @Test
    void value_doesNotFollowTheSet() {
        added("x");
        Set<String> before = a.object().value();
        added("y");
        assertEquals(Set.of("x"), before);
        assertThrows(UnsupportedOperationException.class, () -> before.add("z"));
    }

    @Test
    void observer_hearsElementsThatComeAndGo() {
        List<SetChange<String>> changes = new ArrayList<>();
        b.object().observe(changes::add);
        added("x");
        added("x");
        added("y");
        b.receive(a.update(set -> set.remove("z")));
        b.receive(a.update(OpAddWinsSet::clear));
        assertEquals(
                List.of(
                        new SetChange<>(Set.of("x"), Set.of()),
                        new SetChange<>(Set.of("y"), Set.of()),
                        new SetChange<>(Set.of(), Set.of("x", "y"))),
                changes);
    }

    @Test
    void restart_goesOnWithTheSavedState() {
        added("x");
        Tagged<Operation<String>> lost = a.update(set -> set.add("y"));
        b.receive(a.update(set -> set.remove("x")));
        OpAddWinsSet<String> restored = new OpAddWinsSet<>();
        restored.join(b.object().state());
        OpReplica<OpAddWinsSet<String>, Operation<String>> restarted =
                new OpReplica<>(restored, new CausalDelivery<>(b.save(), clock(), CausalDelivery.Limits.DEFAULT));
        assertEquals(Set.of("x"), restarted.object().value());
        restarted.receive(lost);
        assertEquals(Set.of("y"), restarted.object().value());
        assertEquals(Set.of("x"), b.object().value(), "what was saved is a copy");
        a.receive(restarted.update(set -> set.remove("y")));
        assertTrue(a.object().value().isEmpty());
    }

    @Test
    void observerThatThrows_losesNoOperationOfItsOwnReplica() {
        a.object().observe(change -> {
            throw new IllegalStateException("observer of " + change.added());
        });
        assertThrows(IllegalStateException.class, () -> a.update(set -> set.add("x")));
        a.object().observe(null);
        Tagged<Operation<String>> second = a.update(set -> set.add("y"));
        List<Tagged<Operation<String>>> unsent = a.takeUnsent();
        assertEquals(1, unsent.size());
        assertEquals(List.of(), a.takeUnsent());
        b.receive(second);
        b.receive(unsent.get(0));
        assertBoth(Set.of("x", "y"));
    }

    @Test
    void observerThatThrows_keepsNoOperationFromItsEffect() {
        List<Tagged<Operation<String>>> sent = new ArrayList<>();
        for (String element : List.of("x", "y", "z")) {
            sent.add(a.update(set -> set.add(element)));
        }
        b.receive(sent.get(2));
        b.receive(sent.get(1));
        b.object().observe(change -> {
            throw new IllegalStateException("observer of " + change.added());
        });
        IllegalStateException thrown = assertThrows(IllegalStateException.class, () -> b.receive(sent.get(0)));
        assertEquals("observer of [x]", thrown.getMessage());
        assertEquals(2, thrown.getSuppressed().length);
        assertBoth(Set.of("x", "y", "z"));
    }

    @Test
    void observer_mayAnswerWithAnOperation() {
        List<Tagged<Operation<String>>> answers = new ArrayList<>();
        b.object().observe(change -> {
            if (change.added().contains("question")) {
                answers.add(b.update(set -> set.add("answer")));
            }
        });
        Tagged<Operation<String>> first = a.update(set -> set.add("question"));
        Tagged<Operation<String>> second = a.update(set -> set.add("more"));
        b.receive(second);
        b.receive(first);
        assertEquals(1, answers.size());
        assertEquals(1, answers.get(0).dependencies().get(a.replica()), "only the question was in effect");
        a.receive(answers.get(0));
        assertBoth(Set.of("question", "more", "answer"));
    }

    @Test
    void formats_keepOperationsAndWhatIsSaved() {
        added("x");
        Tagged<Operation<String>> lost = a.update(set -> set.add("x"));
        for (Tagged<Operation<String>> operation : List.of(
                a.update(set -> set.add("x")), a.update(set -> set.remove("x")), a.update(OpAddWinsSet::clear))) {
            assertSame(Tagged.format(OpAddWinsSet.<String>type().format()), operation);
            b.receive(operation);
        }
        assertEquals(3, b.pending());
        assertSame(Saved.format(OpAddWinsSet.<String>type().format()), b.save());
        b.receive(lost);
        assertBoth(Set.of());
    }

    private static <V> void assertSame(WireFormat<V> format, V value) {
        assertEquals(value, Codec.standard().decode(format, Codec.standard().encode(format, value)));
    }

    @Test
    void unknownOperation_isCorrupt() {
        byte[] message =
                Codec.standard().encode(OpAddWinsSet.<String>type().format(), new OpAddWinsSet<String>().clear());
        assertArrayEquals(new byte[] {Codec.FORMAT_VERSION, 2, 0}, message);
        message[1] = 3;
        assertThrows(
                CorruptDataException.class,
                () -> Codec.standard().decode(OpAddWinsSet.<String>type().format(), message));
    }
}
