// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.codec.Codec;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.error.CorruptDataException;
import org.crdt4j.error.DuplicateReplicaException;
import org.crdt4j.error.IncompatibleTypeException;
import org.crdt4j.error.LimitExceededException;
import org.crdt4j.op.CausalDelivery.Limits;
import org.crdt4j.op.EventWindow.Answer;
import org.junit.jupiter.api.Test;

final class SourceConsumerTest {

    private static final ReplicaId A = ReplicaId.of(1);
    private static final ReplicaId B = ReplicaId.of(2);
    private static final Instant NOON = Instant.ofEpochMilli(1_000_000);
    private static final SourcePartition SALES = new SourcePartition("sales", 0);
    private static final WireFormat<SourceState<OpPnCounter.Add, Sums>> FORMAT = SourceState.format(OpPnCounter.type());

    private final SourceConsumer<OpPnCounter, OpPnCounter.Add, Sums> a = counting(A);
    private final SourceConsumer<OpPnCounter, OpPnCounter.Add, Sums> b = counting(B);

    private static HybridClock clock() {
        return new HybridClock(() -> NOON);
    }

    private static SourceConsumer<OpPnCounter, OpPnCounter.Add, Sums> counting(ReplicaId id) {
        return new SourceConsumer<>(OpPnCounter.type(), id, clock());
    }

    private static SourceState<OpPnCounter.Add, Sums> nothing(ReplicaId id) {
        return new SourceState<>(Sums.none(), Saved.of(id), Map.of(), Optional.empty());
    }

    private static SourceConsumer<OpPnCounter, OpPnCounter.Add, Sums> resumed(
            SourceState<OpPnCounter.Add, Sums> saved, EventWindow window) {
        return new SourceConsumer<>(OpPnCounter.type(), saved, clock(), Limits.DEFAULT, Optional.of(window));
    }

    private static EventWindow window(Duration length) {
        return new EventWindow(length, clock());
    }

    private static boolean take(SourceConsumer<OpPnCounter, OpPnCounter.Add, Sums> consumer, long offset) {
        boolean isNew = consumer.accept(
                new SourceId("sales", 0, offset), NOON, counter -> counter.increment(1L << offset % 40));
        consumer.replica().checkInvariants();
        return isNew;
    }

    private static long value(SourceConsumer<OpPnCounter, OpPnCounter.Add, Sums> consumer) {
        return consumer.replica().object().value();
    }

    private static <X extends RuntimeException> X refused(
            Class<X> reason, SourceConsumer<OpPnCounter, OpPnCounter.Add, Sums> consumer, Runnable action) {
        SourceState<OpPnCounter.Add, Sums> before = consumer.save();
        X refusal = assertThrows(reason, action::run);
        assertEquals(before, consumer.save(), "a refusal changes nothing");
        return refusal;
    }

    @Test
    void event_countsOnceHoweverOftenItComes() {
        for (int round = 0; round < 100; round++) {
            for (int offset = 0; offset < 1_000; offset++) {
                assertEquals(round == 0, a.accept(new SourceId("sales", 0, offset), NOON, OpPnCounter::increment));
            }
        }
        assertEquals(1_000, value(a));
        assertEquals(1_000, a.position(SALES));
        assertEquals(1, a.save().delivery().delivered().size());
        assertTrue(a.save().delivery().pending().isEmpty());
    }

    @Test
    void outOfOrder_waitsAndTakesEffectInOrder() {
        assertTrue(take(a, 2));
        assertFalse(take(a, 2), "it waits already");
        assertEquals(0, value(a));
        assertEquals(0, a.position(SALES), "what waits was not read, as far as a restart is concerned");
        assertEquals(List.of(new SourceGap(SALES, 0, 1)), a.missing());
        take(a, 0);
        assertEquals(1, value(a));
        take(a, 1);
        assertEquals(7, value(a));
        assertEquals(3, a.position(SALES));
        assertEquals(List.of(), a.missing());
    }

