// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.counter.PnCounter;
import org.crdt4j.set.AddWinsSet;
import org.junit.jupiter.api.Test;

/** Situations in which something could be lost, each by hand. The simulation found most of them. */
class ReplicaProtocolTest {

    private final Replica eu = replica(1).open();
    private final Replica us = replica(2).open();
    private final Replica asia = replica(3).open();

    private static ReplicaBuilder replica(long id) {
        return Replica.builder("replica" + id)
                .id(ReplicaId.of(id))
                .time(() -> Instant.ofEpochMilli(1_000))
                .retention(Duration.ZERO)
                .portions(new Portions(1, 1, 2));
    }

    private static void assertAgree(Replica... replicas) {
        for (Replica replica : replicas) {
            replica.checkInvariants();
            assertEquals(replicas[0].version(), replica.version());
            assertEquals(replicas[0].names(), replica.names());
            assertEquals(0, replica.stats().divergences());
        }
    }

    @Test
    void pushAfterALostOne_waitsForThePull() {
        var plain = eu.object("plain", PnCounter.type());
        Talk.pushes(eu, replica -> plain.update(counter -> counter.increment(5)));
        byte[] second = Talk.push(eu, replica -> plain.update(counter -> counter.decrement(1)));
        assertFalse(us.receive(second).grew());
        assertEquals(1, us.stats().holes());
        Talk.among(eu, us);
        assertEquals(4L, us.object("plain", PnCounter.type()).read(PnCounter::value));
        assertAgree(eu, us);
    }

    @Test
    void pushThatComesBeforeWhatItRemoves_waitsToo() {
        byte[] first = Talk.push(eu, replica -> replica.set("tags").add("x"));
        byte[] again = Talk.push(eu, replica -> replica.set("tags").add("x"));
        us.receive(first);
        us.receive(again);
        byte[] removal = Talk.push(us, replica -> replica.set("tags").remove("x"));
        asia.receive(first);
        assertFalse(asia.receive(removal).grew(), "it removes the second add, which has not come yet");
        asia.receive(again);
        assertEquals(Set.of("x"), asia.set("tags").snapshot());
        assertTrue(asia.receive(removal).grew());
        assertEquals(Set.of(), asia.set("tags").snapshot());
        Talk.among(eu, us, asia);
        assertAgree(eu, us, asia);
    }

    @Test
    void firstEventAfterACollection_doesNotPassOverTheRemovalBeforeIt() {
        us.set("tags").add("old");
        Talk.among(eu, us, asia);
        byte[] removal = Talk.push(eu, replica -> replica.set("tags").remove("old"));
        eu.digest();
        assertEquals(1, eu.stats().collected());
        byte[] fresh = Talk.push(eu, replica -> replica.set("tags").add("new"));
        assertFalse(asia.receive(fresh).grew(), "the removal has not come yet");
        asia.receive(removal);
        assertTrue(asia.receive(fresh).grew());
        assertEquals(Set.of("new"), asia.set("tags").snapshot());
        Talk.among(eu, us, asia);
        assertAgree(eu, us, asia);
    }

    @Test
    void lateRowOfACollectedObject_bringsNothingBack() {
        us.set("tags").add("x");
        List<byte[]> late = us.deltasSince(VersionVector.empty());
        Talk.among(eu, us);
        us.set("tags").delete();
        Talk.among(eu, us);
        eu.digest();
        assertTrue(eu.stats().collected() > 0);
        late.forEach(eu::receive);
        assertEquals(Set.of(), eu.names());
        assertEquals(0, eu.stats().objects());
        assertAgree(eu, us);
    }

    @Test
    void deltasMadeForSomebodyElse_advanceNobodyOverWhatTheyLeaveOut() {
        var tags = eu.object("tags", AddWinsSet.<Integer>type());
        tags.update(set -> set.addAll(List.of(1, 2, 3, 4, 5)));
        Talk.among(eu, us);
        tags.update(set -> set.add(6));
        List<byte[]> forUs = eu.deltasSince(us.version());
        forUs.forEach(asia::receive);
        assertEquals(Set.of(), asia.names());
        assertEquals(1, asia.stats().holes());
        Talk.among(eu, us, asia);
        assertEquals(Set.of(1, 2, 3, 4, 5, 6), asia.set("tags").snapshot());
        assertEquals(Set.of(1, 2, 3, 4, 5, 6), us.set("tags").snapshot());
        assertAgree(eu, us, asia);
    }

    @Test
    void largeObject_isSentAsWhatThePeerLacks() {
        var tags = eu.object("tags", AddWinsSet.<Integer>type());
        tags.update(set -> set.addAll(List.of(1, 2, 3, 4, 5)));
        Talk.among(eu, us);
        us.set("tags").add(7);
        tags.update(set -> set.remove(2));
        tags.update(set -> set.add(6));
        eu.deltasSince(us.version()).forEach(us::receive);
        assertEquals(Set.of(1, 3, 4, 5, 6, 7), us.set("tags").snapshot());
        Talk.among(eu, us);
        assertAgree(eu, us);
    }

    @Test
    void answerOfWhichAMessageIsMissing_advancesNothing() {
        for (int name = 0; name < 5; name++) {
            eu.set("set" + name).add("x");
        }
        List<byte[]> answer = Talk.answer(eu, us);
        assertEquals(6, answer.size());
        us.receive(answer.get(5));
        for (int index = 0; index < 4; index++) {
            us.receive(answer.get(index));
        }
        assertEquals(VersionVector.empty(), us.version());
        us.receive(answer.get(0));
        assertEquals(VersionVector.empty(), us.version());
        us.receive(answer.get(4));
        assertEquals(eu.version(), us.version());
    }

