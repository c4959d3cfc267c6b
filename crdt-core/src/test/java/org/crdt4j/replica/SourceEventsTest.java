// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.MapChange;
import org.crdt4j.crdt.RegisterChange;
import org.crdt4j.crdt.SetChange;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.error.LimitExceededException;
import org.crdt4j.op.OpAddWinsSet;
import org.crdt4j.op.OpCausalLog;
import org.crdt4j.op.OpLastWriterWinsMap;
import org.crdt4j.op.OpPnCounter;
import org.crdt4j.op.SourceId;
import org.crdt4j.op.SourcePartition;
import org.junit.jupiter.api.Test;

/** Replicas that consume one log count each of its events once, whoever of them takes it. */
class SourceEventsTest {

    private static final Instant NOON = Instant.ofEpochMilli(1_000_000);
    private static final SourcePartition SALES = new SourcePartition("sales", 0);

    private final Replica eu = replica("eu", 1);
    private final Replica us = replica("us", 2);

    private static Replica replica(String name, long id) {
        return Replica.builder(name).id(ReplicaId.of(id)).time(() -> NOON).open();
    }

    private static ReplicatedOperations<OpPnCounter, OpPnCounter.Add, ValueChange<BigInteger>> sold(Replica in) {
        return in.operations("sold", OpPnCounter.type());
    }

    private static boolean take(Replica in, int partition, long offset) {
        return sold(in).accept(
                        new SourceId("sales", partition, offset),
                        NOON.minusMillis(offset * 7 % 5),
                        counter -> counter.increment(offset + 1));
    }

    @Test
    void bothConsumeOnePartition_eachEventCountsOnce() {
        for (int offset = 0; offset < 10; offset++) {
            assertTrue(take(eu, 0, offset));
        }
        for (int offset = 0; offset < 20; offset++) {
            assertTrue(take(us, 0, offset));
            assertFalse(take(us, 0, offset), "again");
        }
        sold(eu).update(counter -> counter.increment(1_000));
        Talk.among(eu, us);
        for (Replica each : List.of(eu, us)) {
            assertEquals(1_210L, sold(each).value());
            assertEquals(20, sold(each).position(SALES));
            assertEquals(Map.of(), each.stats().refused());
            each.checkInvariants();
        }
        assertFalse(take(eu, 0, 15));
    }

    @Test
    void eventThatIsAhead_waitsForWhatThePeerHasTaken() {
        take(eu, 0, 0);
        take(eu, 0, 1);
        assertTrue(take(us, 0, 2));
        assertFalse(take(us, 0, 2), "it waits already");
        assertEquals(0L, sold(us).value());
        assertEquals(1, sold(us).pending());
        assertEquals(2, sold(us).missing().size());
        assertEquals(2, us.stats().missingOperations());
        Talk.among(eu, us);
        assertEquals(6L, sold(us).value());
        assertEquals(6L, sold(eu).value());
        assertEquals(3, sold(eu).position(SALES));
        assertEquals(0, us.stats().missingOperations());
    }

    @Test
    void handedOverUnderPartition_afterCrashAndRedelivery_totalsAreExact() {
        for (long seed = 1; seed <= 40; seed++) {
            consume(new Random(seed), "seed " + seed);
        }
    }

    /* 4 partitions of 100 events, 3 replicas of which any takes any part of any partition, pulls now and then, a restart */
    private void consume(Random random, String seed) {
        InMemoryStorage storage = new InMemoryStorage();
        List<Replica> replicas = new ArrayList<>(List.of(replica("a", 11), replica("b", 12), stored(storage)));
        for (int step = 0; step < 200; step++) {
            int draw = random.nextInt(20);
            Replica at = replicas.get(random.nextInt(3));
            if (draw == 0) {
                replicas.get(2).close();
                replicas.set(2, stored(storage));
            } else if (draw == 1) {
                Talk.exchange(at, replicas.get(0));
            } else if (draw == 2) {
                at.compact(List.of());
            } else {
                read(at, random, random.nextInt(4));
            }
        }
        for (int partition = 0; partition < 4; partition++) {
            Replica owner = replicas.get(random.nextInt(3));
            for (long next = sold(owner).position(new SourcePartition("sales", partition)); next < 100; next++) {
                take(owner, partition, next);
            }
        }
        Talk.among(replicas.toArray(new Replica[0]));
        for (Replica each : replicas) {
            each.checkInvariants();
            assertEquals(4 * 5_050L, sold(each).value(), seed);
            assertEquals(0, sold(each).pending(), seed);
            assertEquals(Map.of(), each.stats().refused(), seed);
        }
    }

