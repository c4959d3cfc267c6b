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
import java.util.Set;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotFun;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.ValueChange;
import org.junit.jupiter.api.Test;

class MultiValueRegisterTest {

    private static final ReplicaId DUBLIN = ReplicaId.of(1);
    private static final ReplicaId MADRID = ReplicaId.of(2);

    private final MultiValueRegister<String> dublin = register(DUBLIN);
    private final MultiValueRegister<String> madrid = register(MADRID);

    private static MultiValueRegister<String> register(ReplicaId replica) {
        return new MultiValueRegister<>(ReplicaContext.of(replica, new HybridClock(() -> Instant.EPOCH)));
    }

    private void exchange() {
        dublin.join(madrid.state());
        madrid.join(dublin.state());
        assertEquals(dublin, madrid);
        dublin.checkInvariants();
        madrid.checkInvariants();
    }

    @Test
    void concurrentAssignments_areBothKeptInOneOrder() {
        madrid.assign("b");
        dublin.assign("a");
        exchange();
        assertEquals(List.of("a", "b"), List.copyOf(dublin.value()));
        assertEquals(List.of("a", "b"), List.copyOf(madrid.value()));
    }

    @Test
    void assignmentThatHasSeenOthers_replacesThem() {
        dublin.assign("a");
        madrid.assign("b");
        exchange();
        madrid.assign("c");
        exchange();
        assertEquals(Set.of("c"), dublin.value());
    }

    @Test
    void assignmentThatHasSeenOneOfTwo_replacesThatOne() {
        dublin.assign("a");
        Causal<DotFun<String>> fromMadrid = madrid.assign("b");
        MultiValueRegister<String> tokyo = register(ReplicaId.of(3));
        tokyo.join(fromMadrid);
        tokyo.assign("c");
        dublin.join(tokyo.state());
        assertEquals(Set.of("a", "c"), dublin.value());
        assertFalse(dublin.join(fromMadrid));
    }

    @Test
    void equalConcurrentValues_showAsOneUntilBothAreGone() {
        MultiValueRegister<String> tokyo = register(ReplicaId.of(3));
        tokyo.join(dublin.assign("a"));
        Causal<DotFun<String>> onlyDublins = tokyo.clear();
        madrid.assign("a");
        exchange();
        assertEquals(Set.of("a"), dublin.value());
        dublin.join(onlyDublins);
        assertEquals(Set.of("a"), dublin.value());
        dublin.clear();
        exchange();
        assertEquals(Set.of(), madrid.value());
    }

    @Test
    void concurrentAssignmentAndClear_keepsTheAssignment() {
        dublin.assign("a");
        exchange();
        dublin.clear();
        madrid.assign("b");
        exchange();
        assertEquals(Set.of("b"), dublin.value());
    }

    @Test
    void clearThatComesBeforeItsAssignment_stillClears() {
        Causal<DotFun<String>> assignment = dublin.assign("a");
        Causal<DotFun<String>> clear = dublin.clear();
        madrid.join(clear);
        assertFalse(madrid.join(assignment));
        assertEquals(Set.of(), madrid.value());
    }

    @Test
    void clearOfNothing_saysNothing() {
        assertTrue(dublin.clear().isBottom());
    }

    @Test
    void nullValue_isRefusedAndChangesNothing() {
        assertThrows(NullPointerException.class, () -> dublin.assign(null));
        assertTrue(dublin.state().isBottom());
    }

    @Test
    void reports_areExactAndComeOnce() {
        List<ValueChange<Set<String>>> reports = new ArrayList<>();
        dublin.observe(reports::add);
        dublin.assign("a");
        dublin.assign("a");
        Causal<DotFun<String>> fromMadrid = madrid.assign("b");
        dublin.join(fromMadrid);
        dublin.join(fromMadrid);
        dublin.clear();
        assertEquals(
                List.of(
                        new ValueChange<>(Set.of(), Set.of("a")),
                        new ValueChange<>(Set.of("a"), Set.of("a", "b")),
                        new ValueChange<>(Set.of("a", "b"), Set.of())),
                reports);
    }

    @Test
    void severalWrites_areOneDelta() {
        Causal<DotFun<String>> both = dublin.inOneDelta(() -> {
            dublin.assign("a");
            dublin.assign("b");
        });
        madrid.join(both);
        assertEquals(dublin, madrid);
        assertEquals(Set.of("b"), madrid.value());
    }

    @Test
    void deltaSince_isWhatThePeerLacks() {
        dublin.assign("a");
        madrid.assign("b");
        exchange();
        Causal<DotFun<String>> missing = dublin.deltaSince(VersionVector.of(DUBLIN, 1));
        assertEquals(new Causal<>(DotFun.of(new Dot(MADRID, 1), "b"), CausalContext.of(MADRID, 1)), missing);
        dublin.clear();
        assertEquals(2, dublin.deltaSince(VersionVector.empty()).context().size());
    }

    @Test
    void compact_changesNothing() {
        dublin.assign("a");
        madrid.assign("b");
        exchange();
        dublin.compact(VersionVector.of(DUBLIN, 1).with(MADRID, 1));
        assertEquals(madrid.state(), dublin.state());
    }

    @Test
    void whatWasHandedOut_neverChanges() {
        dublin.assign("a");
        Causal<DotFun<String>> state = dublin.state();
        Set<String> value = dublin.value();
        dublin.assign("b");
        dublin.join(madrid.assign("c"));
        assertEquals(Set.of("a"), value);
        assertEquals(List.of("a"), state.store().values());
        assertEquals(CausalContext.of(DUBLIN, 1), state.context());
        assertThrows(UnsupportedOperationException.class, () -> value.add("d"));
    }

    @Test
    void registersWithTheSameState_areEqualWhereverTheyLive() {
        dublin.assign("a");
        madrid.assign("a");
        assertNotEquals(dublin, madrid);
        exchange();
        assertEquals(dublin.hashCode(), madrid.hashCode());
        assertEquals("MultiValueRegister[a]", madrid.toString());
    }
}
