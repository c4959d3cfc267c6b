// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.DotFun;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.Stamped;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.MapChange;
import org.crdt4j.crdt.RegisterChange;
import org.crdt4j.crdt.ReplicaContext;
import org.junit.jupiter.api.Test;

class LastWriterWinsMapTest {

    private static final ReplicaId DUBLIN = ReplicaId.of(1);
    private static final ReplicaId MADRID = ReplicaId.of(2);

    private long dublinMillis = 100;
    private long madridMillis = 100;
    private final LastWriterWinsMap<String, String> dublin =
            map(DUBLIN, new HybridClock(() -> Instant.ofEpochMilli(dublinMillis)));
    private final LastWriterWinsMap<String, String> madrid =
            map(MADRID, new HybridClock(() -> Instant.ofEpochMilli(madridMillis)));

    private static LastWriterWinsMap<String, String> map(ReplicaId replica, HybridClock clock) {
        return new LastWriterWinsMap<>(ReplicaContext.of(replica, clock));
    }

    private static HybridTimestamp at(long millis) {
        return HybridTimestamp.of(millis, 0);
    }

    private static RegisterChange<String> change(String before, String after, String... overruled) {
        return new RegisterChange<>(Optional.ofNullable(before), Optional.ofNullable(after), List.of(overruled));
    }

    private void exchange() {
        dublin.join(madrid.state());
        madrid.join(dublin.state());
        assertEquals(dublin, madrid);
        dublin.checkInvariants();
        madrid.checkInvariants();
    }

    @Test
    void concurrentPutsOfOneKey_theNewestWins() {
        dublinMillis = 200;
        dublin.put("k", "new");
        madrid.put("k", "old");
        exchange();
        assertEquals(Map.of("k", "new"), madrid.value());
    }

    @Test
    void concurrentPutsOfDifferentKeys_bothStay() {
        dublin.put("k", "dublin");
        madrid.put("l", "madrid");
        exchange();
        assertEquals(Map.of("k", "dublin", "l", "madrid"), dublin.value());
        assertEquals(2, madrid.size());
    }

    @Test
    void equalTimes_theGreaterReplicaWinsAlsoByRemoval() {
        dublin.put("k", "dublin", at(7));
        madrid.remove("k", at(7));
        dublin.remove("l", at(7));
        madrid.put("l", "madrid", at(7));
        exchange();
        assertEquals(Map.of("l", "madrid"), dublin.value());
    }

    @Test
    void equalTimesOfOneReplica_theLaterEventWinsWhateverComesFirst() {
        Causal<DotMap<String, DotFun<Stamped<String>>>> first = dublin.put("k", "first", at(7));
        Causal<DotMap<String, DotFun<Stamped<String>>>> second = dublin.put("k", "second", at(7));
        madrid.join(second);
        madrid.join(first);
        assertEquals(Optional.of("second"), madrid.get("k"));
        assertEquals(dublin, madrid);
    }

    @Test
    void concurrentPutAndRemove_theNewestWins() {
        dublin.put("k", "a");
        dublin.put("l", "a");
        exchange();
        dublinMillis = 200;
        madridMillis = 300;
        dublin.put("k", "b");
        madrid.remove("k");
        madrid.put("l", "b");
        dublin.remove("l");
        exchange();
        assertEquals(Map.of("l", "b"), dublin.value());
    }

    @Test
    void removal_winsOverAnOlderPutThatItHasNotSeen() {
        madrid.remove("k", at(20));
        madrid.join(dublin.put("k", "a", at(10)));
        assertEquals(Optional.empty(), madrid.get("k"));
        madrid.join(dublin.put("k", "b", at(30)));
        assertEquals(Optional.of("b"), madrid.get("k"));
    }

    @Test
    void slowClock_doesNotLoseAgainstWhatItsReplicaHasSeen() {
        dublinMillis = 50_000;
        dublin.put("k", "a");
        exchange();
        madrid.remove("k");
        exchange();
        assertEquals(Map.of(), dublin.value());
        dublinMillis = 0;
        dublin.put("k", "b");
        exchange();
        assertEquals(Map.of("k", "b"), madrid.value());
    }

