// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.DotSet;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.codec.Codec;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.LatticeType;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.SetChange;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.error.CorruptDataException;
import org.crdt4j.error.StaleReplicaException;
import org.crdt4j.op.OpAddWinsSet.Operation;
import org.crdt4j.op.OperationLog.Logged;
import org.junit.jupiter.api.Test;

final class OperationObjectTest {

    private static final ReplicaId A = ReplicaId.of(1);
    private static final ReplicaId B = ReplicaId.of(2);
    private static final ReplicaId C = ReplicaId.of(3);
    private static final LatticeType<
                    OperationObject<OpPnCounter, OpPnCounter.Add, Sums, ValueChange<BigInteger>>,
                    OperationLog<OpPnCounter.Add, Sums>,
                    ValueChange<BigInteger>>
            COUNTER = OperationObject.of(OpPnCounter.type());

    private final Tags a = new Tags(A);
    private final Tags b = new Tags(B);
    private final Tags c = new Tags(C);

    /** A set of one replica, without the long names of its types. */
    private static final class Tags {

        private final ReplicaContext context;
        private final OperationObject<
                        OpAddWinsSet<String>, Operation<String>, Causal<DotMap<String, DotSet>>, SetChange<String>>
                live;

        Tags(ReplicaId id) {
            context = context(id);
            live = OperationObject.of(OpAddWinsSet.<String>type()).create(context);
        }

        OperationLog<Operation<String>, Causal<DotMap<String, DotSet>>> add(String element) {
            return live.update(set -> set.add(element));
        }

        OperationLog<Operation<String>, Causal<DotMap<String, DotSet>>> remove(String element) {
            return live.update(set -> set.remove(element));
        }
    }

    private static ReplicaContext context(ReplicaId id) {
        return ReplicaContext.of(id, new HybridClock(() -> Instant.ofEpochMilli(1_000)));
    }

    private static OperationObject<OpPnCounter, OpPnCounter.Add, Sums, ValueChange<BigInteger>> counter(ReplicaId id) {
        return COUNTER.create(context(id));
    }

    @Test
    void delta_isTheOperationAlone() {
        a.add("x");
        assertEquals(1, a.add("y").operations().size());
        assertTrue(a.add("z").base().delivered().isEmpty());
    }

    @Test
    void deltaSince_bringsWhatThePeerLacks_andTheBaseOnlyIfSomethingIsForgotten() {
        for (int count = 0; count < 5; count++) {
            a.add("e" + count);
        }
        assertEquals(2, a.live.deltaSince(VersionVector.of(A, 3)).operations().size());
        assertTrue(a.live.deltaSince(VersionVector.of(A, 5)).isBottom());
        a.live.compact(VersionVector.of(A, 4));
        assertEquals(1, a.live.deltaSince(VersionVector.of(A, 4)).operations().size());
        OperationLog<?, ?> whole = a.live.deltaSince(VersionVector.of(A, 3));
        assertEquals(VersionVector.of(A, 5), whole.base().delivered());
        assertTrue(whole.operations().isEmpty());
    }

    @Test
    void manyOperations_areNotKeptForEver() {
        OperationObject<OpPnCounter, OpPnCounter.Add, Sums, ValueChange<BigInteger>> many = counter(A);
        for (int count = 0; count < OperationObject.KEPT + 10; count++) {
            many.update(OpPnCounter::increment);
        }
        assertEquals(
                OperationObject.KEPT,
                many.deltaSince(VersionVector.of(A, 10)).operations().size());
        assertFalse(many.deltaSince(VersionVector.of(A, 9)).base().delivered().isEmpty());
        many.checkInvariants();
    }

    @Test
    void baseThatContainsWhatWaits_bringsItIntoEffect() {
        b.live.join(a.add("x"));
        var removal = b.remove("x");
        assertTrue(c.live.join(removal));
        assertEquals(1, c.live.pending());
        assertFalse(c.live.join(removal));
        assertTrue(c.live.join(b.live.state()));
        assertEquals(0, c.live.pending());
        assertEquals(Set.of(), c.live.value());
        c.live.checkInvariants();
    }

    @Test
    void baseThatContainsWhatOthersWaitFor_freesThem() {
        b.live.join(a.add("x"));
        c.live.join(b.add("y"));
        assertEquals(CausalContext.of(A, 1), c.live.missing());
        a.live.compact(VersionVector.of(A, 1));
        c.live.join(a.live.deltaSince(VersionVector.empty()));
        assertEquals(Set.of("x", "y"), c.live.value());
    }

    @Test
    void ownOperation_dependsOnAllThatABaseBrought() {
        b.live.join(a.add("x"));
        c.live.join(b.live.state());
        Tagged<Operation<String>> own = c.add("y").operations().get(0).operation();
        assertEquals(VersionVector.of(A, 1), own.dependencies());
    }

