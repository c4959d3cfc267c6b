// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.codec.Codec;
import org.crdt4j.crdt.OpType;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.op.PureTypes.Change;
import org.junit.jupiter.api.Test;

final class PureOperationLogTest {

    private static final OpType<PureOperationLog<Change, Set<String>>, Change, PureLog<Change>> ADD_WINS =
            PureTypes.ADD_WINS;

    private final OpReplica<PureOperationLog<Change, Set<String>>, Change> a = replica(1, ADD_WINS);
    private final OpReplica<PureOperationLog<Change, Set<String>>, Change> b = replica(2, ADD_WINS);
    private final OpReplica<PureOperationLog<Change, Set<String>>, Change> c = replica(3, ADD_WINS);

    private static OpReplica<PureOperationLog<Change, Set<String>>, Change> replica(
            long id, OpType<PureOperationLog<Change, Set<String>>, Change, PureLog<Change>> type) {
        return replica(id, type.create());
    }

    private static OpReplica<PureOperationLog<Change, Set<String>>, Change> replica(
            long id, PureOperationLog<Change, Set<String>> log) {
        return new OpReplica<>(log, ReplicaId.of(id), new HybridClock(() -> Instant.ofEpochMilli(1_000_000)));
    }

    private static int bytes(PureLog<Change> state) {
        return Codec.standard().encode(ADD_WINS.stateFormat(), state).length;
    }

    @Test
    void concurrentAddAndRemove_keepsElement() {
        b.receive(a.update(log -> Change.add("x")));
        Tagged<Change> removed = a.update(log -> Change.remove("x"));
        Tagged<Change> added = b.update(log -> Change.add("x"));
        a.receive(added);
        b.receive(removed);
        assertEquals(Set.of("x"), a.object().value());
        assertEquals(List.of(Change.add("x")), b.object().operations());
        assertEquals(a.object().value(), b.object().value());
    }

    @Test
    void removeThatSawTheAdd_leavesNothing() {
        b.receive(a.update(log -> Change.add("x")));
        a.receive(b.update(log -> Change.remove("x")));
        assertEquals(List.of(), a.object().operations());
        assertEquals(Set.of(), a.object().value());
        assertEquals("PureOperationLog[[]]", a.object().toString());
    }

    /* the second operation of b does not say again what its first had seen */
    @Test
    void whatAnEarlierOperationSaw_theNextOneSawToo() {
        b.receive(a.update(log -> Change.add("x")));
        Tagged<Change> other = b.update(log -> Change.add("y"));
        Tagged<Change> removed = b.update(log -> Change.remove("x"));
        assertTrue(removed.dependencies().isEmpty());
        a.receive(other);
        a.receive(removed);
        assertEquals(Set.of("y"), a.object().value());
    }

    @Test
    void concurrentAddAndRemove_whereRemovesWin() {
        OpReplica<PureOperationLog<Change, Set<String>>, Change> one = replica(1, PureTypes.REMOVE_WINS);
        OpReplica<PureOperationLog<Change, Set<String>>, Change> two = replica(2, PureTypes.REMOVE_WINS);
        Tagged<Change> added = one.update(log -> Change.add("x"));
        Tagged<Change> removed = two.update(log -> Change.remove("x"));
        one.receive(removed);
        two.receive(added);
        assertEquals(Set.of(), one.object().value());
        assertEquals(one.object(), two.object());
        assertEquals(one.object().hashCode(), two.object().hashCode());
    }

    @Test
    void changesOfTheValue_areReportedOnce() {
        List<ValueChange<Set<String>>> heard = new ArrayList<>();
        b.object().observe(heard::add);
        b.receive(a.update(log -> Change.add("x")));
        b.receive(a.update(log -> Change.add("x")));
        b.receive(a.update(log -> Change.remove("y")));
        assertEquals(List.of(new ValueChange<>(Set.of(), Set.of("x"))), heard);
        b.object().join(b.object().state());
        b.object().observe(null);
        b.receive(a.update(log -> Change.clear()));
        assertEquals(1, heard.size());
        assertEquals(Set.of(), b.object().value());
    }

    @Test
    void newReplica_takesTheState_andTheOperationsAfterIt() {
        a.update(log -> Change.add("x"));
        a.update(log -> Change.add("y"));
        Tagged<Change> seenByNobody = c.update(log -> Change.add("x"));
        PureOperationLog<Change, Set<String>> late = ADD_WINS.create();
        assertTrue(late.join(a.object().state()));
        assertFalse(late.join(a.object().state()));
        assertEquals(a.object(), late);
        late.effect(seenByNobody);
        late.effect(a.update(log -> Change.remove("x")));
        assertEquals(Set.of("x", "y"), late.value());
        late.effect(a.update(log -> Change.clear()));
        assertEquals(List.of(Change.add("x")), late.operations());
    }

    @Test
    void valueIsComputedOnce_untilTheLogChanges() {
        b.receive(a.update(log -> Change.add("x")));
        Set<String> before = b.object().value();
        b.receive(a.update(log -> Change.remove("y")));
        assertSame(before, b.object().value());
        b.receive(a.update(log -> Change.remove("x")));
        assertEquals(Set.of(), b.object().value());
        assertEquals(Set.of("x"), before);
    }

