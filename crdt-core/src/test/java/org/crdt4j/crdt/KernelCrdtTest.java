// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.DotSet;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.codec.Codec;
import org.crdt4j.flag.EnableWinsFlag;
import org.crdt4j.op.OpAddWinsSet;
import org.crdt4j.op.OpLastWriterWinsMap;
import org.crdt4j.op.OpMaxRegister;
import org.crdt4j.op.OpMinRegister;
import org.junit.jupiter.api.Test;

/** What all operation-based types over a kernel do the same way, shown by some of them. */
class KernelCrdtTest {

    private static final ReplicaId A = ReplicaId.of(1);
    private static final Dot FIRST = new Dot(A, 1);
    private static final Dot SECOND = new Dot(A, 2);

    private final OpAddWinsSet<String> set = new OpAddWinsSet<>();

    /** Adds to its kernel nothing but the operations, each of which turns it on. */
    private static final class Switch extends KernelCrdt<EnableWinsFlag, Causal<DotSet>, ValueChange<Boolean>, String> {

        Switch() {
            super(EnableWinsFlag.type());
        }

        @Override
        protected Causal<DotSet> delta(Tagged<String> on) {
            return new Causal<>(DotSet.of(on.dot()), CausalContext.of(on.dot()));
        }
    }

    private static <O> Tagged<O> tagged(O operation, Dot dot) {
        return new Tagged<>(operation, dot, VersionVector.empty(), HybridTimestamp.of(dot.counter(), 0));
    }

    @Test
    void effect_isToJoinADeltaOfTheKernel() {
        set.effect(tagged(set.add("x"), FIRST));
        assertEquals(Set.of("x"), set.value());
        assertEquals(CausalContext.of(FIRST), set.seen());
        assertEquals(
                new Causal<>(DotMap.of(List.of("x"), List.of(DotSet.of(FIRST)), false), CausalContext.of(FIRST)),
                set.state());
        assertEquals("OpAddWinsSet[[x]]", set.toString());
    }

    @Test
    void valueIsThatOfTheKernel_unlessATypeSaysOtherwise() {
        Switch own = new Switch();
        assertEquals("Switch[false]", own.toString());
        own.effect(tagged("on", FIRST));
        assertEquals(true, own.value());
    }

    @Test
    void join_tellsWhetherItAddedSomething() {
        OpAddWinsSet<String> other = new OpAddWinsSet<>();
        other.effect(tagged(other.add("x"), FIRST));
        assertTrue(set.join(other.state()));
        assertFalse(set.join(other.state()));
        assertEquals(other, set);
        assertEquals(other.hashCode(), set.hashCode());
    }

    @Test
    void objects_areEqualIfTheyAreOfOneTypeAndTheirKernelsAreEqual() {
        OpAddWinsSet<String> other = new OpAddWinsSet<>();
        assertEquals(other, set);
        other.effect(tagged(other.add("x"), FIRST));
        assertNotEquals(other, set);
        assertNotEquals(other.hashCode(), set.hashCode());
        assertNotEquals(new OpMinRegister<Integer>(), (Object) new OpMaxRegister<Integer>());
        assertNotEquals(set, (Object) "a set");
    }

    @Test
    void effectsAndJoins_areReported() {
        List<SetChange<String>> reports = new ArrayList<>();
        set.observe(reports::add);
        set.effect(tagged(set.add("x"), FIRST));
        assertEquals(1, reports.size());
        assertEquals(Set.of("x"), reports.get(0).added());
        set.observe(null);
        set.effect(tagged(set.remove("x"), SECOND));
        assertEquals(1, reports.size());
    }

    @Test
    void compaction_reachesTheKernel() {
        OpLastWriterWinsMap<String, String> map = new OpLastWriterWinsMap<>();
        map.effect(tagged(map.put("k", "v"), FIRST));
        map.effect(tagged(map.remove("k"), SECOND));
        map.compact(VersionVector.of(A, 1));
        assertFalse(map.state().store().isEmpty());
        assertEquals(HybridTimestamp.ZERO, map.forgottenUntil());
        map.compact(VersionVector.of(A, 2));
        assertTrue(map.state().store().isEmpty());
        assertEquals(HybridTimestamp.of(2, 0), map.forgottenUntil());
    }

    @Test
    void forgottenTime_neverGoesBack() {
        ReplicaContext surroundings = set.kernel().replicaContext();
        HybridTimestamp later = HybridTimestamp.of(5, 0);
        assertEquals(later.next(), surroundings.nextTimestamp(later));
        assertEquals(later.next(), surroundings.nextTimestamp(HybridTimestamp.of(3, 0)));
        assertEquals(later, set.forgottenUntil());
    }

    @Test
    void stateWithADotThatItDoesNotKnow_breaksAnInvariant() {
        set.checkInvariants();
        set.join(new Causal<>(DotMap.touching("x", DotSet.of(FIRST)), CausalContext.empty()));
        assertThrows(IllegalStateException.class, set::checkInvariants);
    }

    @Test
    void type_makesObjectsAndSaysHowTheyAreWritten() {
        OpType<OpAddWinsSet<String>, OpAddWinsSet.Operation<String>, Causal<DotMap<String, DotSet>>> type =
                OpAddWinsSet.type();
        assertEquals("op-add-wins-set", type.name());
        assertEquals("op-add-wins-set", type.toString());
        assertEquals(set, type.create());
        assertEquals(set.state(), type.bottom());
        set.effect(tagged(set.add("x"), FIRST));
        Codec codec = Codec.standard();
        assertEquals(set.state(), codec.decode(type.stateFormat(), codec.encode(type.stateFormat(), set.state())));
        Tagged<OpAddWinsSet.Operation<String>> operation = tagged(set.remove("x"), SECOND);
        WireFormat<Tagged<OpAddWinsSet.Operation<String>>> format = Tagged.format(type.format());
        assertEquals(operation, codec.decode(format, codec.encode(format, operation)));
    }

    @Test
    void kernel_isNotChangedByAnythingElse() {
        assertThrows(IllegalStateException.class, () -> set.kernel().add("x"));
        assertThrows(
                IllegalStateException.class, () -> set.kernel().replicaContext().replica());
        assertThrows(NullPointerException.class, () -> set.validate(null));
    }

    @Test
    void dotsOfSomething_andOfNothing() {
        assertEquals(DotSet.of(FIRST, SECOND), KernelCrdt.dotsIn(DotSet.of(SECOND, FIRST)));
        assertEquals(DotSet.empty(), KernelCrdt.dotsIn(null));
        assertEquals(CausalContext.of(FIRST, SECOND), KernelCrdt.contextOf(DotSet.of(FIRST), SECOND));
    }
}
