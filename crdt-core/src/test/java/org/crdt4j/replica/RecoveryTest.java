// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.codec.Codec;
import org.crdt4j.codec.Limits;
import org.crdt4j.counter.PnCounter;
import org.crdt4j.error.DuplicateReplicaException;
import org.crdt4j.set.AddWinsSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What a replica has kept, it has again when it is opened again. What damaged storages do to it is in {@link DamagedStorageTest}. */
class RecoveryTest {

    private static final ReplicaId EU = ReplicaId.of(1);

    private final SpoilableStorage storage = new SpoilableStorage();
    private final Replica us = Replica.builder("us").id(ReplicaId.of(2)).open();
    private long now = 10_000;

    private ReplicaBuilder builder() {
        return Replica.builder("eu")
                .storage(storage)
                .time(() -> Instant.ofEpochMilli(now))
                .retention(Duration.ZERO);
    }

    private Replica open() {
        Replica opened = builder().open();
        opened.checkInvariants();
        return opened;
    }

    private Replica restart(Replica replica) {
        byte[] digest = replica.digest();
        replica.close();
        Replica again = open();
        assertArrayEquals(digest, again.digest(), "version and content are those from before");
        assertEquals(replica.id(), again.id());
        return again;
    }

    @Test
    void everyKindOfObject_comesBack() {
        Replica eu = open();
        eu.set("tags").addAll(List.of("a", "b"));
        eu.set("tags").remove("a");
        eu.counter("sold").increment(5);
        eu.counter("sold").increment(-2);
        eu.map("prices").put("apple", 1);
        eu.register("title").assign("Shop");
        eu.object("plain", PnCounter.type()).update(counter -> counter.decrement(3));
        eu.set("gone").add("x");
        eu.set("gone").delete();
        eu = restart(restart(eu));
        assertEquals(Set.of("b"), eu.set("tags").snapshot());
        assertEquals(3, eu.counter("sold").value());
        assertEquals(Map.of("apple", 1), eu.map("prices").snapshot());
        assertEquals(Optional.of("Shop"), eu.register("title").value());
        assertEquals(-3L, eu.object("plain", PnCounter.type()).read(PnCounter::value));
        assertEquals(Set.of("plain", "prices", "sold", "tags", "title"), eu.names());
    }

    @Test
    void checkpoint_keepsTheSameInPlaceOfTheRecords() {
        Replica eu = open();
        eu.set("tags").add("a");
        eu.checkpoint();
        assertEquals(0, storage.records.size());
        eu = restart(eu);
        eu.set("tags").add("b");
        eu = restart(eu);
        assertEquals(Set.of("a", "b"), eu.set("tags").snapshot());
    }

    @Test
    void whatPeersSent_comesBack() {
        Replica eu = open();
        eu.receive(Talk.push(us, replica -> replica.set("pushed").add("a")));
        us.set("pulled").add("b");
        us.set("pushed").remove("a");
        Talk.among(us, eu);
        eu = restart(eu);
        assertEquals(Set.of("pulled"), eu.names());
        Talk.among(us, eu);
        assertEquals(0, eu.stats().rowsJoined(), "there is nothing that it lacks");
        assertEquals(us.version(), eu.version());
    }

    @Test
    void whatAScanBrought_comesBack() {
        Replica asia = Replica.builder("asia").retention(Duration.ZERO).open();
        Replica eu = open();
        asia.set("gone").add("x");
        Talk.among(asia, eu);
        asia.set("gone").delete();
        asia.set("kept").add("y");
        asia.digest();
        assertEquals(1, asia.stats().collected());
        Talk.among(asia, eu);
        assertEquals(1, eu.stats().scansCompleted());
        eu = restart(eu);
        assertEquals(Set.of("kept"), eu.names());
        assertEquals(asia.version(), eu.version());
    }

    @Test
    void scanThatWasCutShort_isNotTakenForADivergence() {
        Replica asia = Replica.builder("asia").retention(Duration.ZERO).open();
        Replica eu = open();
        asia.set("a-gone").add("x");
        for (int i = 0; i < 100; i++) {
            asia.set("kept-" + i).add("y");
        }
        Talk.among(asia, eu, us);
        asia.set("a-gone").delete();
        asia.set("kept-99").add("z");
        asia.digest();
        assertEquals(1, asia.stats().collected());
        byte[] firstRange = Talk.replies(asia, Talk.encode(new Message.Pull(eu.version(), true)))
                .get(0);
        byte[] pull = Talk.replies(eu, firstRange).get(0);
        for (byte[] rows : Talk.replies(asia, pull)) {
            eu.receive(rows);
        }
        assertFalse(eu.names().contains("a-gone"));
        assertEquals(us.version(), eu.version(), "the second range has not come");
        eu = restart(eu);
        us.receive(eu.digest());
        eu.checkpoint();
        eu = restart(eu);
        us.receive(eu.digest());
        assertEquals(0, us.stats().divergences());
        Talk.among(asia, eu, us);
        assertEquals(asia.names(), us.names());
    }

