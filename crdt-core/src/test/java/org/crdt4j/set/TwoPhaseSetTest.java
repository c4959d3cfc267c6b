// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.codec.Codec;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.SetChange;
import org.crdt4j.set.GrowOnlySetTest.Counted;
import org.crdt4j.set.TwoPhaseSet.Phases;
import org.junit.jupiter.api.Test;

class TwoPhaseSetTest {

    private final TwoPhaseSet<String> dublin = set(1);
    private final TwoPhaseSet<String> madrid = set(2);

    private static <E> TwoPhaseSet<E> set(long replica) {
        return new TwoPhaseSet<>(ReplicaContext.of(ReplicaId.of(replica), new HybridClock(() -> Instant.EPOCH)));
    }

    private void exchange() {
        dublin.join(madrid.state());
        madrid.join(dublin.state());
        assertEquals(dublin, madrid);
    }

    @Test
    void concurrentAddAndRemove_removesForEver() {
        dublin.add("milk");
        exchange();
        dublin.remove("milk");
        madrid.add("milk");
        exchange();
        assertEquals(Set.of(), madrid.value());
        assertTrue(madrid.isRemoved("milk"));
        assertTrue(madrid.add("milk").isBottom());
        exchange();
        assertFalse(dublin.contains("milk"));
    }

    @Test
    void removeOfAbsentElement_keepsItOutForGood() {
        dublin.remove("milk");
        madrid.add("milk");
        exchange();
        assertEquals(Set.of(), madrid.value());
    }

    @Test
    void removeThatComesBeforeItsAdd_stillRemoves() {
        Phases<String> add = dublin.add("milk");
        Phases<String> remove = dublin.remove("milk");
        madrid.join(remove);
        assertFalse(madrid.join(add));
        assertEquals(Set.of(), madrid.value());
    }

    @Test
    void secondRemove_tellsThoseWhoMissedTheFirst() {
        madrid.join(dublin.add("milk"));
        dublin.remove("milk");
        Phases<String> second = dublin.remove("milk");
        assertTrue(madrid.join(second));
        assertFalse(madrid.join(second));
        assertEquals(Set.of(), madrid.value());
    }

    @Test
    void clear_removesWhatIsSeen() {
        dublin.addAll(List.of("milk", "tea"));
        madrid.add("salt");
        madrid.join(dublin.clear());
        assertEquals(Set.of("salt"), madrid.value());
        assertTrue(madrid.isRemoved("tea"));
        assertTrue(dublin.clear().isBottom());
    }

    @Test
    void compact_forgetsNoRemove() {
        dublin.remove("milk");
        dublin.compact(VersionVector.empty().with(ReplicaId.of(1), 100));
        madrid.add("milk");
        exchange();
        assertFalse(dublin.contains("milk"));
    }

    @Test
    void mutatorsInOneDelta_giveTheJoin() {
        dublin.add("milk");
        Phases<String> delta = dublin.inOneDelta(() -> {
            dublin.addAll(List.of("tea", "salt"));
            dublin.inOneDelta(() -> dublin.remove("salt"));
        });
        assertEquals(Elements.of("tea"), delta.present());
        assertEquals(Elements.of("salt"), delta.removed());
    }

    @Test
    void phases_comeBackFromTheirBytes() {
        dublin.addAll(List.of("milk", "tea"));
        dublin.remove("tea");
        Codec codec = Codec.standard();
        Phases<String> state = dublin.state();
        assertEquals(state, codec.decode(Phases.<String>format(), codec.encode(Phases.format(), state)));
        assertEquals("present [milk], removed [tea]", state.toString());
    }

    @Test
    void nullElement_isRefusedAndChangesNothing() {
        assertThrows(NullPointerException.class, () -> dublin.add(null));
        assertThrows(NullPointerException.class, () -> dublin.remove(null));
        assertThrows(NullPointerException.class, () -> dublin.addAll(Arrays.asList("tea", null)));
        assertTrue(dublin.state().isBottom());
    }

    @Test
    void whatWasHandedOut_neverChanges() {
        dublin.addAll(List.of("milk", "tea"));
        Set<String> value = dublin.value();
        Phases<String> state = dublin.state();
        dublin.remove("milk");
        dublin.clear();
        assertEquals(Set.of("milk", "tea"), value);
        assertEquals(Set.of("milk", "tea"), state.present().all());
        assertTrue(state.removed().isBottom());
        dublin.add("salt");
        assertThrows(
                UnsupportedOperationException.class, () -> dublin.elements().remove("salt"));
    }

    @Test
    void reports_areExactAndComeOnce() {
        List<SetChange<String>> reports = new ArrayList<>();
        dublin.observe(reports::add);
        dublin.add("milk");
        dublin.remove("tea");
        dublin.add("tea");
        Phases<String> remove = madrid.remove("milk");
        dublin.join(remove);
        dublin.join(remove);
        assertEquals(
                List.of(new SetChange<>(Set.of("milk"), Set.of()), new SetChange<>(Set.of(), Set.of("milk"))), reports);
    }

    /* counts calls, not time: what one element costs must not depend on the size of the set */
    @Test
    void oneElement_takesTheSameWorkWhateverTheSize() {
        assertEquals(workOfOne(100), workOfOne(100_000));
    }

    private static int workOfOne(int size) {
        int[] calls = {0};
        TwoPhaseSet<Counted> large = set(1);
        TwoPhaseSet<Counted> other = set(2);
        for (int number = 0; number < size; number++) {
            large.add(new Counted(number, calls));
        }
        Phases<Counted> add = other.add(new Counted(-1, calls));
        Phases<Counted> remove = other.remove(new Counted(-1, calls));
        calls[0] = 0;
        large.join(add);
        large.join(remove);
        large.join(remove);
        large.add(new Counted(-2, calls));
        large.remove(new Counted(-2, calls));
        assertEquals(size, large.size());
        return calls[0];
    }
}
