// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.CausalStability;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.error.DuplicateReplicaException;
import org.crdt4j.error.LimitExceededException;
import org.crdt4j.op.CausalDelivery.Limits;
import org.junit.jupiter.api.Test;

/** What waits is limited in bytes; states are joined, and storage is replayed, beside the operations that come. */
final class CausalDeliveryLimitsTest {

    private static final ReplicaId A = ReplicaId.of(1);
    private static final ReplicaId B = ReplicaId.of(2);
    private static final ReplicaId C = ReplicaId.of(3);
    private static final VersionVector NONE = VersionVector.empty();

    private final CausalDelivery<String> c = limited(100, 1_000);

    private static HybridClock clock() {
        return new HybridClock(() -> Instant.ofEpochMilli(DeliveryHistory.NOON));
    }

    private static CausalDelivery<String> limited(int maxWaiting, long maxBytes) {
        return new CausalDelivery<>(Saved.of(C), clock(), new Limits(maxWaiting, maxBytes, 1_000));
    }

    private static Tagged<String> tagged(ReplicaId origin, long counter, VersionVector dependencies) {
        HybridTimestamp time = HybridTimestamp.of(DeliveryHistory.NOON, 0);
        return new Tagged<>(origin + ":" + counter, new Dot(origin, counter), dependencies, time);
    }

    private static List<String> poll(CausalDelivery<String> delivery) {
        List<String> delivered = new ArrayList<>();
        for (Tagged<String> next = delivery.poll(); next != null; next = delivery.poll()) {
            delivered.add(next.operation());
            delivery.checkInvariants();
        }
        return delivered;
    }

    @Test
    void bytes_areLimited_andGivenBack() {
        assertTrue(c.receive(tagged(A, 3, NONE), 600));
        assertEquals(600, c.pendingBytes());
        LimitExceededException refusal =
                assertThrows(LimitExceededException.class, () -> c.receive(tagged(A, 2, NONE), 401));
        assertTrue(refusal.getMessage().contains("no room for 1:2 of 401 bytes"), refusal.getMessage());
        assertEquals(600, c.pendingBytes());
        assertTrue(c.receive(tagged(A, 2, NONE), 400), "exactly full");
        assertTrue(c.receive(tagged(A, 1, NONE), 5_000), "it can be delivered at once");
        assertEquals(6_000, c.pendingBytes());
        assertEquals(List.of("1:1", "1:2", "1:3"), poll(c));
        assertEquals(0, c.pendingBytes());
        assertTrue(c.receive(tagged(B, 2, NONE), 1_000), "there is room again");
    }

    @Test
    void readyOperations_takeNoRoomOfThoseThatWait() {
        assertTrue(c.receive(tagged(A, 1, NONE), 900));
        assertTrue(c.receive(tagged(B, 2, NONE), 1_000));
        assertEquals(1_900, c.pendingBytes());
        assertThrows(LimitExceededException.class, () -> c.receive(tagged(B, 3, NONE), 1));
        assertTrue(c.receive(tagged(B, 3, NONE), 0));
    }

