// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.crdt.Crdt;
import org.crdt4j.crdt.CrdtType;
import org.crdt4j.crdt.Delta;
import org.crdt4j.crdt.ReplicaContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What all sets have in common: live views, equality, text. */
class SetsTest {

    /** A type of sets, by what it is asked. */
    record Kind<T extends Crdt<D, ?>, D extends Delta<D>>(
            CrdtType<T, D, ?> type, BiConsumer<T, String> add, Function<T, Set<String>> elements) {

        T create(long replica) {
            return type.create(ReplicaContext.of(ReplicaId.of(replica), new HybridClock(() -> Instant.EPOCH)));
        }

        @Override
        public String toString() {
            return type.name();
        }
    }

    static Stream<Kind<?, ?>> kinds() {
        return Stream.of(
                new Kind<>(AddWinsSet.<String>type(), AddWinsSet::add, AddWinsSet::elements),
                new Kind<>(RemoveWinsSet.<String>type(), RemoveWinsSet::add, RemoveWinsSet::elements),
                new Kind<>(LastWriterWinsSet.<String>type(), LastWriterWinsSet::add, LastWriterWinsSet::elements),
                new Kind<>(GrowOnlySet.<String>type(), GrowOnlySet::add, GrowOnlySet::elements),
                new Kind<>(TwoPhaseSet.<String>type(), TwoPhaseSet::add, TwoPhaseSet::elements));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void elements_followTheSet(Kind<?, ?> kind) {
        followed(kind);
    }

    private static <T extends Crdt<D, ?>, D extends Delta<D>> void followed(Kind<T, D> kind) {
        T set = kind.create(1);
        Set<String> view = kind.elements.apply(set);
        assertTrue(view.isEmpty());
        kind.add.accept(set, "milk");
        kind.add.accept(set, "tea");
        assertEquals(2, view.size());
        assertTrue(view.contains("milk"));
        assertFalse(view.contains("salt"));
        assertEquals(Set.of("milk", "tea"), view);
        assertEquals(Set.of("milk", "tea"), set.value());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void sets_areEqualIfTheirStatesAre(Kind<?, ?> kind) {
        compared(kind);
    }

    private static <T extends Crdt<D, ?>, D extends Delta<D>> void compared(Kind<T, D> kind) {
        T dublin = kind.create(1);
        T madrid = kind.create(2);
        kind.add.accept(dublin, "milk");
        assertNotEquals(dublin, madrid);
        assertNotEquals(dublin.hashCode(), madrid.hashCode());
        assertNotEquals(dublin.state(), madrid.state());
        assertNotEquals(dublin.state().hashCode(), madrid.state().hashCode());
        assertNotEquals(dublin, new Object());
        madrid.join(dublin.state());
        assertEquals(dublin, madrid);
        assertEquals(dublin.hashCode(), madrid.hashCode());
        assertEquals(dublin.state(), madrid.state());
        assertEquals(dublin.state().hashCode(), madrid.state().hashCode());
        String name = dublin.getClass().getSimpleName();
        assertEquals(name + "[milk]", dublin.toString());
        assertTrue(dublin.state().toString().contains("milk"), dublin.state()::toString);
    }
}