    @Test
    void concurrentPutAndClear_newerAndUnknownKeysStay() {
        dublin.put("k", "a");
        dublin.put("l", "a");
        exchange();
        dublin.clear();
        madridMillis = 900;
        madrid.put("k", "b");
        madrid.put("m", "b");
        exchange();
        assertEquals(Map.of("k", "b", "m", "b"), dublin.value());
    }

    @Test
    void clearOfNothing_saysNothing() {
        assertTrue(dublin.clear().isBottom());
        dublin.put("k", "a");
        dublin.clear();
        assertTrue(dublin.clear().isBottom());
        assertTrue(dublin.isVacant());
        assertFalse(dublin.isEmpty());
    }

    @Test
    void nullArguments_areRefusedAndChangeNothing() {
        assertThrows(NullPointerException.class, () -> dublin.put(null, "a"));
        assertThrows(NullPointerException.class, () -> dublin.put("k", null));
        assertThrows(NullPointerException.class, () -> dublin.put("k", "a", null));
        assertThrows(NullPointerException.class, () -> dublin.put(null, "a", at(1)));
        assertThrows(NullPointerException.class, () -> dublin.remove(null));
        assertThrows(NullPointerException.class, () -> dublin.remove("k", null));
        assertTrue(dublin.state().isBottom());
    }

    @Test
    void nullKey_isNeverThere() {
        assertEquals(Optional.empty(), dublin.get(null));
        dublin.put("k", "a");
        assertEquals(Optional.empty(), dublin.get(null));
        assertNull(dublin.entries().get(null));
        assertFalse(dublin.entries().containsKey(null));
    }

    @Test
    void entries_areALiveReadOnlyView() {
        Map<String, String> entries = dublin.entries();
        dublin.put("k", "a");
        dublin.put("l", "b");
        dublin.remove("l");
        assertEquals(Map.of("k", "a"), entries);
        assertEquals(1, entries.size());
        assertEquals("a", entries.get("k"));
        assertNull(entries.get("l"));
        assertTrue(entries.containsKey("k"));
        assertEquals(Set.of("k"), entries.keySet());
        assertThrows(UnsupportedOperationException.class, () -> entries.put("m", "c"));
        assertThrows(UnsupportedOperationException.class, () -> entries.remove("k"));
        assertThrows(UnsupportedOperationException.class, entries::clear);
    }

    @Test
    void size_keepsUpWithWritesAndJoins() {
        assertEquals(0, dublin.size());
        dublin.put("k", "a");
        dublin.put("k", "b");
        dublin.remove("l");
        assertEquals(1, dublin.size());
        dublin.join(madrid.put("l", "c", at(900)));
        assertEquals(2, dublin.size());
        dublin.join(madrid.remove("l"));
        dublin.remove("k");
        assertEquals(0, dublin.size());
        dublin.checkInvariants();
    }

    @Test
    void compact_forgetsStableRemovals() {
        dublin.put("k", "a");
        dublin.put("l", "a");
        dublin.remove("k");
        exchange();
        dublin.compact(VersionVector.of(DUBLIN, 2));
        assertEquals(madrid.state(), dublin.state());
        dublin.compact(VersionVector.of(DUBLIN, 3));
        assertEquals(1, dublin.state().store().size());
        assertEquals(Map.of("l", "a"), dublin.value());
        exchange();
        assertEquals(1, madrid.state().store().size());
    }

    @Test
    void givenTimeBeforeACompactedRemoval_isRefused() {
        dublin.put("k", "a", at(10));
        dublin.remove("k", at(20));
        dublin.compact(VersionVector.of(DUBLIN, 2));
        assertThrows(IllegalArgumentException.class, () -> dublin.put("k", "b", at(15)));
        assertThrows(IllegalArgumentException.class, () -> dublin.remove("k", at(20)));
        assertTrue(dublin.isEmpty());
        dublin.put("k", "b", at(21));
        assertEquals(Optional.of("b"), dublin.get("k"));
    }

    @Test
    void putAfterACompactedRemoval_winsWhereItIsRemembered() {
        dublin.put("k", "a");
        exchange();
        madridMillis = 5_000;
        madrid.remove("k");
        exchange();
        dublin.compact(VersionVector.of(DUBLIN, 1).with(MADRID, 1));
        madrid.join(dublin.put("k", "b"));
        assertEquals(Optional.of("b"), madrid.get("k"));
    }