    @Test
    void stateBeforeAnOperation_doesNotChangeWithIt() {
        a.update(log -> Change.add("x"));
        PureLog<Change> before = a.object().state();
        a.update(log -> Change.clear());
        assertEquals(List.of(Change.add("x")), before.operations());
        assertEquals(1, before.delivered().get(ReplicaId.of(1)));
        assertTrue(before.toString().contains(":1=" + Change.add("x")), before.toString());
        assertTrue(before.toString().endsWith(" of " + before.delivered()), before.toString());
        assertNotEquals(before, a.object().state());
        assertNotEquals(before.hashCode(), a.object().state().hashCode());
    }

    @Test
    void nothingIsBottom_andNullIsRefused() {
        assertTrue(ADD_WINS.bottom().isBottom());
        assertEquals(ADD_WINS.bottom(), ADD_WINS.create().state());
        a.update(log -> Change.clear());
        assertFalse(a.object().state().isBottom());
        assertThrows(NullPointerException.class, () -> a.update(log -> null));
    }

    /* ten replicas that have seen everything of one another: metadata for each pair, until it is stable */
    @Test
    void compaction_dropsWhoHadSeenWhat_andNothingElse() {
        List<OpReplica<PureOperationLog<Change, Set<String>>, Change>> all = new ArrayList<>();
        for (long id = 1; id <= 10; id++) {
            all.add(replica(id, ADD_WINS));
        }
        for (int round = 0; round < 3; round++) {
            for (OpReplica<PureOperationLog<Change, Set<String>>, Change> author : all) {
                Tagged<Change> sent = author.update(log -> Change.add("e" + author.replica()));
                all.stream().filter(other -> other != author).forEach(other -> other.receive(sent));
            }
        }
        PureOperationLog<Change, Set<String>> first = all.get(0).object();
        PureLog<Change> before = first.state();
        Set<String> value = first.value();
        assertEquals(10, before.pasts.size());
        first.compact(all.get(0).delivered());
        PureLog<Change> after = first.state();
        assertTrue(after.pasts.isEmpty());
        assertEquals(before.kept, after.kept);
        assertEquals(value, first.value());
        assertEquals(375, bytes(before));
        assertEquals(195, bytes(after));
        first.compact(VersionVector.empty());
        assertSame(after, first.state());
        goesOnAfterCompaction(all);
    }

    /* a remove that saw everything, and an add that did not see the remove */
    private static void goesOnAfterCompaction(List<OpReplica<PureOperationLog<Change, Set<String>>, Change>> all) {
        String element = "e" + all.get(1).replica();
        Tagged<Change> removed = all.get(1).update(log -> Change.remove(element));
        Tagged<Change> added = all.get(2).update(log -> Change.add(element));
        PureOperationLog<Change, Set<String>> first = all.get(0).object();
        all.get(0).receive(removed);
        assertFalse(first.value().contains(element));
        all.get(0).receive(added);
        assertTrue(first.value().contains(element));
        all.get(0).receive(all.get(2).update(log -> Change.remove(element)));
        assertEquals(9, first.value().size());
        assertFalse(first.value().contains(element));
        first.checkInvariants();
    }

    @Test
    void stableRemove_goesWithWhatItHides_onlyWhenThatIsStableToo() {
        OpReplica<PureOperationLog<Change, Set<String>>, Change> one = replica(1, PureTypes.REMOVE_WINS);
        OpReplica<PureOperationLog<Change, Set<String>>, Change> two = replica(2, PureTypes.REMOVE_WINS);
        Tagged<Change> added = one.update(log -> Change.add("x"));
        Tagged<Change> removed = two.update(log -> Change.remove("x"));
        Tagged<Change> alone = two.update(log -> Change.remove("y"));
        one.receive(removed);
        one.receive(alone);
        PureOperationLog<Change, Set<String>> log = one.object();
        PureLog<Change> before = log.state();
        log.compact(VersionVector.of(ReplicaId.of(2), 9));
        assertEquals(List.of(Change.add("x"), Change.remove("x")), log.operations());
        log.compact(VersionVector.of(ReplicaId.of(1), 1));
        assertEquals(List.of(), log.operations());
        assertEquals(Set.of(), log.value());
        log.join(before);
        assertEquals(List.of(), log.operations());
        two.receive(added);
        two.object().join(log.state());
        assertEquals(log, two.object());
    }

    @Test
    void statesJoin_inAnyOrder() {
        a.update(log -> Change.add("x"));
        b.update(log -> Change.add("y"));
        c.receive(a.update(log -> Change.add("z")));
        PureLog<Change> one = a.object().state();
        PureLog<Change> other = b.object().state();
        assertEquals(one.join(other), other.join(one));
        assertSame(one, one.join(one));
        assertSame(one, one.join(PureLog.none()));
        assertEquals(one, PureLog.<Change>none().join(one));
        assertEquals(1, c.pending());
    }
}