    @Test
    void negativeSize_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> c.receive(tagged(A, 1, NONE), -1));
        assertThrows(IllegalArgumentException.class, () -> new Saved.Pending<>(tagged(A, 1, NONE), -1));
    }

    @Test
    void sizeThatNobodyTells_isMeasured() {
        c.receive(tagged(A, 2, VersionVector.of(B, 1)));
        assertEquals(48, c.pendingBytes(), "the tag alone");
        CausalDelivery<String> measuring = new CausalDelivery<>(
                Saved.of(C),
                clock(),
                Limits.DEFAULT,
                operation -> operation.operation().length());
        measuring.receive(tagged(A, 2, VersionVector.of(B, 1)));
        assertEquals(3, measuring.pendingBytes());
    }

    @Test
    void sizes_surviveARestart() {
        c.receive(tagged(A, 3, NONE), 600);
        c.receive(tagged(B, 1, NONE), 7);
        CausalDelivery<String> restarted = new CausalDelivery<>(c.save(), clock(), new Limits(100, 1_000, 1_000));
        restarted.checkInvariants();
        assertEquals(607, restarted.pendingBytes());
        assertThrows(LimitExceededException.class, () -> restarted.receive(tagged(A, 2, NONE), 401));
    }

    @Test
    void joinedState_dropsWhatItContains_andFreesWhatWaitedForIt() {
        c.receive(tagged(A, 2, NONE), 10);
        c.receive(tagged(A, 4, NONE), 20);
        c.receive(tagged(B, 1, VersionVector.of(A, 3)), 30);
        assertTrue(c.advance(VersionVector.of(A, 3)));
        c.checkInvariants();
        assertEquals(2, c.pending());
        assertEquals(50, c.pendingBytes());
        assertEquals(Set.of("1:4", "2:1"), Set.copyOf(poll(c)));
        assertEquals(VersionVector.of(A, 4).with(B, 1), c.delivered());
        assertFalse(c.advance(VersionVector.of(A, 4)));
        assertFalse(c.receive(tagged(A, 2, NONE)), "it is in effect");
        assertEquals(VersionVector.of(A, 4).with(B, 1), c.tag("x").dependencies());
    }

    @Test
    void joinedState_takesBackWhatIsReady() {
        c.receive(tagged(A, 1, NONE), 10);
        c.receive(tagged(A, 2, NONE), 10);
        c.advance(VersionVector.of(A, 1));
        assertEquals(List.of("1:2"), poll(c), "the first is in effect already");
        assertEquals(0, c.pendingBytes());
    }

    @Test
    void numberThatWasNeverUsed_isDeclaredEmpty() {
        c.receive(tagged(A, 1, NONE));
        c.receive(tagged(A, 3, NONE));
        poll(c);
        assertEquals(CausalContext.of(A, 2), c.missing());
        c.advance(VersionVector.of(A, 2));
        assertEquals(List.of("1:3"), poll(c));
    }

    @Test
    void gapDeclaredEmpty_forgetsWhatWaitedInVain() {
        c.receive(tagged(A, 1, VersionVector.of(B, 1)), 10);
        c.receive(tagged(A, 2, NONE), 10);
        assertTrue(c.advance(VersionVector.of(A, 1)));
        c.checkInvariants();
        assertEquals(List.of("1:2"), poll(c));
        assertTrue(c.missing().isEmpty(), "nobody waits for it any more");
        assertEquals(0, c.pendingBytes());
        c.receive(tagged(B, 1, NONE));
        assertEquals(List.of("2:1"), poll(c));
    }

    @Test
    void joinedStateWithUnknownOperationsOfThisReplica_isRefused() {
        c.tag("own");
        assertFalse(c.advance(VersionVector.of(C, 1)));
        assertThrows(
                DuplicateReplicaException.class,
                () -> c.advance(VersionVector.of(A, 1).with(C, 2)));
        assertEquals(VersionVector.of(C, 1), c.delivered());
    }

    @Test
    void replay_inAnyOrder_restoresWhatWasThere() {
        CausalDelivery<String> a = new CausalDelivery<>(Saved.of(A), clock(), Limits.DEFAULT);
        CausalDelivery<String> b = new CausalDelivery<>(Saved.of(B), clock(), Limits.DEFAULT);
        List<Tagged<String>> journal = new ArrayList<>();
        for (int round = 0; round < 5; round++) {
            Tagged<String> heard = a.tag("a" + round);
            b.receive(heard);
            poll(b);
            journal.add(heard);
            if (round < 4) {
                Tagged<String> own = b.tag("b" + round);
                journal.add(own);
                a.receive(own);
                poll(a);
            }
        }
        for (int rotation = 0; rotation < journal.size(); rotation++) {
            CausalDelivery<String> restarted = new CausalDelivery<>(Saved.of(B), clock(), Limits.DEFAULT);
            for (int index = 0; index < journal.size(); index++) {
                assertTrue(restarted.replay(journal.get((index * 7 + rotation) % journal.size())));
                restarted.checkInvariants();
            }
            assertEquals(9, poll(restarted).size());
            assertEquals(b.save(), restarted.save());
            Tagged<String> next = restarted.tag("next");
            assertEquals(new Dot(B, 5), next.dot());
            assertEquals(VersionVector.of(A, 5), next.dependencies());
        }
    }

    @Test
    void replayedOperation_isNotTakenForADuplicate_butAReceivedOneIs() {
        assertThrows(DuplicateReplicaException.class, () -> c.receive(tagged(C, 1, NONE)));
        assertTrue(c.replay(tagged(C, 1, NONE)));
        assertFalse(c.replay(tagged(C, 1, NONE)));
        assertEquals(List.of("3:1"), poll(c));
        assertThrows(DuplicateReplicaException.class, () -> c.receive(tagged(A, 1, VersionVector.of(C, 2))));
        assertTrue(c.replay(tagged(A, 1, VersionVector.of(C, 2))), "another's, after one of its own that comes later");
    }

    @Test
    void tag_waitsForTheReplayOfAllThatItMade() {
        c.replay(tagged(A, 1, VersionVector.of(C, 1)));
        assertThrows(IllegalStateException.class, () -> c.tag("too early"));
        c.replay(tagged(C, 2, NONE));
        c.replay(tagged(C, 1, NONE));
        assertThrows(IllegalStateException.class, () -> c.tag("too early"));
        CausalDelivery<String> restarted = new CausalDelivery<>(c.save(), clock(), Limits.DEFAULT);
        assertThrows(IllegalStateException.class, () -> restarted.tag("too early"));
        assertEquals(3, poll(restarted).size());
        assertEquals(new Dot(C, 3), restarted.tag("now").dot());
    }

    @Test
    void replayedState_mayContainOwnOperations() {
        c.replay(tagged(C, 2, NONE));
        c.replay(tagged(C, 4, NONE));
        HybridTimestamp ahead = HybridTimestamp.of(DeliveryHistory.NOON + 1, 0);
        assertTrue(c.replay(VersionVector.of(C, 3).with(A, 2), ahead));
        c.checkInvariants();
        assertEquals(List.of("3:4"), poll(c));
        assertFalse(c.replay(VersionVector.of(C, 4), ahead));
        Tagged<String> next = c.tag("next");
        assertEquals(new Dot(C, 5), next.dot());
        assertEquals(VersionVector.of(A, 2), next.dependencies(), "its own are no dependencies");
        assertEquals(ahead.next(), next.time());
    }

    @Test
    void replay_acceptsItsOwnTimes_thoughTheWallClockWasSetBack() {
        HybridTimestamp ahead =
                HybridTimestamp.of(DeliveryHistory.NOON + Duration.ofDays(1).toMillis(), 0);
        Tagged<String> own = new Tagged<>("own", new Dot(C, 1), NONE, ahead);
        assertTrue(c.replay(own));
        poll(c);
        assertEquals(ahead.next(), c.tag("next").time());
    }

    @Test
    void stability_isTrackedOnDemand_andSurvivesARestart() {
        assertTrue(c.stability().isEmpty());
        CausalStability tracked = c.trackStability(List.of(A, B));
        assertThrows(IllegalStateException.class, () -> c.trackStability(List.of()));
        c.tag("x");
        c.receive(tagged(A, 1, VersionVector.of(C, 1)));
        poll(c);
        assertEquals(NONE, tracked.stable());
        c.receive(tagged(B, 1, VersionVector.of(C, 1).with(A, 1)));
        poll(c);
        assertEquals(VersionVector.of(C, 1).with(A, 1), tracked.stable());
        CausalDelivery<String> restarted = new CausalDelivery<>(c.save(), clock(), Limits.DEFAULT);
        assertEquals(c.save(), restarted.save());
        CausalStability goesOn = restarted.stability().orElseThrow();
        assertEquals(VersionVector.of(C, 1).with(A, 1), goesOn.stable());
        restarted.advance(VersionVector.of(A, 2).with(B, 2));
        goesOn.observe(A, VersionVector.of(A, 2).with(B, 2));
        goesOn.observe(B, VersionVector.of(A, 2).with(B, 2));
        assertEquals(VersionVector.of(C, 1).with(A, 2).with(B, 2), goesOn.stable());
        assertNull(restarted.poll());
    }

    @Test
    void trackingThatBeginsLate_knowsWhatWasDeliveredHere() {
        c.receive(tagged(A, 1, NONE));
        poll(c);
        CausalStability tracked = c.trackStability(List.of(A));
        assertEquals(NONE, tracked.stable());
        c.receive(tagged(A, 2, NONE));
        poll(c);
        assertEquals(VersionVector.of(A, 2), tracked.stable());
    }
}