    @Test
    void answersOfTwoLives_areNotTakenForOne() {
        InMemoryStorage storage = new InMemoryStorage();
        Replica before = replica(4).storage(storage).open();
        before.set("a").add("x");
        before.set("b").add("x");
        List<byte[]> first = Talk.answer(before, us);
        before.close();
        Replica after = replica(4).storage(storage).open();
        List<byte[]> second = Talk.answer(after, us);
        us.receive(first.get(0));
        us.receive(second.get(1));
        us.receive(second.get(2));
        assertEquals(VersionVector.empty(), us.version(), "of neither answer all has come");
    }

    @Test
    void scanOfAPredecessor_isNotAnswered() {
        Replica before = replica(4).open();
        before.set("a").add("x");
        before.set("b").add("x");
        before.set("b").delete();
        before.digest();
        List<byte[]> scan = Talk.answer(before, us);
        assertTrue(Talk.decode(scan.get(0)) instanceof Message.RangeDigest);
        Replica successor = replica(5).open();
        for (byte[] digest : scan) {
            for (byte[] request : Talk.replies(us, digest)) {
                assertEquals(List.of(), Talk.replies(successor, request));
            }
        }
        assertEquals(VersionVector.empty(), us.version(), "nobody has sent what this version promises");
        scan.forEach(digest -> Talk.deliver(before, us, digest));
        assertEquals(before.version(), us.version());
        assertEquals(Set.of("a"), us.names());
    }

    @Test
    void contentBeyondTheVersion_isNoAlarm() {
        eu.set("a").add("x");
        Talk.among(eu, us, asia);
        eu.set("b").add("y");
        eu.set("c").add("z");
        us.receive(eu.deltasSince(us.version()).get(0));
        assertEquals(us.version(), asia.version());
        assertFalse(us.names().equals(asia.names()));
        Talk.deliver(us, asia, us.digest());
        Talk.deliver(asia, us, asia.digest());
        assertEquals(0, us.stats().divergences() + asia.stats().divergences());
        assertEquals(us.names(), asia.names(), "what is beyond the version spreads as well");
        Talk.among(eu, us, asia);
        assertAgree(eu, us, asia);
    }

    @Test
    void eventsAfterOneThatIsLostForGood_stillSpread() {
        Replica doomed = replica(4).open();
        List<byte[]> pushes = Talk.pushes(doomed, replica -> {
            replica.set("lost").add("x");
            replica.set("kept").add("y");
        });
        us.receive(pushes.get(1));
        Talk.among(us, asia);
        assertEquals(Set.of("kept"), us.names());
        assertEquals(Set.of("kept"), asia.names());
        assertEquals(us.version(), asia.version());
        assertEquals(0, us.version().get(doomed.id()));
        long joined = asia.stats().rowsJoined();
        Talk.among(us, asia);
        assertEquals(joined, asia.stats().rowsJoined(), "once they are equal, they fall silent");
    }

    @Test
    void differentContentAtOneVersion_isAnAlarm() {
        Replica liar = replica(1).open();
        liar.set("false").add("x");
        eu.set("true").add("x");
        Talk.deliver(eu, us, eu.digest());
        Talk.deliver(liar, asia, liar.digest());
        assertEquals(us.version(), asia.version());
        asia.receive(us.digest());
        us.receive(asia.digest());
        assertEquals(1, asia.stats().divergences());
        assertEquals(1, us.stats().divergences());
    }

    @Test
    void interruptedBootstrap_isMadeUpFor() {
        for (int name = 0; name < 6; name++) {
            eu.set("set" + name).add("x");
        }
        eu.set("set0").delete();
        eu.digest();
        List<byte[]> scan = Talk.answer(eu, us);
        assertEquals(5, scan.size(), "a scan, one range for each name");
        for (byte[] digest : scan.subList(0, 3)) {
            Talk.deliver(eu, us, digest);
        }
        assertEquals(VersionVector.empty(), us.version());
        assertEquals(Set.of("set1", "set2", "set3"), us.names());
        Talk.among(eu, us);
        assertAgree(eu, us);
    }

    @Test
    void compaction_waitsUntilAllHaveSeenTheReset() {
        eu.counter("sold").increment(10);
        Talk.among(eu, us);
        us.counter("sold").reset();
        assertTrue(us.compact(List.of(eu.version(), us.version())));
        eu.counter("sold").increment(1);
        Talk.among(eu, us);
        assertEquals(1, eu.counter("sold").value());
        assertEquals(1, us.counter("sold").value());
        assertFalse(us.compact(List.of(us.version().with(asia.id(), 5))), "it has not seen what asia has");
        assertAgree(eu, us);
    }

    @Test
    void deletedCounter_isCollectedOnceCompacted() {
        eu.counter("sold").increment(10);
        Talk.among(eu, us);
        us.counter("sold").delete();
        Talk.among(eu, us);
        assertEquals(1, us.stats().objects());
        for (Replica replica : List.of(eu, us)) {
            replica.compact(List.of(eu.version(), us.version()));
            replica.digest();
            assertEquals(0, replica.stats().objects());
        }
        us.counter("sold").increment(2);
        Talk.among(eu, us, asia);
        assertEquals(2, eu.counter("sold").value());
        assertEquals(2, asia.counter("sold").value());
        assertAgree(eu, us, asia);
    }
}
