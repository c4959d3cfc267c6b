// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.codec.Codec;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.error.CorruptDataException;
import org.junit.jupiter.api.Test;

class ReservationsTest {

    private final Reservations dublin = ledger(1);
    private final Reservations madrid = ledger(2);

    private static Reservations ledger(long replica) {
        return new Reservations(ReplicaContext.of(ReplicaId.of(replica), new HybridClock(() -> Instant.EPOCH)));
    }

    private static HybridTimestamp at(int millis) {
        return HybridTimestamp.of(millis, 0);
    }

    private void exchange() {
        dublin.join(madrid.state());
        madrid.join(dublin.state());
        assertEquals(dublin, madrid);
        dublin.checkInvariants();
    }

    private static boolean isAccepted(Reservations ledger, Causal<LogStore<Long>> reservation) {
        return ledger.decision(Reservations.reservationOf(reservation))
                .orElseThrow()
                .isAccepted();
    }

    @Test
    void concurrentReservationsOfTheLastUnit_earlierGetsIt() {
        dublin.restock(1, at(1));
        exchange();
        Causal<LogStore<Long>> later = dublin.reserve(1, at(9));
        Causal<LogStore<Long>> earlier = madrid.reserve(1, at(8));
        assertTrue(isAccepted(dublin, later), "as far as Dublin knows");
        exchange();
        for (Reservations ledger : List.of(dublin, madrid)) {
            assertTrue(isAccepted(ledger, earlier));
            assertTrue(!isAccepted(ledger, later));
            assertEquals(BigInteger.ZERO, ledger.available());
        }
    }

    @Test
    void rejectedReservation_takesNothing() {
        dublin.restock(3, at(1));
        Causal<LogStore<Long>> tooMuch = dublin.reserve(4, at(2));
        Causal<LogStore<Long>> fitting = dublin.reserve(3, at(3));
        assertTrue(!isAccepted(dublin, tooMuch));
        assertTrue(isAccepted(dublin, fitting));
    }

    @Test
    void stockThatCameTooLate_doesNotHelp_butConcurrentEarlierStockDoes() {
        Causal<LogStore<Long>> reservation = dublin.reserve(2, at(5));
        dublin.restock(2, at(6));
        assertTrue(!isAccepted(dublin, reservation));
        madrid.restock(2, at(4));
        exchange();
        assertTrue(isAccepted(dublin, reservation));
        assertEquals(BigInteger.TWO, dublin.available());
    }

    @Test
    void compensations_areTheSameEverywhere_andOnePerRejection() {
        dublin.restock(1, at(1));
        madrid.reserve(1, at(2));
        dublin.reserve(1, at(3));
        Causal<LogStore<Long>> open = madrid.reserve(1, at(20));
        exchange();
        List<Compensation> owed = dublin.compensations(at(10));
        assertEquals(1, owed.size());
        assertEquals(at(3), owed.get(0).reservation().time());
        assertEquals(owed, madrid.compensations(at(10)));
        assertEquals(owed, dublin.compensations(at(10)));
        assertEquals(
                List.of(Reservations.reservationOf(open)),
                dublin.tentative(at(10)).stream().map(Reservation::id).toList());
        assertEquals(2, madrid.compensations(HybridTimestamp.MAX).size());
    }

    @Test
    void compensationIds_differForAnyTwoReservations() {
        Set<String> ids = new HashSet<>();
        List<Dot> dots = Stream.of(
                        new ReplicaId(1, 0), new ReplicaId(1, 1), new ReplicaId(0x11, 0), new ReplicaId(-1, 0))
                .flatMap(replica -> Stream.of(1L, 11L, 111L).map(counter -> new Dot(replica, counter)))
                .toList();
        dots.forEach(dot ->
                ids.add(Compensation.of(new Reservation(dot, at(1), 1, false)).id()));
        assertEquals(dots.size(), ids.size());
    }

