// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.LogChange;
import org.crdt4j.crdt.LogEntry;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.map.ObservedRemoveMap;
import org.junit.jupiter.api.Test;

class CausalLogTest {

    private final CausalLog<String> dublin = log(1);
    private final CausalLog<String> madrid = log(2);
    private final CausalLog<String> oslo = log(3);

    private static CausalLog<String> log(long replica) {
        return new CausalLog<>(context(replica));
    }

    private static ReplicaContext context(long replica) {
        return ReplicaContext.of(ReplicaId.of(replica), new HybridClock(() -> Instant.EPOCH));
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

    @Test
    void concurrentPosts_areInOneOrder() {
        dublin.append("late", at(7));
        madrid.append("early", at(5));
        exchange();
        assertEquals(List.of("early", "late"), dublin.value());
        assertEquals(List.of("early", "late"), madrid.value());
    }

    @Test
    void postsOfOneMoment_areInOneOrder() {
        madrid.append("m", at(5));
        dublin.append("d", at(5));
        exchange();
        assertEquals(List.of("d", "m"), madrid.value());
    }

    @Test
    void postThatComesTwice_standsOnce() {
        Causal<LogStore<String>> hello = dublin.append("hello");
        assertTrue(madrid.join(hello));
        assertTrue(!madrid.join(hello) && !madrid.join(dublin.state()));
        assertEquals(List.of("hello"), madrid.value());
    }

    @Test
    void answerThatComesFirst_waitsForItsPost() {
        Causal<LogStore<String>> question = dublin.append("question?");
        madrid.join(question);
        Causal<LogStore<String>> answer = madrid.append("answer");

        oslo.join(answer);
        assertEquals(List.of(), oslo.value());
        assertEquals(List.of("answer"), items(oslo.waiting()));
        assertEquals(Set.of(CausalLog.postOf(question)), oslo.missing());

        oslo.join(question);
        assertEquals(List.of("question?", "answer"), oslo.value());
        assertEquals(Set.of(), oslo.missing());
    }

    @Test
    void answerToAWaitingPost_waitsToo() {
        Causal<LogStore<String>> first = dublin.append("first");
        Causal<LogStore<String>> second = dublin.append("second");
        Causal<LogStore<String>> third = dublin.append("third");
        oslo.join(third);
        oslo.join(second);
        assertEquals(List.of("second", "third"), items(oslo.waiting()));
        assertEquals(Set.of(CausalLog.postOf(first)), oslo.missing());
        oslo.join(first);
        assertEquals(List.of("first", "second", "third"), oslo.value());
    }

    @Test
    void answerDatedBeforeItsPost_comesRightAfterIt() {
        dublin.append("question?", at(10));
        dublin.append("answer", at(3));
        madrid.append("other", at(7));
        madrid.append("later", at(11));
        exchange();
        assertEquals(List.of("other", "question?", "answer", "later"), dublin.value());
    }

    @Test
    void postThatAnswersNothing_dependsOnNothing() {
        dublin.append("question?", at(10));
        Causal<LogStore<String>> alone = dublin.append("alone", at(3), List.of());
        madrid.join(alone);
        assertEquals(List.of("alone"), madrid.value());
        assertEquals(List.of("alone", "question?"), dublin.value());
    }

    @Test
    void clear_removesWhatItsAuthorSaw_concurrentPostStays() {
        dublin.append("old");
        exchange();
        dublin.clear();
        madrid.append("answer to old");
        exchange();
        assertEquals(List.of("answer to old"), dublin.value());
    }

    @Test
    void removedPost_holdsUpNobody() {
        Causal<LogStore<String>> old = dublin.append("old");
        madrid.join(old);
        Causal<LogStore<String>> answer = madrid.append("answer");
        Causal<LogStore<String>> removal = dublin.clear();

        oslo.join(answer);
        assertEquals(List.of(), oslo.value());
        oslo.join(removal);
        assertEquals(List.of("answer"), oslo.value());
        oslo.join(old);
        assertEquals(List.of("answer"), oslo.value());
        oslo.checkInvariants();
    }

    @Test
    void removedKeyOfAMap_keepsAConcurrentAnswer() {
        var here = ObservedRemoveMap.<String, CausalLog<String>, LogStore<String>, LogChange<String>>of(
                        CausalLog.<String>type())
                .create(context(1));
        var there = ObservedRemoveMap.<String, CausalLog<String>, LogStore<String>, LogChange<String>>of(
                        CausalLog.<String>type())
                .create(context(2));
        there.join(here.update("room", log -> log.append("hello")));
        here.remove("room");
        here.join(there.update("room", log -> log.append("anybody?")));
        assertEquals(List.of("anybody?"), here.value().get("room"));
        there.join(here.state());
        assertEquals(here.value(), there.value());
    }

    @Test
    void answer_mustBeToWhatIsVisible() {
        dublin.append("first");
        Causal<LogStore<String>> second = dublin.append("second");
        oslo.join(second);
        Dot unknown = new Dot(ReplicaId.of(9), 1);
        assertThrows(IllegalArgumentException.class, () -> dublin.append("a", at(1), List.of(unknown)));
        Dot waiting = CausalLog.postOf(second);
        assertThrows(IllegalArgumentException.class, () -> oslo.append("a", at(1), List.of(waiting)));
        oslo.clear();
        oslo.append("removed posts can be answered", at(1), List.of(waiting));
        assertEquals(1, oslo.size());
    }

    @Test
    void nulls_areRefused() {
        assertThrows(NullPointerException.class, () -> dublin.append(null));
        assertThrows(NullPointerException.class, () -> dublin.append("a", null));
        assertEquals(List.of(), dublin.value());
    }

    @Test
    void deltaOfSeveralPosts_namesNone() {
        Causal<LogStore<String>> both = dublin.inOneDelta(() -> {
            dublin.append("one");
            dublin.append("two");
        });
        assertThrows(IllegalStateException.class, () -> CausalLog.postOf(both));
        madrid.join(both);
        assertEquals(List.of("one", "two"), madrid.value());
    }

    @Test
    void settledPosts_areThoseBelowTheWatermarkWithAllTheyAnswer() {
        dublin.append("a", at(1));
        dublin.append("b", at(9));
        dublin.append("dated before what it answers", at(2));
        madrid.append("c", at(3));
        exchange();
        assertEquals(List.of("a", "c"), items(dublin.settled(at(5))));
        assertEquals(List.of("b", "dated before what it answers"), items(dublin.tentative(at(5))));
        assertEquals(
                List.of("a"), items(dublin.settled(at(3))), "a post of the very time of the watermark may still move");
        assertEquals(List.of(), dublin.tentative(HybridTimestamp.MAX));
        assertEquals(List.of(), dublin.settled(HybridTimestamp.ZERO));
    }

    @Test
    void settledPosts_areNotChangedByEventsAtOrAfterTheWatermark() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            List<CausalLog<String>> logs = List.of(log(1), log(2), log(3));
            act(logs, random, 0);
            HybridTimestamp watermark = at(10);
            List<LogEntry<String>> settled = List.of();
            for (CausalLog<String> log : logs) {
                logs.forEach(other -> log.join(other.state()));
                settled = log.settled(watermark);
            }
            act(logs, random, 10);
            for (CausalLog<String> log : logs) {
                logs.forEach(other -> log.join(other.state()));
                List<LogEntry<String>> now = log.settled(watermark);
                assertEquals(settled, now, "seed " + seed);
                assertEquals(log.entries().subList(0, now.size()), now, "seed " + seed);
            }
        }
    }

    /* posts from a time on, each log hearing of some others */
    private static void act(List<CausalLog<String>> logs, Random random, int from) {
        for (int step = 0; step < 20; step++) {
            CausalLog<String> log = logs.get(random.nextInt(3));
            Causal<LogStore<String>> delta = log.append("p" + random.nextLong(), at(from + random.nextInt(15)));
            logs.get(random.nextInt(3)).join(delta);
        }
    }

    @Test
    void report_tellsWhereThePostsStand() {
        List<LogChange<String>> heard = new ArrayList<>();
        dublin.append("b", at(5));
        dublin.observe(heard::add);
        madrid.append("a", at(1));
        madrid.append("c", at(7));
        dublin.join(madrid.state());
        assertEquals(1, heard.size());
        assertEquals(
                List.of(0, 2),
                heard.get(0).inserted().stream().map(LogChange.Placed::position).toList());
        dublin.clear();
        assertEquals(3, heard.get(1).removed().size());
    }

    @Test
    void thousandsThatComeLate_areReportedExactly() {
        List<String> mirror = new ArrayList<>();
        dublin.observe(change -> change.applyTo(mirror));
        for (int index = 0; index < 3_000; index++) {
            (index % 2 == 0 ? dublin : madrid).append("p" + index, at(index));
        }
        dublin.join(madrid.state());
        assertEquals(IntStream.range(0, 3_000).mapToObj(index -> "p" + index).toList(), dublin.value());
        assertEquals(dublin.value(), mirror);
        dublin.checkInvariants();
        List<String> ofANewcomer = new ArrayList<>();
        oslo.observe(change -> change.applyTo(ofANewcomer));
        oslo.join(dublin.state());
        assertEquals(dublin.value(), ofANewcomer);
    }

    @Test
    void firstPostThatAnybodyAsksFor_isReported() {
        List<LogChange<String>> heard = new ArrayList<>();
        madrid.observe(heard::add);
        madrid.join(dublin.append("a"));
        assertEquals(1, heard.size());
    }

    /* by these a replica knows whether another shows the same */
    @Test
    void visibleDots_areThoseOfVisiblePosts() {
        Causal<LogStore<String>> question = dublin.append("question?");
        madrid.join(question);
        Causal<LogStore<String>> answer = madrid.append("answer");
        oslo.join(answer);
        assertEquals(Set.of(), visibleDots(oslo, oslo.state().store()), "what waits is not visible");
        Set<Dot> both = Set.of(CausalLog.postOf(question), CausalLog.postOf(answer));
        assertEquals(both, visibleDots(oslo, madrid.state().store()), "of a store that is not its own");
        oslo.join(question);
        assertEquals(both, visibleDots(oslo, oslo.state().store()));
    }

    private static Set<Dot> visibleDots(CausalLog<String> log, LogStore<String> store) {
        Set<Dot> dots = new HashSet<>();
        log.forEachVisibleDot(store, (replica, number) -> dots.add(new Dot(replica, number)));
        return dots;
    }

    @Test
    void invariants_findPostsThatTheContextDoesNotKnow() {
        dublin.append("a");
        CausalLog<String> log =
                CausalLog.<String>type().over(context(4), dublin.state().store());
        assertThrows(IllegalStateException.class, log::checkInvariants);
    }

    @Test
    void chainDatedBackwards_keepsItsOrder() {
        List<String> expected = new ArrayList<>();
        List<Causal<LogStore<String>>> deltas = new ArrayList<>();
        for (int index = 0; index < 20_000; index++) {
            deltas.add(dublin.append("p" + index, at(20_000 - index)));
            expected.add("p" + index);
        }
        assertEquals(expected, dublin.value());
        Collections.shuffle(deltas, new Random(7));
        deltas.forEach(madrid::join);
        assertEquals(expected, madrid.value());
    }

    @Test
    void peer_isBroughtUpToDate() {
        dublin.append("a");
        exchange();
        dublin.append("b");
        madrid.join(dublin.deltaSince(VersionVector.of(ReplicaId.of(1), 1)));
        assertEquals(List.of("a", "b"), madrid.value());
        assertEquals(dublin, madrid);
    }

    private static List<String> items(List<LogEntry<String>> entries) {
        return entries.stream().map(LogEntry::item).toList();
    }
}