    @Test
    void ownOperation_isLaterThanWhatABaseContains() {
        HybridTimestamp late = a.add("x").operations().get(0).operation().time();
        ReplicaContext slow = ReplicaContext.of(C, new HybridClock(() -> Instant.ofEpochMilli(10)));
        var behind = OperationObject.of(OpAddWinsSet.<String>type()).create(slow);
        behind.join(a.live.state());
        HybridTimestamp own = behind.update(set -> set.add("y"))
                .operations()
                .get(0)
                .operation()
                .time();
        assertTrue(own.compareTo(late) > 0);
    }

    @Test
    void operationThatSomebodyStillHoldsBack_isNotStable() {
        a.add("x");
        b.live.join(a.live.state());
        var second = b.add("y");
        a.live.join(second);
        a.live.compact(VersionVector.of(B, 1));
        assertEquals(
                List.of(A, B),
                a.live.deltaSince(VersionVector.of(C, 1)).operations().stream()
                        .map(logged -> logged.event().replica())
                        .toList(),
                "b's operation depends on a's, which is not stable: who has b's event may hold it back");
        a.live.compact(VersionVector.of(A, 1).with(B, 1));
        assertFalse(a.live.deltaSince(VersionVector.of(C, 1)).base().delivered().isEmpty());
    }

    @Test
    void logsAreEqual_ifTheyContainTheSameOperations() {
        var first = a.add("x");
        var second = a.add("y");
        assertEquals(a.live.state(), first.join(second));
        assertEquals(a.live.state().hashCode(), second.join(first).hashCode());
        assertNotEquals(first, second);
        assertTrue(first.join(second).join(first).equals(a.live.state().join(second)));
        assertEquals(a.live, a.live);
        assertNotEquals(a.live, b.live);
    }

    @Test
    void operationsAreListedOnceAndInTheOrderOfTimes() {
        var one = a.add("x").operations().get(0);
        var two = a.add("y").operations().get(0);
        var type = OperationObject.of(OpAddWinsSet.<String>type());
        var log = OperationLog.of(type.bottom().base(), List.of(two, one, two));
        assertEquals(List.of(one, two), log.operations());
        assertEquals(List.of(one, two), copy(type, log).operations());
    }

    @Test
    void operationsInAnotherOrder_areCorrupt() {
        var one = a.add("x").operations().get(0);
        var type = OperationObject.of(OpAddWinsSet.<String>type());
        byte[] message = Codec.standard()
                .encode(type.format(), OperationLog.of(type.bottom().base(), List.of(one)));
        byte[] twice = java.util.Arrays.copyOf(message, 2 * message.length - 4);
        int start = 4;
        System.arraycopy(message, start, twice, message.length, message.length - start);
        twice[start - 1] = 2;
        assertThrows(CorruptDataException.class, () -> Codec.standard().decode(type.format(), twice));
    }

    @Test
    void forgedOperation_isRefusedBeforeAnythingIsJoined() {
        var type = OperationObject.of(OpGrowOnlyCounter.type());
        Tagged<OpPnCounter.Add> forged = new Tagged<>(
                new OpPnCounter.Add(-1), new Dot(A, 1), VersionVector.empty(), HybridTimestamp.of(1_000, 0));
        OperationLog<OpPnCounter.Add, Sums> log =
                OperationLog.of(type.bottom().base(), List.of(new Logged<>(new Dot(A, 1), forged)));
        assertThrows(CorruptDataException.class, () -> copy(type, log));
    }

    private static <D extends org.crdt4j.crdt.Delta<D>> D copy(LatticeType<?, D, ?> type, D log) {
        return Codec.standard().decode(type.format(), Codec.standard().encode(type.format(), log));
    }

    @Test
    void observerThatThrows_keepsNoOperationFromBeingSent() {
        a.live.observe(change -> {
            throw new IllegalStateException("observer");
        });
        var sent = new java.util.ArrayList<OperationLog<Operation<String>, Causal<DotMap<String, DotSet>>>>();
        sent.add(a.live.inOneDelta(() -> assertThrows(IllegalStateException.class, () -> a.add("x"))));
        b.live.join(sent.get(0));
        assertEquals(Set.of("x"), b.live.value());
        assertEquals("OperationObject[OpAddWinsSet[[x]]]", b.live.toString());
    }

    @Test
    void eventOfALogAfterACompaction_isRefusedBeforeAnythingChanges_notLost() {
        SourceId event = new SourceId("sales", 0, 0);
        var compacted = counter(A);
        compacted.update(OpPnCounter::increment);
        compacted.compact(VersionVector.of(A, 1));
        assertThrows(
                StaleReplicaException.class,
                () -> compacted.accept(event, Instant.ofEpochMilli(1), OpPnCounter::increment));
        var whole = counter(B);
        var delta = whole.accept(event, Instant.ofEpochMilli(1), OpPnCounter::increment);
        assertThrows(StaleReplicaException.class, () -> compacted.join(delta));
        assertEquals(1L, compacted.value());
        assertEquals(VersionVector.of(A, 1), compacted.delivered());
        whole.compact(VersionVector.of(B, 1));
        whole.accept(new SourceId("sales", 0, 1), Instant.ofEpochMilli(1), OpPnCounter::increment);
        assertEquals(2L, whole.value(), "what has taken events is not compacted, and takes more");
    }
}