    @Test
    void holeThatIsNeverFilled_isReportedUntilItIsSkipped() {
        for (int offset = 0; offset < 10; offset++) {
            if (offset != 4) {
                take(a, offset);
            }
        }
        assertEquals(4, a.position(SALES));
        assertEquals(5, a.replica().pending());
        assertEquals(0b1111, value(a));
        assertEquals("[sales/0@4]", a.missing().toString());
        var again = resumed(a.save(), window(Duration.ZERO));
        assertEquals(a.missing(), again.missing(), "also after a restart");
        assertEquals(1, again.skipTo(SALES, 5));
        assertEquals(0b1111101111, value(again));
        assertEquals(10, again.position(SALES));
        assertEquals(0, again.skipTo(SALES, 10));
    }

    @Test
    void skip_leavesOutNothingThatCame() {
        take(a, 2);
        take(a, 3);
        take(a, 6);
        assertEquals("[sales/0@0..1, sales/0@4..5]", a.missing().toString());
        assertEquals(5, a.skipTo(SALES, 8), "0, 1, 4, 5 and 7");
        assertEquals(0b1001100, value(a));
        assertEquals(8, a.position(SALES));
        assertEquals(0, a.replica().pending());
    }

    @Test
    void skipAheadOfEachEvent_readsLogWithHoles() {
        for (long offset : new long[] {0, 2, 3, 9}) {
            a.skipTo(SALES, offset);
            assertTrue(take(a, offset));
        }
        assertEquals(10, a.position(SALES));
        assertEquals(0b1000001101, value(a));
        assertFalse(take(a, 5), "it was said not to be there");
    }

    @Test
    void twoThatTookOneEvent_countItOnceWhenTheyJoin() {
        for (int offset = 0; offset < 6; offset++) {
            take(a, offset);
        }
        for (int offset = 0; offset < 9; offset++) {
            take(b, offset);
        }
        assertTrue(a.join(b.save()));
        assertFalse(a.join(b.save()));
        assertFalse(b.join(a.save()));
        assertEquals(0b111111111, value(a));
        assertEquals(value(a), value(b));
        assertEquals(9, a.position(SALES));
    }

    @Test
    void join_fillsTheGapThatEventsWaitFor() {
        take(a, 0);
        take(a, 1);
        take(b, 2);
        take(b, 1);
        assertTrue(b.join(a.save()));
        assertEquals(0b111, value(b));
        assertEquals(0, b.replica().pending());
        assertEquals(List.of(), b.missing());
    }

    @Test
    void start_leavesOutWhatIsBefore() {
        a.startAt(SALES, 100);
        a.startAt(SALES, 100);
        assertEquals(100, a.position(SALES));
        assertFalse(take(a, 99));
        assertTrue(take(a, 100));
        refused(IllegalStateException.class, a, () -> a.startAt(SALES, 101));
        refused(IllegalStateException.class, a, () -> a.startAt(new SourcePartition("sales", 0), 0));
        assertThrows(IllegalArgumentException.class, () -> a.startAt(SALES, -1));
        take(b, 120);
        assertTrue(b.join(a.save()), "a later one joins, what waits at it goes on waiting");
        assertEquals(101, b.position(SALES));
        assertEquals("[sales/0@101..119]", b.missing().toString());
    }

    @Test
    void startsThatDiffer_areRefused() {
        a.startAt(SALES, 100);
        take(a, 100);
        take(b, 0);
        refused(DuplicateReplicaException.class, a, () -> a.join(b.save()));
        refused(DuplicateReplicaException.class, b, () -> b.join(a.save()));
        var waiting = counting(ReplicaId.of(3));
        take(waiting, 50);
        refused(DuplicateReplicaException.class, waiting, () -> waiting.join(a.save()));
        refused(IllegalStateException.class, waiting, () -> waiting.startAt(SALES, 51));
        a.join(waiting.save());
        assertEquals(101, a.position(SALES), "who has counted nothing has not started");
    }

    @Test
    void startAtZero_isNoStart() {
        a.startAt(SALES, 0);
        take(a, 0);
        take(b, 0);
        take(b, 1);
        assertTrue(a.join(b.save()));
        assertEquals(3, value(a));
    }