    @Test
    void eventThatCameEarly_staysBeyondTheVersion() {
        List<byte[]> pushes = Talk.pushes(us, replica -> {
            replica.set("late").add("x");
            replica.set("early").add("y");
        });
        Replica eu = open();
        eu.receive(pushes.get(1));
        eu = restart(eu);
        assertEquals(Set.of("early"), eu.names());
        assertEquals(0, eu.version().get(us.id()));
        eu.receive(pushes.get(0));
        assertEquals(us.version(), restart(eu).version());
    }

    @Test
    void emptyReplica_keepsItsIdentity() {
        Replica eu = open();
        ReplicaId id = eu.id();
        eu = restart(restart(eu));
        assertEquals(id, eu.id());
        assertEquals(VersionVector.empty(), eu.version());
        assertNotEquals(id, Replica.builder("eu").open().id(), "without a storage each is a new one");
    }

    @Test
    void clockThatFellBack_doesNotLetOldWritesWin() {
        Replica eu = open();
        eu.register("title").assign("old");
        eu.close();
        now = 5_000;
        eu = open();
        eu.register("title").assign("new");
        assertEquals(Optional.of("new"), eu.register("title").value());
        eu.checkpoint();
        assertEquals(Optional.of("new"), restart(eu).register("title").value());
    }

    /** Replay one run with {@code -Dtest=RecoveryTest -Dcrdt4j.seed=SEED}. */
    @Test
    void numberOfAnEvent_isNeverUsedAgain() {
        Long only = Long.getLong("crdt4j.seed");
        long first = only == null ? 0 : only;
        for (long seed = first; seed < (only == null ? 100 : only + 1); seed++) {
            storage.snapshot = null;
            storage.records.clear();
            numbersAreNeverUsedAgain(seed);
        }
    }

    private void numbersAreNeverUsedAgain(long seed) {
        Random random = new Random(seed);
        long[] last = {0};
        Replica eu = listened(open(), last, seed);
        for (int step = 0; step < 60; step++) {
            long before = last[0];
            switch (random.nextInt(8)) {
                case 0 -> eu.set("tags").addAll(List.of(step, -step));
                case 1 -> eu.set("tags").clear();
                case 2 -> eu.set("tags").delete();
                case 3 -> refusedUpdate(eu);
                case 4 -> eu.digest(); // drops what is empty, and with it the numbers in its clock
                case 5 -> eu.checkpoint();
                case 6 -> {
                    eu.close();
                    eu = listened(open(), last, seed);
                }
                default -> eu.counter("sold").increment();
            }
            assertEquals(last[0], eu.version().get(eu.id()), "seed " + seed);
            assertTrue(last[0] >= before, "seed " + seed);
        }
    }

    /* a value in it cannot be encoded, but its numbers are used up */
    private static void refusedUpdate(Replica replica) {
        assertThrows(
                IllegalArgumentException.class,
                () -> replica.object("tags", AddWinsSet.type()).update(set -> set.addAll(List.of("x", new Object()))));
    }

    private static Replica listened(Replica replica, long[] last, long seed) {
        replica.onPush(bytes -> {
            Message.Push push = (Message.Push) Talk.decode(bytes);
            assertEquals(last[0] + 1, push.first(), "seed " + seed);
            last[0] = push.last();
        });
        return replica;
    }

    @Test
    void event_isInTheStorageBeforeAnybodyHearsOfIt() {
        Replica eu = open();
        List<Integer> kept = new ArrayList<>();
        eu.onPush(push -> kept.add(storage.records.size()));
        eu.set("tags").onChange(change -> kept.add(storage.records.size()));
        eu.set("tags").add("a");
        eu.receive(Talk.push(us, replica -> replica.set("tags").add("b")));
        assertEquals(List.of(1, 1, 2), kept);
    }

    @Test
    void storageThatFails_isTheEndOfTheReplicaAndOfNothingElse() {
        Replica eu = open();
        eu.set("tags").add("a");
        List<byte[]> heard = new ArrayList<>();
        eu.onPush(heard::add);
        storage.full = true;
        IllegalStateException failure =
                assertThrows(IllegalStateException.class, () -> eu.set("tags").add("b"));
        assertEquals("the disk is full", failure.getMessage());
        storage.full = false;
        for (Executable use : List.<Executable>of(
                () -> eu.set("tags").add("c"), eu::digest, () -> eu.receive(us.digest()), eu::checkpoint)) {
            IllegalStateException refusal = assertThrows(IllegalStateException.class, use);
            assertTrue(refusal.getMessage().contains("open the replica again"), refusal::getMessage);
        }
        assertEquals(List.of(), heard, "what is not kept must not be heard of");
        eu.close();
        Replica again = open();
        assertEquals(Set.of("a"), again.set("tags").snapshot());
        again.set("tags").add("d");
        Talk.among(again, us);
        assertEquals(Set.of("a", "d"), us.set("tags").snapshot());
    }