    /* who drops a removal because a peer has dropped it must write later than it, too */
    @Test
    void putAfterARemovalThatAPeerCompacted_winsWhereItIsRemembered() {
        LastWriterWinsMap<String, String> tokyo =
                map(ReplicaId.of(3), new HybridClock(() -> Instant.ofEpochMilli(100)));
        dublin.put("k", "a");
        dublinMillis = 5_000;
        dublin.remove("k");
        exchange();
        tokyo.join(dublin.state());
        dublin.compact(VersionVector.of(DUBLIN, 2));
        madrid.join(dublin.state());
        assertTrue(madrid.isEmpty());
        tokyo.join(madrid.put("k", "b"));
        assertEquals(Optional.of("b"), tokyo.get("k"));
    }

    @Test
    void clear_isOneTimeLaterThanAllThatItRemoves() {
        dublin.put("k", "a", at(7_000));
        dublin.put("l", "b", at(8_000));
        assertFalse(dublin.isVacant());
        Causal<DotMap<String, DotFun<Stamped<String>>>> clear = dublin.clear();
        assertEquals(
                List.of(HybridTimestamp.of(8_000, 1), HybridTimestamp.of(8_000, 1)),
                clear.store().entries().stream()
                        .map(entry -> entry.getValue().value(0).time())
                        .toList());
        madrid.put("k", "late", at(6_000));
        madrid.join(clear);
        assertEquals(Map.of(), madrid.value());
    }

    @Test
    void reports_areExactAndComeOnce() {
        List<MapChange<String, RegisterChange<String>>> reports = new ArrayList<>();
        dublin.observe(reports::add);
        dublin.put("k", "a", at(10));
        dublin.remove("l", at(10));
        Causal<DotMap<String, DotFun<Stamped<String>>>> loser = madrid.put("k", "loser", at(5));
        dublin.join(loser);
        dublin.join(loser);
        Causal<DotMap<String, DotFun<Stamped<String>>>> winner = madrid.put("k", "winner", at(20));
        dublin.join(winner);
        dublin.remove("k", at(30));
        assertEquals(
                List.of(
                        new MapChange<>(Map.of("k", change(null, "a")), Map.of(), Map.of()),
                        new MapChange<>(Map.of(), Map.of("k", change("a", "a", "loser")), Map.of()),
                        new MapChange<>(Map.of(), Map.of("k", change("a", "winner", "a")), Map.of()),
                        new MapChange<>(Map.of(), Map.of(), Map.of("k", change("winner", null)))),
                reports);
    }

    @Test
    void severalWrites_areOneDelta() {
        Causal<DotMap<String, DotFun<Stamped<String>>>> both = dublin.inOneDelta(() -> {
            dublin.put("k", "a");
            dublin.put("l", "b");
            dublin.remove("k");
        });
        madrid.join(both);
        assertEquals(dublin, madrid);
        assertEquals(Map.of("l", "b"), madrid.value());
    }

    @Test
    void deltaSince_isWhatThePeerLacks() {
        dublin.put("k", "a");
        dublin.put("l", "b");
        Causal<DotMap<String, DotFun<Stamped<String>>>> missing = dublin.deltaSince(VersionVector.of(DUBLIN, 1));
        assertEquals(Set.of("l"), missing.store().keys());
        assertEquals(CausalContext.of(DUBLIN, 2), missing.context());
        assertTrue(dublin.deltaSince(VersionVector.of(DUBLIN, 2)).isBottom());
    }

    @Test
    void whatWasHandedOut_neverChanges() {
        dublin.put("k", "a");
        Causal<DotMap<String, DotFun<Stamped<String>>>> state = dublin.state();
        Map<String, String> value = dublin.value();
        dublin.put("k", "b");
        dublin.put("l", "c");
        dublin.join(madrid.put("m", "d"));
        dublin.remove("k");
        assertEquals(Map.of("k", "a"), value);
        madrid.join(state);
        assertEquals(Map.of("k", "a", "m", "d"), madrid.value());
        assertThrows(UnsupportedOperationException.class, () -> value.put("n", "e"));
    }

    @Test
    void mapsWithTheSameState_areEqualWhereverTheyLive() {
        dublin.put("k", "a");
        madrid.put("k", "a");
        assertNotEquals(dublin, madrid);
        exchange();
        assertEquals(dublin.hashCode(), madrid.hashCode());
        assertEquals("LastWriterWinsMap{k=a}", madrid.toString());
    }
}