    private static Replica stored(Storage storage) {
        return Replica.builder("c").storage(storage).time(() -> NOON).open();
    }

    private static void read(Replica at, Random random, int partition) {
        long position = sold(at).position(new SourcePartition("sales", partition));
        List<Long> batch = new ArrayList<>();
        for (long offset = Math.max(0, position - 5); offset < Math.min(100, position + 15); offset++) {
            batch.add(offset);
        }
        Collections.shuffle(batch, random);
        batch.forEach(offset -> take(at, partition, offset));
    }

    @Test
    void refusedEvent_changesNothingAndIsTakenLater() {
        VersionVector before = eu.version();
        SourceId event = new SourceId("sales", 0, 0);
        assertThrows(
                LimitExceededException.class,
                () -> sold(eu).accept(event, NOON.plusSeconds(61), OpPnCounter::increment));
        ReplicatedOperations<OpAddWinsSet<Object>, OpAddWinsSet.Operation<Object>, SetChange<Object>> things =
                eu.operations("things", OpAddWinsSet.type());
        assertThrows(
                IllegalArgumentException.class, () -> things.accept(event, NOON, set -> set.add(new AtomicLong(1))));
        assertThrows(
                LimitExceededException.class,
                () -> sold(eu).accept(new SourceId("sales", 0, 1_000_001), NOON, OpPnCounter::increment));
        assertEquals(before, eu.version());
        assertTrue(sold(eu).accept(event, NOON.plusSeconds(60), OpPnCounter::increment));
        assertTrue(things.accept(event, NOON, set -> set.add("x")));
        Talk.among(eu, us);
        assertEquals(Set.of("x"), us.operations("things", OpAddWinsSet.type()).value());
        assertEquals(1L, sold(us).value());
    }

    @Test
    void compaction_leavesWhatEventsToComeAreComparedWith() {
        ReplicatedOperations<
                        OpLastWriterWinsMap<String, Integer>,
                        OpLastWriterWinsMap.Operation<String, Integer>,
                        MapChange<String, RegisterChange<Integer>>>
                prices = eu.operations("prices", OpLastWriterWinsMap.type());
        prices.accept(new SourceId("sales", 0, 0), NOON, map -> map.put("tea", 1));
        prices.accept(new SourceId("sales", 0, 1), NOON.plusMillis(2), map -> map.remove("tea"));
        Talk.among(eu, us);
        eu.compact(List.of(us.version()));
        prices.accept(new SourceId("sales", 1, 0), NOON.plusMillis(1), map -> map.put("tea", 2));
        assertEquals(Map.of(), prices.value(), "it was removed after that");
    }

    @Test
    void answerThatComesBeforeItsQuestion_waitsAtEveryReplica() {
        SourceId question = new SourceId("posts", 0, 0);
        SourceId answer = new SourceId("posts", 1, 0);
        HybridTimestamp noon = HybridTimestamp.of(NOON.toEpochMilli(), 0);
        // By its clock the answer is older than the question.
        var here = eu.operations("feed", OpCausalLog.<String>type());
        assertTrue(here.accept(answer, NOON, log -> log.appendRecorded("answer", noon, List.of(question))));
        assertEquals(List.of(), here.value());
        Talk.among(eu, us);
        var there = us.operations("feed", OpCausalLog.<String>type());
        assertEquals(List.of(), there.value());
        assertTrue(there.accept(
                question,
                NOON,
                log -> log.appendRecorded("question", HybridTimestamp.of(NOON.toEpochMilli(), 9), List.of())));
        assertFalse(there.accept(answer, NOON, log -> log.appendRecorded("answer", noon, List.of(question))));
        Talk.among(eu, us);
        assertEquals(List.of("question", "answer"), here.value());
        assertEquals(List.of("question", "answer"), there.value());
    }
}
