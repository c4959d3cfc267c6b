// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.LogEntry;
import org.crdt4j.log.Compensation;
import org.crdt4j.log.Reservation;
import org.junit.jupiter.api.Test;

/** The handles of logs and ledgers. */
class LogHandlesTest {

    private final Replica eu = Replica.builder("eu")
            .id(ReplicaId.of(1))
            .time(() -> Instant.ofEpochMilli(2_000))
            .open();
    private final Replica us = Replica.builder("us")
            .id(ReplicaId.of(2))
            .time(() -> Instant.ofEpochMilli(1_000))
            .open();

    private static HybridTimestamp at(long millis) {
        return HybridTimestamp.of(millis, 0);
    }

    private static List<String> itemsOf(List<LogEntry<String>> entries) {
        return entries.stream().map(LogEntry::item).toList();
    }

    @Test
    void log_hasOneOrderEverywhere() {
        ReplicatedLog<String> inEu = eu.causalLog("feed");
        ReplicatedLog<String> inUs = us.causalLog("feed");
        List<String> mirror = new ArrayList<>();
        inEu.onChange(mirror::addAll, event -> event.change().applyTo(mirror));
        List<String> view = inEu.items();
        inEu.append("later");
        inUs.append("earlier");
        Talk.exchange(eu, us);
        inUs.append("answer");
        Talk.exchange(eu, us);
        List<String> expected = List.of("earlier", "later", "answer");
        assertEquals(expected, view);
        assertEquals(expected, inUs.snapshot());
        assertEquals(expected, itemsOf(inUs.entries()));
        assertEquals(expected, mirror);
        assertEquals(3, inUs.size());
        assertEquals(List.of("earlier"), itemsOf(inEu.settled(at(1_500))));
        assertEquals(List.of("later", "answer"), itemsOf(inEu.tentative(at(1_500))));
        inUs.clear();
        Talk.exchange(eu, us);
        assertEquals(List.of(), view);
        inEu.append("again");
        inEu.delete();
        assertEquals("feed=[]", inEu.toString());
    }

    @Test
    void viewOfALog_isLiveAndReadOnly() {
        ReplicatedLog<String> feed = eu.causalLog("feed");
        List<String> view = feed.items();
        feed.append("a");
        Iterator<String> before = view.iterator();
        List<String> part = view.subList(0, 1);
        feed.append("b");
        assertEquals("a", before.next());
        assertFalse(before.hasNext(), "it sees what was there when it began");
        assertEquals(List.of("a"), part);
        assertEquals("b", view.get(1));
        assertEquals(1, view.indexOf("b"));
        assertEquals(2, view.stream().count());
        assertThrows(IndexOutOfBoundsException.class, () -> view.get(2));
        assertThrows(UnsupportedOperationException.class, () -> view.add("c"));
        assertThrows(
                UnsupportedOperationException.class, () -> view.listIterator().set("c"));
    }

    @Test
    void postWithTimeAndParents_waitsForWhatItAnswers() {
        Dot question = eu.<String>causalLog("feed").append("question", at(1_000));
        Replica asia = Replica.builder("asia").id(ReplicaId.of(3)).open();
        Talk.exchange(eu, asia);
        ReplicatedLog<String> there = us.causalLog("feed");
        us.receive(Talk.push(
                asia, replica -> replica.<String>causalLog("feed").append("answer", at(900), List.of(question))));
        assertEquals(List.of(), there.snapshot());
        assertEquals(List.of("answer"), itemsOf(there.waiting()));
        assertEquals(Set.of(question), there.missing());
        there.append("aside", at(800), List.of());
        Talk.exchange(eu, us);
        assertEquals(List.of("aside", "question", "answer"), there.snapshot());
        assertEquals(List.of(), there.waiting());
    }

    @Test
    void log_refusesWrongInput() {
        ReplicatedLog<Object> feed = eu.causalLog("feed");
        HybridTimestamp tooLate = at(1_000_000_000_000L);
        assertThrows(IllegalArgumentException.class, () -> feed.append(new Object()));
        assertThrows(IllegalArgumentException.class, () -> feed.append(new Object(), at(1_000)));
        assertThrows(IllegalArgumentException.class, () -> feed.append(new Object(), at(1_000), List.of()));
        assertThrows(IllegalArgumentException.class, () -> feed.append("a", tooLate));
        assertThrows(IllegalArgumentException.class, () -> feed.append("a", tooLate, List.of()));
        assertThrows(IllegalArgumentException.class, () -> feed.append("a", at(1_000), List.of(new Dot(us.id(), 7))));
        assertThrows(NullPointerException.class, () -> feed.append(null));
        assertEquals(VersionVector.empty(), eu.version());
        assertEquals(List.of(), feed.snapshot());
    }

    @Test
    void reservations_decideAlikeEverywhere() {
        ReplicatedReservations inEu = eu.reservations("seats");
        ReplicatedReservations inUs = us.reservations("seats");
        inEu.restock(2, at(500));
        Talk.exchange(eu, us);
        List<List<Reservation>> changed = new ArrayList<>();
        inEu.onChange(
                now -> assertEquals(BigInteger.TWO, now.available()),
                event -> changed.add(event.change().changed()));

        Reservation mine = inEu.reserve(2);
        Reservation yours = inUs.reserve(1);
        assertTrue(mine.isAccepted() && yours.isAccepted(), "as far as either knows");
        Talk.exchange(eu, us);
        assertEquals(inEu.snapshot(), inUs.snapshot());
        Reservation decided = inUs.decision(mine.id()).orElseThrow();
        assertFalse(decided.isAccepted(), "the earlier one is served");
        assertEquals(BigInteger.ONE, inEu.available());
        assertEquals(List.of(List.of(), List.of(decided)), changed);

        assertEquals(List.of(yours), inEu.settled(at(1_500)));
        assertEquals(List.of(decided), inEu.tentative(at(1_500)));
        assertEquals(List.of(), inEu.compensations(at(1_500)));
        List<Compensation> owed = inEu.compensations(at(3_000));
        assertEquals(
                List.of(decided), owed.stream().map(Compensation::reservation).toList());
        assertEquals(owed, inUs.compensations(at(3_000)));
    }

    @Test
    void reservations_refuseWrongInput() {
        ReplicatedReservations seats = eu.reservations("seats");
        HybridTimestamp tooLate = at(1_000_000_000_000L);
        assertThrows(IllegalArgumentException.class, () -> seats.reserve(0));
        assertThrows(IllegalArgumentException.class, () -> seats.restock(-1));
        assertThrows(IllegalArgumentException.class, () -> seats.reserve(1, tooLate));
        assertThrows(IllegalArgumentException.class, () -> seats.restock(1, tooLate));
        assertEquals(VersionVector.empty(), eu.version());
        assertTrue(seats.decision(new Dot(us.id(), 1)).isEmpty());
        seats.restock(1);
        assertFalse(seats.reserve(1, at(100)).isAccepted(), "it was made before there was any");
        seats.delete();
        assertEquals(BigInteger.ZERO, seats.available());
    }
}
