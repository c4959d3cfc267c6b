// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.SetChange;
import org.junit.jupiter.api.Test;

class GrowOnlySetTest {

    private final GrowOnlySet<String> dublin = set(1);
    private final GrowOnlySet<String> madrid = set(2);

    private static <E> GrowOnlySet<E> set(long replica) {
        return new GrowOnlySet<>(ReplicaContext.of(ReplicaId.of(replica), new HybridClock(() -> Instant.EPOCH)));
    }

    @Test
    void concurrentAdds_areAllIn() {
        dublin.add("milk");
        madrid.addAll(List.of("milk", "tea"));
        dublin.join(madrid.state());
        madrid.join(dublin.state());
        assertEquals(Set.of("milk", "tea"), dublin.value());
        assertEquals(dublin, madrid);
    }

    @Test
    void addOfWhatIsThere_tellsThoseWhoMissedIt() {
        dublin.add("milk");
        madrid.join(dublin.add("milk"));
        assertTrue(madrid.contains("milk"));
        assertFalse(madrid.contains("tea"));
        assertFalse(madrid.join(dublin.addAll(List.of("milk"))));
    }

    @Test
    void mutatorsInOneDelta_giveTheJoin() {
        Elements<String> delta = dublin.inOneDelta(() -> {
            dublin.addAll(List.of("milk", "tea"));
            dublin.inOneDelta(() -> dublin.add("salt"));
        });
        assertEquals(Set.of("milk", "tea", "salt"), delta.all());
    }

    @Test
    void mutatorsThatThrow_leaveWhatTheyDidAndNoDelta() {
        assertThrows(
                NullPointerException.class,
                () -> dublin.inOneDelta(() -> {
                    dublin.add("milk");
                    dublin.add(null);
                }));
        assertEquals(Set.of("milk"), dublin.value());
        assertEquals(Elements.of("tea"), dublin.inOneDelta(() -> dublin.add("tea")));
    }

    @Test
    void nullElement_isRefusedAndChangesNothing() {
        assertThrows(NullPointerException.class, () -> dublin.add(null));
        assertThrows(NullPointerException.class, () -> dublin.addAll(Arrays.asList("tea", null)));
        assertTrue(dublin.state().isBottom());
    }

    @Test
    void whatWasHandedOut_neverChanges() {
        Elements<String> nothing = dublin.state();
        dublin.add("milk");
        Set<String> value = dublin.value();
        Elements<String> state = dublin.state();
        dublin.add("tea");
        dublin.join(Elements.of("salt"));
        assertEquals(Set.of(), nothing.all());
        assertEquals(Set.of("milk"), value);
        assertEquals(Elements.of("milk"), state);
        assertEquals(Set.of("milk", "tea", "salt"), dublin.value());
        assertThrows(UnsupportedOperationException.class, () -> value.add("x"));
        assertThrows(
                UnsupportedOperationException.class, () -> dublin.elements().remove("tea"));
    }

    @Test
    void stateThatNothingChanged_isHandedOutAgain() {
        dublin.add("milk");
        assertSame(dublin.state(), dublin.state());
    }

    @Test
    void elementThatWasChangedAfterwards_isNoticedByTheCheck() {
        GrowOnlySet<List<String>> set = set(1);
        List<String> element = new ArrayList<>(List.of("milk"));
        set.add(element);
        set.checkInvariants();
        element.add("tea");
        assertThrows(IllegalStateException.class, set::checkInvariants);
    }

    @Test
    void reports_areExactAndComeOnce() {
        List<SetChange<String>> reports = new ArrayList<>();
        dublin.observe(reports::add);
        dublin.add("milk");
        dublin.add("milk");
        dublin.join(Elements.copyOf(List.of("milk", "tea")));
        dublin.addAll(List.of("tea"));
        assertEquals(
                List.of(new SetChange<>(Set.of("milk"), Set.of()), new SetChange<>(Set.of("tea"), Set.of())), reports);
    }

    /* counts calls, not time: what one element costs must not depend on the size of the set */
    @Test
    void oneElement_takesTheSameWorkWhateverTheSize() {
        assertEquals(workOfOne(100), workOfOne(100_000));
    }

    private static int workOfOne(int size) {
        int[] calls = {0};
        GrowOnlySet<Counted> large = set(1);
        for (int number = 0; number < size; number++) {
            large.add(new Counted(number, calls));
        }
        calls[0] = 0;
        large.add(new Counted(-1, calls));
        large.join(Elements.of(new Counted(-2, calls)));
        large.join(Elements.of(new Counted(-2, calls)));
        assertEquals(size + 2, large.size());
        return calls[0];
    }

    /** An element that counts how often it is looked at. */
    static final class Counted {

        private final int number;
        private final int[] calls;

        Counted(int number, int[] calls) {
            this.number = number;
            this.calls = calls;
        }

        @Override
        public boolean equals(Object object) {
            calls[0]++;
            return object instanceof Counted other && number == other.number;
        }

        @Override
        public int hashCode() {
            calls[0]++;
            return number * 0x9E3779B9;
        }
    }
}
