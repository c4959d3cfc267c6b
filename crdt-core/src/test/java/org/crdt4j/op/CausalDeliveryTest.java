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
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.MutableCausalContext;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.error.CorruptDataException;
import org.crdt4j.error.CrdtException;
import org.crdt4j.error.DuplicateReplicaException;
import org.crdt4j.error.LimitExceededException;
import org.crdt4j.op.CausalDelivery.Limits;
import org.junit.jupiter.api.Test;

final class CausalDeliveryTest {

    private static final ReplicaId A = ReplicaId.of(1);
    private static final ReplicaId B = ReplicaId.of(2);
    private static final ReplicaId C = ReplicaId.of(3);
    private static final long NOON = 1_000_000_000_000L;

    private final CausalDelivery<String> a = delivery(A);
    private final CausalDelivery<String> b = delivery(B);
    private final CausalDelivery<String> c = delivery(C);

    private static HybridClock clock() {
        return new HybridClock(() -> Instant.ofEpochMilli(NOON));
    }

    private static CausalDelivery<String> delivery(ReplicaId replica) {
        return new CausalDelivery<>(replica, clock());
    }

    private static CausalDelivery<String> limited(int maxWaiting, long maxAhead) {
        return new CausalDelivery<>(Saved.of(C), clock(), new Limits(maxWaiting, Long.MAX_VALUE, maxAhead));
    }

    private static Tagged<String> tagged(ReplicaId origin, long counter, VersionVector dependencies) {
        HybridTimestamp time = HybridTimestamp.of(NOON, 0);
        return new Tagged<>(origin + ":" + counter, new Dot(origin, counter), dependencies, time);
    }

    private static List<Tagged<String>> stream(ReplicaId origin, int length) {
        List<Tagged<String>> operations = new ArrayList<>();
        for (int counter = 1; counter <= length; counter++) {
            operations.add(tagged(origin, counter, VersionVector.empty()));
        }
        return operations;
    }

    private static List<String> receive(CausalDelivery<String> delivery, Tagged<String> operation) {
        delivery.receive(operation);
        delivery.checkInvariants();
        return poll(delivery);
    }

    private static List<String> poll(CausalDelivery<String> delivery) {
        List<String> delivered = new ArrayList<>();
        for (Tagged<String> next = delivery.poll(); next != null; next = delivery.poll()) {
            delivered.add(next.operation());
        }
        return delivered;
    }

    private static <X extends CrdtException> X refused(
            Class<X> reason, CausalDelivery<String> delivery, Tagged<String> operation) {
        Saved<String> before = delivery.save();
        X refusal = assertThrows(reason, () -> delivery.receive(operation));
        assertEquals(before, delivery.save(), "a refusal changes nothing");
        delivery.checkInvariants();
        return refusal;
    }

    @Test
    void inOrder_isDeliveredAtOnce() {
        assertEquals(List.of("x"), receive(b, a.tag("x")));
        assertEquals(List.of("y"), receive(b, a.tag("y")));
        assertEquals(VersionVector.of(A, 2), b.delivered());
        assertEquals(0, b.pending());
        assertTrue(b.missing().isEmpty());
        assertEquals("CausalDelivery[delivered " + b.delivered() + ", pending 0]", b.toString());
    }

    @Test
    void ownOperation_countsAsDelivered() {
        Tagged<String> own = a.tag("x");
        assertEquals(new Dot(A, 1), own.dot());
        assertEquals(VersionVector.of(A, 1), a.delivered());
        assertNull(a.poll());
        assertFalse(a.receive(own), "the network brought it back");
    }

    @Test
    void successor_waitsForItsPredecessor() {
        Tagged<String> first = a.tag("first");
        Tagged<String> second = a.tag("second");
        assertEquals(List.of(), receive(b, second));
        assertEquals(CausalContext.of(A, 1), b.missing());
        assertEquals(List.of("first", "second"), receive(b, first));
    }

    @Test
    void answer_waitsForItsQuestion() {
        Tagged<String> question = a.tag("question");
        receive(b, question);
        Tagged<String> answer = b.tag("answer");
        assertEquals(List.of(), receive(c, answer));
        assertEquals(CausalContext.of(A, 1), c.missing());
        assertEquals(1, c.pending());
        assertEquals(List.of("question", "answer"), receive(c, question));
        assertTrue(c.missing().isEmpty());
    }