    @Test
    void noRoom_isRefusedAndTakenLater() {
        var narrow = new SourceConsumer<>(
                OpPnCounter.type(), nothing(A), clock(), new Limits(2, 1_000, 5), Optional.empty());
        refused(LimitExceededException.class, narrow, () -> take(narrow, 5));
        take(narrow, 1);
        take(narrow, 2);
        refused(LimitExceededException.class, narrow, () -> take(narrow, 3));
        take(narrow, 0);
        assertEquals(3, narrow.position(SALES));
        assertTrue(take(narrow, 3));
    }

    @Test
    void timeInTheFuture_isRefusedUntilTheClockIsNear() {
        Instant[] now = {NOON};
        var consumer = new SourceConsumer<>(OpPnCounter.type(), A, new HybridClock(() -> now[0]));
        SourceId event = new SourceId("sales", 0, 0);
        Instant tomorrow = NOON.plus(Duration.ofDays(1));
        refused(LimitExceededException.class, consumer, () -> consumer.accept(event, tomorrow, OpPnCounter::increment));
        for (Instant impossible : List.of(NOON.minus(Duration.ofDays(10_000)), Instant.MAX)) {
            refused(
                    LimitExceededException.class,
                    consumer,
                    () -> consumer.accept(event, impossible, OpPnCounter::increment));
        }
        now[0] = tomorrow;
        assertTrue(consumer.accept(event, tomorrow, OpPnCounter::increment));
    }

    @Test
    void otherEventAtThePlaceOfOneThatWaits_isRefused() {
        take(a, 1);
        refused(
                DuplicateReplicaException.class,
                a,
                () -> a.accept(new SourceId("sales", 0, 1), NOON.minusMillis(1), OpPnCounter::increment));
    }

    @Test
    void prepareThatFails_changesNothing() {
        refused(
                IllegalStateException.class,
                a,
                () -> a.accept(new SourceId("sales", 0, 0), NOON, counter -> {
                    throw new IllegalStateException("no such product");
                }));
        assertTrue(take(a, 0));
    }

    @Test
    void observerThatThrows_doesNotUndoTheEvent() {
        a.replica().object().observe(change -> {
            throw new IllegalStateException("observer");
        });
        assertThrows(IllegalStateException.class, () -> take(a, 0));
        assertEquals(1, a.position(SALES));
        assertEquals(Map.of(SALES, 0L), a.save().starts());
        assertThrows(IllegalStateException.class, () -> joinedFrom(3));
        a.replica().object().observe(null);
        assertEquals(0b111, value(a));
    }

    private void joinedFrom(int events) {
        for (int offset = 0; offset < events; offset++) {
            take(b, offset);
        }
        a.join(b.save());
    }

    @Test
    void operation_isTheSameWhateverItsConsumerHasSeen() {
        SourceId event = new SourceId("carts", 1, 0);
        var ann = new SourceConsumer<>(OpAddWinsSet.<String>type(), A, clock());
        var bob = new SourceConsumer<>(OpAddWinsSet.<String>type(), B, clock());
        Tagged<OpAddWinsSet.Operation<String>> earlier = ann.replica().update(set -> set.add("tea"));
        ann.accept(event, NOON, set -> set.add("tea"));
        bob.accept(event, NOON, set -> set.add("tea"));
        var removed = bob.replica().update(set -> set.remove("tea"));
        bob.replica().receive(earlier);
        ann.replica().receive(removed);
        assertEquals(Set.of("tea"), ann.replica().object().value(), "Bob had not seen what Ann added");
        assertEquals(ann.replica().object(), bob.replica().object());
    }

    @Test
    void removeOfAnEvent_takesBackNothing_butATimedOneDoes() {
        var set = new SourceConsumer<>(OpAddWinsSet.<String>type(), A, clock());
        set.accept(new SourceId("carts", 0, 0), NOON, cart -> cart.add("tea"));
        set.accept(new SourceId("carts", 0, 1), NOON, cart -> cart.remove("tea"));
        assertEquals(Set.of("tea"), set.replica().object().value());
        var map = new SourceConsumer<>(OpLastWriterWinsMap.<String, Integer>type(), A, clock());
        map.accept(new SourceId("carts", 0, 0), NOON.minusMillis(2), cart -> cart.put("tea", 1));
        map.accept(new SourceId("carts", 0, 1), NOON.minusMillis(1), cart -> cart.remove("tea"));
        map.accept(new SourceId("carts", 0, 2), NOON, cart -> cart.put("salt", 2));
        assertEquals(Map.of("salt", 2), map.replica().object().value());
    }

