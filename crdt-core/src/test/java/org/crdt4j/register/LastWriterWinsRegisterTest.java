// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.register;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotFun;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.Stamped;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.RegisterChange;
import org.crdt4j.crdt.ReplicaContext;
import org.junit.jupiter.api.Test;

class LastWriterWinsRegisterTest {

    private static final ReplicaId DUBLIN = ReplicaId.of(1);
    private static final ReplicaId MADRID = ReplicaId.of(2);

    private long dublinMillis = 100;
    private long madridMillis = 100;
    private final LastWriterWinsRegister<String> dublin =
            register(DUBLIN, new HybridClock(() -> Instant.ofEpochMilli(dublinMillis)));
    private final LastWriterWinsRegister<String> madrid =
            register(MADRID, new HybridClock(() -> Instant.ofEpochMilli(madridMillis)));

    private static LastWriterWinsRegister<String> register(ReplicaId replica, HybridClock clock) {
        return new LastWriterWinsRegister<>(ReplicaContext.of(replica, clock));
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
    void concurrentAssignments_theNewestWins() {
        dublinMillis = 200;
        dublin.assign("new");
        madrid.assign("old");
        exchange();
        assertEquals(Optional.of("new"), madrid.value());
        assertEquals(Optional.of(at(200)), madrid.time());
    }

    @Test
    void equalTimes_theGreaterReplicaWinsWhateverComesFirst() {
        Causal<DotFun<Stamped<String>>> fromDublin = dublin.assign("dublin");
        Causal<DotFun<Stamped<String>>> fromMadrid = madrid.assign("madrid");
        dublin.join(fromMadrid);
        madrid.join(fromDublin);
        assertEquals(Optional.of("madrid"), dublin.value());
        assertEquals(Optional.of("madrid"), madrid.value());
    }

    @Test
    void equalTimesOfOneReplica_theLaterEventWinsWhateverComesFirst() {
        Causal<DotFun<Stamped<String>>> first = dublin.assign("first", at(7));
        Causal<DotFun<Stamped<String>>> second = dublin.assign("second", at(7));
        madrid.join(second);
        madrid.join(first);
        assertEquals(Optional.of("second"), dublin.value());
        assertEquals(Optional.of("second"), madrid.value());
    }

    @Test
    void assignmentsWithinOneMillisecond_areInTheirOrder() {
        dublin.assign("a");
        dublin.assign("b");
        assertEquals(Optional.of("b"), dublin.value());
        assertEquals(Optional.of(HybridTimestamp.of(100, 1)), dublin.time());
    }

    @Test
    void slowClock_doesNotLoseAgainstWhatItsReplicaHasSeen() {
        dublinMillis = 50_000;
        dublin.assign("fast");
        exchange();
        madrid.assign("slow");
        exchange();
        assertEquals(Optional.of("slow"), dublin.value());
    }

    @Test
    void clockThatIsSetBack_doesNotLoseOwnWrites() {
        dublin.assign("before");
        dublinMillis = 1;
        dublin.assign("after");
        exchange();
        assertEquals(Optional.of("after"), madrid.value());
    }

    @Test
    void concurrentAssignmentAndClear_keepsTheAssignment() {
        dublin.assign("seen");
        exchange();
        dublinMillis = 900;
        dublin.clear();
        madrid.assign("unseen");
        exchange();
        assertEquals(Optional.of("unseen"), dublin.value());
    }

    @Test
    void clear_alsoTakesAwayWhatHadLost() {
        dublin.assign("loser", at(5));
        madrid.assign("winner", at(10));
        exchange();
        dublin.clear();
        exchange();
        assertEquals(Optional.empty(), madrid.value());
        assertTrue(madrid.isEmpty());
    }

    /* a loser that a join had thrown away could not be there when the winner is removed */
    @Test
    void winnerRemovedByOneWhoDidNotSeeTheLoser_leavesTheLoserInAnyOrder() {
        LastWriterWinsRegister<String> tokyo = register(ReplicaId.of(3), new HybridClock(() -> Instant.EPOCH));
        Causal<DotFun<Stamped<String>>> winner = dublin.assign("winner", at(10));
        Causal<DotFun<Stamped<String>>> loser = madrid.assign("loser", at(5));
        tokyo.join(winner);
        Causal<DotFun<Stamped<String>>> removal = tokyo.clear();
        for (List<Causal<DotFun<Stamped<String>>>> order : List.of(
                List.of(winner, loser, removal),
                List.of(winner, removal, loser),
                List.of(loser, winner, removal),
                List.of(loser, removal, winner),
                List.of(removal, winner, loser),
                List.of(removal, loser, winner))) {
            LastWriterWinsRegister<String> lima = register(ReplicaId.of(4), new HybridClock(() -> Instant.EPOCH));
            order.forEach(lima::join);
            assertEquals(Optional.of("loser"), lima.value(), () -> "order " + order);
        }
    }

    @Test
    void olderTimeThatIsGiven_losesHereAsElsewhere() {
        dublin.assign("now", at(100));
        Causal<DotFun<Stamped<String>>> late = dublin.assign("late", at(50));
        assertEquals(Optional.of("now"), dublin.value());
        madrid.join(late);
        assertEquals(Optional.empty(), madrid.value());
        exchange();
        assertEquals(Optional.of("now"), madrid.value());
    }

    @Test
    void farFuture_doesNotPoisonTheRegister() {
        dublin.assign("far", at(HybridTimestamp.MAX_MILLIS));
        exchange();
        madrid.assign("now");
        exchange();
        assertEquals(Optional.of("now"), dublin.value());
    }

    @Test
    void endOfTime_canBeClearedAndTheClockGoesOn() {
        dublin.assign("last", HybridTimestamp.MAX);
        assertThrows(IllegalStateException.class, () -> dublin.assign("later"));
        assertEquals(Optional.of("last"), dublin.value());
        dublin.clear();
        dublin.assign("again");
        assertEquals(Optional.of(at(100)), dublin.time());
    }

    @Test
    void nullArguments_areRefusedAndChangeNothing() {
        assertThrows(NullPointerException.class, () -> dublin.assign(null));
        assertThrows(NullPointerException.class, () -> dublin.assign(null, at(1)));
        assertThrows(NullPointerException.class, () -> dublin.assign("a", null));
        assertTrue(dublin.state().isBottom());
        assertEquals(Optional.empty(), dublin.time());
    }

    @Test
    void clearOfNothing_saysNothing() {
        assertTrue(dublin.clear().isBottom());
    }

    @Test
    void reports_areExactAndComeOnce() {
        List<RegisterChange<String>> reports = new ArrayList<>();
        dublin.observe(reports::add);
        dublin.assign("a", at(10));
        dublin.assign("late", at(5));
        Causal<DotFun<Stamped<String>>> loser = madrid.assign("loser", at(8));
        dublin.join(loser);
        dublin.join(loser);
        Causal<DotFun<Stamped<String>>> winner = madrid.assign("winner", at(20));
        dublin.join(winner);
        dublin.clear();
        assertEquals(
                List.of(
                        change(null, "a"),
                        change("a", "a", "late"),
                        change("a", "a", "loser"),
                        change("a", "winner", "a"),
                        change("winner", null)),
                reports);
    }

    @Test
    void severalWrites_areOneDelta() {
        Causal<DotFun<Stamped<String>>> both = dublin.inOneDelta(() -> {
            dublin.assign("a");
            dublin.clear();
            dublin.assign("b");
        });
        madrid.join(both);
        assertEquals(Optional.of("b"), madrid.value());
        assertEquals(dublin, madrid);
    }

    @Test
    void deltaSince_isWhatThePeerLacks() {
        dublin.assign("a");
        madrid.assign("b");
        exchange();
        Causal<DotFun<Stamped<String>>> missing = dublin.deltaSince(VersionVector.of(DUBLIN, 1));
        assertEquals(CausalContext.of(new Dot(MADRID, 1)), missing.context());
        assertEquals(1, missing.store().size());
        assertTrue(
                dublin.deltaSince(VersionVector.of(DUBLIN, 1).with(MADRID, 1)).isBottom());
    }

    @Test
    void compact_keepsLosersThatAClearMustName() {
        dublin.assign("a", at(5));
        madrid.assign("b", at(10));
        exchange();
        Causal<DotFun<Stamped<String>>> before = dublin.state();
        dublin.compact(VersionVector.of(DUBLIN, 1).with(MADRID, 1));
        assertEquals(before, dublin.state());
    }

    @Test
    void stateThatWasHandedOut_neverChanges() {
        dublin.assign("a");
        Causal<DotFun<Stamped<String>>> before = dublin.state();
        dublin.assign("b");
        dublin.join(madrid.assign("c"));
        LastWriterWinsRegister<String> tokyo = register(ReplicaId.of(3), new HybridClock(() -> Instant.EPOCH));
        assertTrue(tokyo.join(before));
        assertFalse(tokyo.join(before));
        assertEquals(Optional.of("a"), tokyo.value());
    }

    @Test
    void registersWithTheSameState_areEqualWhereverTheyLive() {
        dublin.assign("a");
        madrid.assign("a");
        assertNotEquals(dublin, madrid);
        exchange();
        assertEquals(dublin.hashCode(), madrid.hashCode());
        assertEquals("LastWriterWinsRegister[a]", madrid.toString());
        dublin.clear();
        assertEquals("LastWriterWinsRegister[]", dublin.toString());
    }
}