    @Test
    void concurrentOperations_doNotWaitForEachOther() {
        Tagged<String> atA = a.tag("a");
        Tagged<String> atB = b.tag("b");
        assertEquals(List.of("b"), receive(c, atB));
        assertEquals(List.of("a"), receive(c, atA));
    }

    @Test
    void dependencies_areWhatIsNewSinceTheLastSend() {
        receive(b, a.tag("1"));
        receive(b, a.tag("2"));
        receive(b, c.tag("3"));
        assertEquals(VersionVector.of(A, 2).with(C, 1), b.tag("sees both").dependencies());
        assertEquals(VersionVector.empty(), b.tag("nothing new").dependencies());
        receive(b, a.tag("4"));
        assertEquals(VersionVector.of(A, 3), b.tag("sees one more").dependencies());
    }

    @Test
    void whatWaits_isNoDependencyYet() {
        a.tag("lost");
        receive(b, a.tag("waits"));
        assertEquals(VersionVector.empty(), b.tag("x").dependencies());
    }

    @Test
    void duplicates_areIgnored_delivered_ready_orWaiting() {
        Tagged<String> first = a.tag("first");
        Tagged<String> third = tagged(A, 3, VersionVector.empty());
        assertTrue(b.receive(first));
        assertFalse(b.receive(first), "it is ready");
        assertEquals(List.of("first"), poll(b));
        assertFalse(b.receive(first), "it was delivered");
        assertTrue(b.receive(third));
        assertFalse(b.receive(third), "it waits");
        assertEquals(1, b.pending());
        assertEquals(List.of(), poll(b));
    }

    @Test
    void missing_namesGapsAndDependencies_butNotWhatIsPending() {
        receive(c, tagged(A, 3, VersionVector.empty()));
        receive(c, tagged(A, 6, VersionVector.of(B, 2)));
        receive(c, tagged(B, 1, VersionVector.empty()));
        MutableCausalContext expected = new MutableCausalContext();
        expected.addInterval(A, 1, 2);
        expected.addInterval(A, 4, 5);
        expected.addInterval(B, 2, 2);
        assertEquals(expected.snapshot(), c.missing());
    }

    @Test
    void missing_namesNothingAboveTheHighestNeed() {
        receive(c, tagged(A, 5, VersionVector.empty()));
        receive(c, tagged(B, 1, VersionVector.of(A, 2)));
        MutableCausalContext expected = new MutableCausalContext();
        expected.addInterval(A, 1, 4);
        assertEquals(expected.snapshot(), c.missing());
    }

    @Test
    void missing_ofTwentyThousandGaps() {
        List<Tagged<String>> operations = stream(A, 40_000);
        for (int index = 1; index < operations.size(); index += 2) {
            c.receive(operations.get(index));
        }
        CausalContext missing = c.missing();
        assertEquals(20_000, missing.size());
        missing.forEachInterval((origin, low, high) -> {
            assertEquals(low, high);
            assertEquals(1, low % 2);
        });
    }

    @Test
    void holeThatIsNeverFilled_isReportedForEver() {
        for (Tagged<String> operation : stream(A, 1_000)) {
            if (operation.dot().counter() != 500) {
                receive(b, operation);
            }
        }
        assertEquals(VersionVector.of(A, 499), b.delivered());
        assertEquals(500, b.pending());
        assertEquals(CausalContext.of(A, 500), b.missing());
    }

    @Test
    void fullBuffer_refuses_andTakesTheSameLater() {
        CausalDelivery<String> small = limited(2, 100);
        List<Tagged<String>> operations = stream(A, 4);
        receive(small, operations.get(3));
        receive(small, operations.get(2));
        assertTrue(refused(LimitExceededException.class, small, operations.get(1))
                .getMessage()
                .contains("no room for 1:2"));
        assertEquals(List.of("1:1"), receive(small, operations.get(0)));
        assertEquals(List.of("1:2", "1:3", "1:4"), receive(small, operations.get(1)));
        assertEquals(0, small.pending());
    }