    @Test
    void ownUpdate_comesAfterWhatWasJoined() {
        take(a, 0);
        take(b, 0);
        a.replica().update(OpPnCounter::increment);
        b.join(a.save());
        Tagged<OpPnCounter.Add> own = b.replica().update(OpPnCounter::increment);
        assertEquals(VersionVector.of(SALES.origin(), 1).with(A, 1), own.dependencies());
        assertEquals(3, value(b));
        var older = counting(A);
        refused(DuplicateReplicaException.class, older, () -> older.join(b.save()));
    }

    @Test
    void idOfAnEvent_countsOnceAlsoAfterARestart() {
        var first = resumed(nothing(A), window(Duration.ofMillis(100)));
        assertEquals(Answer.FIRST, first.acceptOnce("x", NOON, OpPnCounter::increment));
        assertEquals(Answer.REPEATED, first.acceptOnce("x", NOON, OpPnCounter::increment));
        assertEquals(Answer.TOO_OLD, first.acceptOnce("w", NOON.minusMillis(101), OpPnCounter::increment));
        assertEquals(1, value(first));
        var again = resumed(first.save(), window(Duration.ofMillis(100)));
        assertEquals(Answer.REPEATED, again.acceptOnce("x", NOON, OpPnCounter::increment));
        assertEquals(Answer.FIRST, again.acceptOnce("y", NOON, OpPnCounter::increment));
        assertEquals(2, value(again));
        var next = resumed(nothing(B), window(Duration.ofMillis(100)));
        next.join(again.save());
        assertEquals(Answer.REPEATED, next.acceptOnce("y", NOON, OpPnCounter::increment));
        assertEquals(2, value(next));
    }

    @Test
    void idOfAnEventThatFailed_isNotRemembered() {
        var consumer = resumed(nothing(A), window(Duration.ofMillis(100)));
        AtomicInteger tries = new AtomicInteger();
        refused(
                IllegalStateException.class,
                consumer,
                () -> consumer.acceptOnce("x", NOON, counter -> {
                    throw new IllegalStateException("no such product " + tries.incrementAndGet());
                }));
        consumer.replica().object().observe(change -> {
            throw new IllegalStateException("observer");
        });
        assertThrows(IllegalStateException.class, () -> consumer.acceptOnce("x", NOON, OpPnCounter::increment));
        assertEquals(Answer.REPEATED, consumer.acceptOnce("x", NOON, OpPnCounter::increment));
        assertEquals(1, value(consumer));
    }

    @Test
    void windowThatDiffers_isRefused() {
        var with = resumed(nothing(A), window(Duration.ofMillis(100)));
        with.acceptOnce("x", NOON, OpPnCounter::increment);
        var other = resumed(nothing(B), window(Duration.ofMillis(99)));
        refused(IncompatibleTypeException.class, other, () -> other.join(with.save()));
        refused(IncompatibleTypeException.class, a, () -> a.join(with.save()));
        assertThrows(
                IncompatibleTypeException.class,
                () -> new SourceConsumer<>(OpPnCounter.type(), with.save(), clock(), Limits.DEFAULT, Optional.empty()));
        assertThrows(IllegalStateException.class, () -> a.acceptOnce("x", NOON, OpPnCounter::increment));
        assertTrue(other.join(b.save()) || value(other) == 0, "who has no window has nothing to say of it");
    }

    @Test
    void origin_isTheSameForEver() {
        assertEquals("1765b06c18cc7483.1221255203", SALES.origin().toString());
        assertEquals(new org.crdt4j.causality.Dot(SALES.origin(), 8), new SourceId("sales", 0, 7).dot());
        assertEquals(
                new Tagged<>("x", new SourceId("sales", 0, 7).dot(), VersionVector.empty(), HybridTimestamp.of(5, 0)),
                new SourceId("sales", 0, 7).tag("x", Instant.ofEpochSecond(0, 5_999_999)));
        assertTrue(SourcePartition.isOriginOf(SALES.origin()));
        assertFalse(SourcePartition.isOriginOf(A));
        assertNotEquals(new SourcePartition("\ud800", 0).origin(), new SourcePartition("\ud801", 0).origin());
    }

