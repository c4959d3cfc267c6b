// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.OpType;
import org.crdt4j.crdt.SetChange;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.error.LimitExceededException;
import org.crdt4j.op.OpAddWinsSet;
import org.crdt4j.op.OpAddWinsSet.Operation;
import org.crdt4j.op.OpPnCounter;
import org.crdt4j.op.Sums;
import org.crdt4j.tree.MovableTree;
import org.crdt4j.tree.TreeOperation;
import org.junit.jupiter.api.Test;

/** Operation-based objects travel by the same protocol as all others. */
class OperationHandlesTest {

    private final Replica eu = replica("eu", 1).open();
    private final Replica us = replica("us", 2).open();
    private final Replica asia = replica("asia", 3).open();

    private static ReplicaBuilder replica(String name, long id) {
        return Replica.builder(name).id(ReplicaId.of(id)).time(() -> Instant.ofEpochMilli(1_000));
    }

    private static ReplicatedOperations<OpAddWinsSet<String>, Operation<String>, SetChange<String>> tags(Replica in) {
        return in.operations("tags", OpAddWinsSet.<String>type());
    }

    private static ReplicatedOperations<OpPnCounter, OpPnCounter.Add, ValueChange<BigInteger>> sold(Replica in) {
        return in.operations("sold", OpPnCounter.type());
    }

    private static byte[] added(Replica at, String element) {
        return Talk.push(at, replica -> tags(replica).update(set -> set.add(element)));
    }

    @Test
    void concurrentOperations_meetByDigestsAlone() {
        tags(eu).update(set -> set.add("x"));
        Talk.among(eu, us);
        tags(eu).update(set -> set.remove("x"));
        tags(us).update(set -> set.add("x"));
        sold(us).update(counter -> counter.increment(5));
        sold(eu).update(counter -> counter.decrement(2));
        Talk.among(eu, us);
        assertEquals(Set.of("x"), tags(eu).value());
        assertEquals(Set.of("x"), tags(us).value());
        assertEquals(3L, sold(eu).value());
        assertEquals(3L, sold(us).value());
        boolean isThere = tags(us).read(set -> set.contains("x"));
        assertTrue(isThere);
    }

    @Test
    void push_takesEffectAtOnceAndOnce() {
        byte[] push = Talk.push(eu, replica -> sold(replica).update(counter -> counter.increment(5)));
        assertTrue(us.receive(push).grew());
        assertFalse(us.receive(push).grew());
        assertEquals(5L, sold(us).value());
    }

    @Test
    void operationThatComesBeforeWhatItsAuthorSaw_waitsAndIsCounted() {
        byte[] first = added(eu, "x");
        us.receive(first);
        byte[] removal = Talk.push(us, replica -> tags(replica).update(set -> set.remove("x")));
        List<Object> heard = new ArrayList<>();
        tags(asia).onChange(change -> heard.add(change.change()));
        asia.receive(removal);
        assertEquals(1, tags(asia).pending());
        assertEquals(CausalContext.of(eu.id(), 1), tags(asia).missing());
        assertEquals(1, asia.stats().pendingOperations());
        assertEquals(1, asia.stats().missingOperations());
        assertEquals(Set.of(), tags(asia).value());
        asia.receive(first);
        assertEquals(0, tags(asia).pending());
        assertEquals(0, asia.stats().missingOperations());
        assertEquals(Set.of(), tags(asia).value());
        assertEquals(
                List.of(new SetChange<>(Set.of("x"), Set.of()), new SetChange<>(Set.of(), Set.of("x"))),
                heard,
                "in causal order");
    }

    @Test
    void operationThatIsLostForGood_staysReportedAndHoldsUpOnlyWhatDependsOnIt() {
        byte[] lost = added(eu, "x");
        us.receive(lost);
        byte[] afterIt = added(us, "y");
        asia.receive(afterIt);
        tags(asia).update(set -> set.add("z"));
        for (int round = 0; round < 3; round++) {
            Replica late = replica("late", 10 + round).open();
            Talk.among(asia, late);
            assertEquals(Set.of("z"), tags(late).value(), "what waits is passed on, and waits there too");
            assertEquals(1, late.stats().missingOperations());
        }
        assertEquals(1, asia.stats().pendingOperations());
        Talk.among(asia, us);
        assertEquals(Set.of("x", "y", "z"), tags(asia).value());
        assertEquals(0, asia.stats().missingOperations());
    }

    @Test
    void lateReplica_startsWithTheStateAndGoesOnWithOperations() {
        for (int round = 0; round < 500; round++) {
            int element = round;
            tags(eu).update(set -> set.add("e" + element % 7));
            tags(eu).update(set -> element % 7 > 2 ? set.remove("e" + element % 7) : set.add("e"));
        }
        Talk.among(eu, us);
        assertEquals(tags(eu).value(), tags(us).value());
        tags(eu).update(set -> set.add("news"));
        assertTrue(bytes(eu.deltasSince(us.version())) < 300, "only the news");
        assertTrue(bytes(eu.deltasSince(VersionVector.empty())) < 1_000, "what 1,000 operations have led to");
        Talk.among(eu, us);
        assertEquals(tags(eu).value(), tags(us).value());
        tags(us).update(set -> set.remove("news"));
        Talk.among(us, asia);
        Talk.among(us, asia, eu);
        assertEquals(tags(us).value(), tags(eu).value());
        assertEquals(tags(us).value(), tags(asia).value());
    }

    private static int bytes(List<byte[]> messages) {
        return messages.stream().mapToInt(message -> message.length).sum();
    }