    @Test
    void settledDecisions_areNotChangedByEventsAtOrAfterTheWatermark() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            List<Reservations> ledgers = List.of(ledger(1), ledger(2), ledger(3));
            act(ledgers, random, 0);
            List<Reservation> settled = List.of();
            for (Reservations ledger : ledgers) {
                ledgers.forEach(other -> ledger.join(other.state()));
                settled = ledger.settled(at(10));
            }
            act(ledgers, random, 10);
            for (Reservations ledger : ledgers) {
                ledgers.forEach(other -> ledger.join(other.state()));
                assertEquals(settled, ledger.settled(at(10)), "seed " + seed);
                List<Reservation> all = new ArrayList<>(ledger.settled(at(10)));
                all.addAll(ledger.tentative(at(10)));
                assertEquals(ledger.value().reservations(), all, "seed " + seed);
            }
        }
    }

    private static void act(List<Reservations> ledgers, Random random, int from) {
        for (int step = 0; step < 20; step++) {
            Reservations ledger = ledgers.get(random.nextInt(3));
            HybridTimestamp time = at(from + random.nextInt(15));
            Causal<LogStore<Long>> delta = random.nextInt(3) == 0
                    ? ledger.restock(1 + random.nextInt(5), time)
                    : ledger.reserve(1 + random.nextInt(4), time);
            ledgers.get(random.nextInt(3)).join(delta);
        }
    }

    @Test
    void sums_neverWrap() {
        for (int index = 0; index < 3; index++) {
            dublin.restock(Long.MAX_VALUE);
        }
        assertEquals(BigInteger.valueOf(Long.MAX_VALUE).multiply(BigInteger.valueOf(3)), dublin.available());
        Causal<LogStore<Long>> all = dublin.reserve(Long.MAX_VALUE);
        assertTrue(isAccepted(dublin, all));
        assertEquals(BigInteger.valueOf(Long.MAX_VALUE).shiftLeft(1), dublin.available());
    }

    @Test
    void unitsBelowOne_areRefused() {
        for (long units : new long[] {0, -1, Long.MIN_VALUE}) {
            assertThrows(IllegalArgumentException.class, () -> dublin.restock(units));
            assertThrows(IllegalArgumentException.class, () -> dublin.reserve(units));
        }
        assertThrows(NullPointerException.class, () -> dublin.reserve(1, null));
        assertEquals(new Reservations.Book(BigInteger.ZERO, List.of()), dublin.value());
    }

    @Test
    void unitsThatNobodyWrites_areRefused() {
        Codec codec = Codec.standard();
        byte[] one = codec.encode(Reservations.type(), dublin.restock(1, HybridTimestamp.ZERO));
        byte[] none = one.clone();
        assertEquals(2, none[none.length - 1], "one unit, zigzag");
        none[none.length - 1] = 0;
        assertThrows(CorruptDataException.class, () -> codec.decode(Reservations.type(), none));
    }

    @Test
    void lateReservation_reportsWhoseDecisionChanged() {
        List<Reservations.Change> heard = new ArrayList<>();
        dublin.restock(2, at(1));
        Dot first = Reservations.reservationOf(dublin.reserve(2, at(5)));
        Dot last = Reservations.reservationOf(dublin.reserve(1, at(9)));
        dublin.observe(heard::add);
        Causal<LogStore<Long>> late = madrid.reserve(1, at(3));
        dublin.join(late);
        Reservations.Change change = heard.get(0);
        assertEquals(
                List.of(new Reservation(first, at(5), 2, false), new Reservation(last, at(9), 1, true)),
                change.changed());
        assertEquals(1, change.made().size());
        assertTrue(!dublin.join(late));
        assertEquals(1, heard.size());
    }

    @Test
    void restocking_isNoReservation() {
        Dot restocking = Reservations.reservationOf(dublin.restock(1));
        assertEquals(Optional.empty(), dublin.decision(restocking));
        assertEquals(Optional.empty(), dublin.decision(new Dot(ReplicaId.of(7), 7)));
    }

    @Test
    void thousandsThatComeLate_areReportedExactly() {
        Object[] mirror = {dublin.value()};
        dublin.observe(change -> mirror[0] = ReservationsLawsTest.reported(mirror[0], change));
        for (int index = 0; index < 3_000; index++) {
            Reservations ledger = index % 2 == 0 ? dublin : madrid;
            if (index % 3 == 0) {
                ledger.restock(2, at(index));
            } else {
                ledger.reserve(1 + index % 2, at(index));
            }
        }
        dublin.join(madrid.state());
        assertEquals(dublin.value(), mirror[0]);
        dublin.checkInvariants();
    }

    @Test
    void firstEventThatAnybodyAsksFor_isReported() {
        List<Reservations.Change> heard = new ArrayList<>();
        madrid.observe(heard::add);
        madrid.join(dublin.restock(3));
        assertEquals(
                List.of(new Reservations.Change(
                        BigInteger.ZERO, BigInteger.valueOf(3), List.of(), List.of(), List.of())),
                heard);
    }

    @Test
    void thousandsThatComeToAnEmptyLedger_areReportedOnce() {
        for (int index = 0; index < 1_500; index++) {
            dublin.restock(2, at(index));
        }
        List<Reservations.Change> heard = new ArrayList<>();
        madrid.observe(heard::add);
        madrid.join(dublin.state());
        assertEquals(1, heard.size());
        assertEquals(BigInteger.valueOf(3_000), madrid.available());
    }

    @Test
    void invariants_findEventsThatTheContextDoesNotKnow() {
        dublin.restock(1);
        Reservations ledger = Reservations.type()
                .over(
                        ReplicaContext.of(ReplicaId.of(3), new HybridClock(() -> Instant.EPOCH)),
                        dublin.state().store());
        assertThrows(IllegalStateException.class, ledger::checkInvariants);
    }

    @Test
    void lines_tellWhatEachEventLeft() {
        dublin.restock(3, at(1));
        dublin.reserve(5, at(2));
        dublin.reserve(2, at(3));
        assertEquals(
                List.of(BigInteger.valueOf(3), BigInteger.valueOf(3), BigInteger.ONE),
                Decisions.of(dublin.state().store().entries()).lefts());
    }
}