    @Test
    void origins_areSpreadEvenly() {
        Set<ReplicaId> origins = new HashSet<>();
        int[] ones = new int[Long.SIZE];
        for (int topic = 0; topic < 100; topic++) {
            for (int partition = 0; partition < 100; partition++) {
                ReplicaId origin = new SourcePartition("topic-" + topic, partition).origin();
                origins.add(origin);
                for (int bit = 0; bit < Long.SIZE; bit++) {
                    ones[bit] += (int) (origin.id() >>> bit & 1);
                }
            }
        }
        assertEquals(10_000, origins.size());
        for (int count : ones) {
            assertTrue(Math.abs(count - 5_000) < 250, "five standard deviations: " + count);
        }
    }

    @Test
    void placesThatCannotBe_areRefused() {
        assertThrows(IllegalArgumentException.class, () -> new SourceId("sales", 0, -1));
        assertThrows(IllegalArgumentException.class, () -> new SourceId("sales", 0, Long.MAX_VALUE));
        assertThrows(IllegalArgumentException.class, () -> new SourceId("sales", -1, 0));
        assertThrows(IllegalArgumentException.class, () -> new SourcePartition("x".repeat(1_001), 0));
        assertThrows(IllegalArgumentException.class, () -> new SourceGap(SALES, 2, 1));
        assertEquals("sales/0@7", new SourceId("sales", 0, 7).toString());
    }

    @Test
    void state_keepsItsBytes() {
        var consumer = resumed(nothing(A), window(Duration.ofMillis(100)));
        take(consumer, 0);
        take(consumer, 2);
        consumer.accept(new SourceId("returns", 3, 1), NOON, OpPnCounter::decrement);
        consumer.acceptOnce("x", NOON, OpPnCounter::increment);
        consumer.acceptOnce("w", NOON.minusMillis(7), OpPnCounter::increment);
        SourceState<OpPnCounter.Add, Sums> saved = consumer.save();
        byte[] message = Codec.standard().encode(FORMAT, saved);
        assertEquals(
                "010200000000000000000100020102011765b06c18cc7483a3c0abc60401010100020002010100848080a4e80302"
                        + "01060003082002867d95d9a3a688dea8e687ce05040000012000028772657475726e7303008573616c6573000001640002817781780700",
                HexFormat.of().formatHex(message));
        assertEquals(saved, Codec.standard().decode(FORMAT, message));
        var again = resumed(Codec.standard().decode(FORMAT, message), window(Duration.ofMillis(100)));
        assertEquals(saved, again.save());
    }

    @Test
    void damagedState_isRefused() {
        take(a, 0);
        byte[] message = Codec.standard().encode(FORMAT, a.save());
        for (int length = 0; length < message.length; length++) {
            byte[] torn = java.util.Arrays.copyOf(message, length);
            assertThrows(CorruptDataException.class, () -> Codec.standard().decode(FORMAT, torn));
        }
        WireFormat<SourcePartition> format = SourcePartition.format();
        byte[] noText = Codec.standard().encode(wrongPartition(7, 0), SALES);
        assertThrows(CorruptDataException.class, () -> Codec.standard().decode(format, noText));
        byte[] tooMany = Codec.standard().encode(wrongPartition("sales", 1L << 31), SALES);
        assertThrows(LimitExceededException.class, () -> Codec.standard().decode(format, tooMany));
    }

    private static WireFormat<SourcePartition> wrongPartition(Object topic, long number) {
        return new WireFormat<>() {
            @Override
            public void write(SourcePartition ignored, org.crdt4j.crdt.WireOutput out) {
                out.writeKey(topic);
                out.writeCount(number);
            }

            @Override
            public SourcePartition read(org.crdt4j.crdt.WireInput in) {
                throw new UnsupportedOperationException();
            }
        };
    }
}