    @Test
    void peerThatIsFarBehind_getsTheStateWhenOperationsAreStableAndGone() {
        Talk.among(eu, us, asia);
        for (int round = 0; round < 50; round++) {
            sold(eu).update(OpPnCounter::increment);
        }
        Talk.among(eu, us);
        VersionVector behind = asia.version();
        assertTrue(eu.compact(List.of(us.version())));
        assertEquals(50L, sold(eu).value());
        sold(eu).update(counter -> counter.increment(100));
        assertTrue(bytes(eu.deltasSince(behind)) < 300, "the sum, not 51 operations");
        Talk.among(eu, asia);
        assertEquals(150L, sold(asia).value());
        sold(asia).update(OpPnCounter::decrement);
        Talk.among(asia, us, eu);
        assertEquals(149L, sold(us).value());
        assertEquals(149L, sold(eu).value());
    }

    private static Replica opened(Storage storage) {
        return Replica.builder("asia")
                .storage(storage)
                .time(() -> Instant.ofEpochMilli(1_000))
                .open();
    }

    @Test
    void restart_bringsBackWhatTookEffectAndWhatWaits() {
        InMemoryStorage storage = new InMemoryStorage();
        Replica first = opened(storage);
        byte[] x = added(eu, "x");
        us.receive(x);
        first.receive(added(us, "y"));
        tags(first).update(set -> set.add("z"));
        for (boolean checkpoint : new boolean[] {false, true}) {
            if (checkpoint) {
                first.checkpoint();
            }
            first.close();
            first = opened(storage);
            first.checkInvariants();
            assertEquals(Set.of("z"), tags(first).value());
            assertEquals(1, tags(first).pending());
        }
        tags(first).update(set -> set.add("after"));
        first.receive(x);
        assertEquals(Set.of("x", "y", "z", "after"), tags(first).value());
        Talk.among(first, us);
        assertEquals(Map.of(), us.stats().refused());
        assertEquals(tags(first).value(), tags(us).value());
    }

    @Test
    void operationThatCannotBeSent_isRefusedAndNothingHappens() {
        ReplicatedOperations<OpAddWinsSet<Object>, Operation<Object>, SetChange<Object>> things =
                eu.operations("things", OpAddWinsSet.type());
        things.update(set -> set.add("x"));
        VersionVector before = eu.version();
        assertThrows(
                IllegalArgumentException.class,
                () -> things.update(set -> set.add(new java.util.concurrent.atomic.AtomicLong(1))));
        assertThrows(LimitExceededException.class, () -> things.update(set -> set.add("y".repeat(70 << 20))));
        assertEquals(before, eu.version());
        assertEquals(Set.of("x"), things.value());
        Talk.among(eu, us);
        assertEquals(Set.of("x"), us.operations("things", OpAddWinsSet.type()).value());
    }

    @Test
    void typeOfYourOwn_isRefusedUntilItIsKnown() {
        OpType<OpPnCounter, OpPnCounter.Add, Sums> votes = new OpType<>(
                "votes",
                OpPnCounter.type().bottom(),
                OpPnCounter::new,
                OpPnCounter.type().format(),
                OpPnCounter.type().stateFormat());
        eu.operations("votes", votes).update(OpPnCounter::increment);
        Talk.among(eu, us);
        assertEquals(Set.of("IncompatibleTypeException"), us.stats().refused().keySet());
        ReplicatedOperations<OpPnCounter, OpPnCounter.Add, ValueChange<BigInteger>> known =
                us.operations("votes", votes);
        Talk.among(eu, us);
        assertEquals(1L, known.value());
    }

    @Test
    void listener_hearsTheValueThenEachChange() {
        sold(eu).update(OpPnCounter::increment);
        List<Object> heard = new ArrayList<>();
        Consumer<Object> first = heard::add;
        sold(eu).onChange(first, change -> heard.add(change.change().after()));
        sold(us).update(counter -> counter.increment(4));
        Talk.among(eu, us);
        assertEquals(List.of(1L, BigInteger.valueOf(5)), heard);
    }

    private static ReplicatedOperations<MovableTree<String, String>, TreeOperation<String, String>, ?> folders(
            Replica in) {
        return in.operations("folders", MovableTree.<String, String>type());
    }

    @Test
    void treesInReplicas_haveNoCycle_andALateReplicaMovesAfterWhatItBeganWith() {
        folders(eu).update(tree -> tree.addTop("a"));
        folders(eu).update(tree -> tree.addTop("b"));
        Talk.among(eu, us);
        folders(eu).update(tree -> tree.move("a", "b"));
        folders(us).update(tree -> tree.move("b", "a"));
        Talk.among(eu, us);
        assertEquals(folders(eu).value(), folders(us).value());
        assertTrue(eu.compact(List.of(us.version())));
        assertTrue(us.compact(List.of(eu.version())));
        Replica late = Replica.builder("late")
                .id(ReplicaId.of(4))
                .time(() -> Instant.ofEpochMilli(1))
                .open();
        Talk.among(eu, late);
        assertEquals(folders(eu).value(), folders(late).value());
        folders(late).update(tree -> tree.addTop("c"));
        Talk.among(late, eu, us);
        assertEquals(folders(late).value(), folders(us).value());
        assertEquals(folders(late).value(), folders(eu).value());
        boolean hasNews = folders(us).read(tree -> tree.contains("c"));
        assertTrue(hasNews);
        assertEquals(Map.of(), us.stats().refused());
    }
}