    @Test
    void failedOpening_closesTheStorage() {
        open().close();
        storage.closed = false;
        storage.full = true;
        assertThrows(IllegalStateException.class, () -> builder().open());
        assertTrue(storage.closed);
    }

    @Test
    void otherIdentity_isRefusedAndNothingChanges() {
        ReplicaId third = new ReplicaId(1, 3);
        builder().id(third).open().close();
        for (ReplicaId other : List.of(ReplicaId.of(5), new ReplicaId(1, 2))) {
            IllegalArgumentException refusal = assertThrows(
                    IllegalArgumentException.class, () -> builder().id(other).open());
            assertTrue(refusal.getMessage().contains("storage is that of replica " + third), refusal::getMessage);
        }
        assertEquals(third, builder().id(third).open().id());
        assertEquals(third, open().id());
    }

    @Test
    void laterIncarnation_goesOnWithTheDataUnderItsOwnNumbers() {
        Replica first = builder().id(EU).open();
        first.set("tags").add("a");
        first.checkpoint();
        first.counter("sold").increment(3);
        first.close();
        Replica second = builder().id(EU.nextIncarnation()).open();
        second.checkInvariants();
        assertEquals(first.version(), second.version());
        second.set("tags").add("b");
        second.counter("sold").increment(4);
        assertEquals(2, second.version().get(EU.nextIncarnation()));
        second = restart(second);
        assertEquals(EU.nextIncarnation(), second.id(), "the storage is that of the later one now");
        Talk.among(second, us);
        assertEquals(Set.of("a", "b"), us.set("tags").snapshot());
        assertEquals(7, us.counter("sold").value());
    }

    @Test
    void replicaThatLostItsLastEvents_goesOnAsALaterIncarnation() {
        Replica eu = builder().id(EU).open();
        eu.set("tags").add("kept");
        SpoilableStorage backup = storage.copy();
        eu.set("tags").add("lost");
        Talk.among(eu, us);
        Replica stale = builder().storage(backup).open();
        DuplicateReplicaException refusal =
                assertThrows(DuplicateReplicaException.class, () -> stale.receive(us.digest()));
        assertTrue(refusal.getMessage().contains("nextIncarnation"), refusal::getMessage);
        stale.close();
        Replica later = builder().storage(backup).id(EU.nextIncarnation()).open();
        later.set("tags").add("new");
        Talk.among(later, us);
        for (Replica replica : List.of(later, us)) {
            assertEquals(Set.of("kept", "lost", "new"), replica.set("tags").snapshot());
            assertEquals(later.version(), replica.version());
            replica.checkInvariants();
        }
    }

    @Test
    void countsOfWhatWasDone_beginAnew() {
        us.set("tags").add("a");
        Replica eu = open();
        Talk.among(us, eu);
        assertEquals(1, eu.stats().rowsJoined());
        eu = restart(eu);
        ReplicaStats stats = eu.stats();
        assertEquals(1, stats.objects());
        assertEquals(0, stats.rowsJoined() + stats.answersCompleted() + stats.holes() + stats.localEvents());
    }

    @Test
    void records_areReplacedByASnapshotOnceTheyOutweighIt() {
        String long_ = "x".repeat(100_000);
        Replica eu = open();
        for (int event = 0; event < 24; event++) {
            eu.register("title").assign(long_ + event);
            eu = restart(eu);
        }
        assertTrue(storage.snapshots == 3, () -> storage.snapshots + " snapshots, however often it is opened");
        assertTrue(storage.records.size() < 12, () -> storage.records.size() + " records");
        assertEquals(Optional.of(long_ + 23), eu.register("title").value());
    }

    @Test
    void stateLargerThanAMessageMayBe_isKeptAllTheSame() {
        Codec strict = Codec.builder()
                .limits(Limits.defaults().withMaxMessageBytes(2_000))
                .build();
        Replica eu = builder().codec(strict).open();
        for (int name = 0; name < 20; name++) {
            eu.register("title" + name).assign("x".repeat(1_000));
        }
        eu.checkpoint();
        eu.close();
        Replica again = builder().codec(strict).open();
        assertEquals(20, again.names().size());
        assertEquals(eu.version(), again.version());
    }
}