    @Test
    void fullBuffer_takesWhatCanBeDelivered_andDuplicates() {
        CausalDelivery<String> none = limited(0, 100);
        refused(LimitExceededException.class, none, tagged(A, 2, VersionVector.empty()));
        refused(LimitExceededException.class, none, tagged(A, 1, VersionVector.of(B, 1)));
        assertEquals(List.of("1:1"), receive(none, tagged(A, 1, VersionVector.empty())));
        assertEquals(List.of("1:2"), receive(none, tagged(A, 2, VersionVector.empty())));
        assertEquals(List.of(), receive(none, tagged(A, 2, VersionVector.empty())));
    }

    @Test
    void readyOperations_takeNoRoom() {
        CausalDelivery<String> small = limited(1, 100);
        assertTrue(small.receive(tagged(A, 1, VersionVector.empty())));
        assertTrue(small.receive(tagged(A, 2, VersionVector.empty())));
        refused(LimitExceededException.class, small, tagged(A, 3, VersionVector.empty()));
        assertEquals(List.of("1:1", "1:2"), poll(small));
    }

    @Test
    void jump_isRefusedBeyondTheLimit() {
        CausalDelivery<String> near = limited(100, 10);
        refused(LimitExceededException.class, near, tagged(A, 11, VersionVector.empty()));
        refused(LimitExceededException.class, near, tagged(A, Long.MAX_VALUE, VersionVector.empty()));
        refused(LimitExceededException.class, near, tagged(A, 1, VersionVector.of(B, 11)));
        assertTrue(near.receive(tagged(A, 10, VersionVector.of(B, 10))));
        for (Tagged<String> operation : stream(A, 5)) {
            receive(near, operation);
        }
        assertTrue(near.receive(tagged(A, 15, VersionVector.empty())), "now it is near");
    }

    @Test
    void farFuture_isRefused() {
        HybridTimestamp future = HybridTimestamp.of(
                NOON + HybridClock.DEFAULT_MAX_SKEW.plus(Duration.ofMillis(1)).toMillis(), 0);
        refused(LimitExceededException.class, b, new Tagged<>("poison", new Dot(A, 1), VersionVector.empty(), future));
        assertEquals(HybridTimestamp.of(NOON, 0), b.tag("still now").time());
    }

    @Test
    void time_isLaterThanAllThatWasReceived() {
        HybridTimestamp ahead = HybridTimestamp.of(NOON + 5_000, 7);
        b.receive(new Tagged<>("ahead", new Dot(A, 2), VersionVector.empty(), ahead));
        assertEquals(ahead.next(), b.tag("x").time());
        assertEquals(ahead.next().next(), b.tag("y").time());
    }

    @Test
    void ownOperationThatIsUnknownHere_showsADuplicateReplica() {
        refused(DuplicateReplicaException.class, a, tagged(A, 1, VersionVector.empty()));
        refused(DuplicateReplicaException.class, a, tagged(B, 1, VersionVector.of(A, 1)));
        a.tag("x");
        assertTrue(a.receive(tagged(B, 1, VersionVector.of(A, 1))));
    }

    @Test
    void twoOperationsOfOneName_showADuplicateReplica() {
        assertTrue(c.receive(tagged(A, 2, VersionVector.empty())));
        refused(DuplicateReplicaException.class, c, tagged(A, 2, VersionVector.of(B, 1)));
        HybridTimestamp later = HybridTimestamp.of(NOON, 1);
        refused(DuplicateReplicaException.class, c, new Tagged<>("1:2", new Dot(A, 2), VersionVector.empty(), later));
    }

    @Test
    void dependencyOnItsOwnAuthor_isCorrupt() {
        refused(CorruptDataException.class, c, tagged(A, 1, VersionVector.of(A, 1)));
    }

    @Test
    void limits_areChecked() {
        assertThrows(IllegalArgumentException.class, () -> new Limits(-1, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Limits(0, -1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Limits(0, 0, 0));
    }

    @Test
    void restart_keepsWhatWaits_whatIsReady_andWhatTheNextOperationDependsOn() {
        receive(b, c.tag("new to the next operation"));
        a.tag("lost");
        receive(b, a.tag("waits"));
        b.receive(c.tag("ready"));
        b.tag("own, which depends on the first");
        Saved<String> saved = b.save();
        assertEquals(
                List.of("waits", "ready"),
                saved.pending().stream()
                        .map(pending -> pending.operation().operation())
                        .toList());

        CausalDelivery<String> restarted = new CausalDelivery<>(saved, clock(), Limits.DEFAULT);
        restarted.checkInvariants();
        assertEquals(saved, restarted.save());
        assertEquals(CausalContext.of(A, 1), restarted.missing());
        assertEquals(List.of("ready"), poll(restarted));
        Tagged<String> next = restarted.tag("next");
        assertEquals(new Dot(B, 2), next.dot());
        assertEquals(VersionVector.of(C, 2), next.dependencies());
        assertTrue(next.time().compareTo(saved.time()) > 0);
        assertEquals(List.of("1:1", "waits"), receive(restarted, tagged(A, 1, VersionVector.empty())));
        assertEquals(VersionVector.of(A, 2), restarted.tag("after").dependencies());
    }

    @Test
    void saved_doesNotFollowTheDelivery() {
        receive(b, a.tag("x"));
        Saved<String> saved = b.save();
        receive(b, a.tag("y"));
        b.tag("z");
        assertEquals(VersionVector.of(A, 1), saved.delivered());
        assertEquals(VersionVector.of(A, 1), saved.dependencies());
    }

    @Test
    void time_goesOnAfterARestart_thoughTheWallClockWasSetBack() {
        Tagged<String> before = a.tag("before");
        HybridClock early = new HybridClock(() -> Instant.ofEpochMilli(5));
        CausalDelivery<String> restarted = new CausalDelivery<>(a.save(), early, Limits.DEFAULT);
        assertTrue(restarted.tag("after").time().compareTo(before.time()) > 0);
    }

    @Test
    void tenThousandReversed_takeOneLookUpEach() {
        List<Tagged<String>> operations = stream(A, 10_000);
        List<Tagged<String>> reversed = new ArrayList<>(operations);
        Collections.reverse(reversed);
        for (Tagged<String> operation : reversed) {
            b.receive(operation);
        }
        assertEquals(10_000, b.pending());
        assertEquals(operations.stream().map(Tagged::operation).toList(), poll(b));
        // Each is looked at when it comes, and its predecessor's chain frees it.
        assertEquals(10_000, b.lookups(), () -> b.lookups() + " look-ups for 10,000 operations");
    }

    @Test
    void tenThousandShuffled_takeLookUpsByTheirDependencies() {
        List<Tagged<String>> operations = new ArrayList<>();
        List<CausalDelivery<String>> sources = List.of(a, b);
        long dependencies = 0;
        for (int index = 0; index < 10_000; index++) {
            Tagged<String> operation = sources.get(index % 2).tag("op " + index);
            dependencies += operation.dependencies().size();
            receive(sources.get(1 - index % 2), operation);
            operations.add(operation);
        }
        Collections.shuffle(operations, new Random(20_220_105));
        List<String> delivered = new ArrayList<>();
        for (Tagged<String> operation : operations) {
            c.receive(operation);
            delivered.addAll(poll(c));
        }
        for (int index = 0; index < 10_000; index++) {
            assertEquals("op " + index, delivered.get(index));
        }
        long bound = 2 * (10_000 + dependencies);
        assertTrue(c.lookups() <= bound, () -> c.lookups() + " look-ups, more than " + bound);
    }

    @Test
    void tenThousandThatWaitForOne_areFreedTogether() {
        for (int index = 1; index <= 10_000; index++) {
            c.receive(tagged(ReplicaId.of(100 + index), 1, VersionVector.of(A, 1)));
        }
        assertEquals(CausalContext.of(A, 1), c.missing());
        assertEquals(10_001, receive(c, tagged(A, 1, VersionVector.empty())).size());
        assertTrue(c.lookups() <= 4 * 10_000 + 1, () -> c.lookups() + " look-ups");
    }
}
