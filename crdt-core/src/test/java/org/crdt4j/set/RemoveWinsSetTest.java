// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.RemoveWins;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.SetChange;
import org.junit.jupiter.api.Test;

class RemoveWinsSetTest {

    private final RemoveWinsSet<String> dublin = set(1);
    private final RemoveWinsSet<String> madrid = set(2);

    private static RemoveWinsSet<String> set(long replica) {
        return new RemoveWinsSet<>(ReplicaContext.of(ReplicaId.of(replica), new HybridClock(() -> Instant.EPOCH)));
    }

    private void exchange() {
        dublin.join(madrid.state());
        madrid.join(dublin.state());
        assertEquals(dublin, madrid);
    }

    @Test
    void concurrentAddAndRemove_removesElement() {
        dublin.add("milk");
        exchange();
        dublin.remove("milk");
        madrid.add("milk");
        assertEquals(Set.of("milk"), madrid.value());
        exchange();
        assertEquals(Set.of(), madrid.value());
    }

    @Test
    void removeOfAbsentElement_isRemembered() {
        dublin.remove("milk");
        madrid.add("milk");
        exchange();
        assertFalse(madrid.contains("milk"));
    }

    @Test
    void addAfterAllRemoves_isThere() {
        dublin.remove("milk");
        madrid.remove("milk");
        exchange();
        madrid.add("milk");
        exchange();
        assertEquals(Set.of("milk"), dublin.value());
        assertEquals(1, dublin.size());
    }

    @Test
    void addThatSawOneOfTwoRemoves_isNotEnough() {
        dublin.remove("milk");
        RemoveWinsSet<String> paris = set(3);
        paris.remove("milk");
        madrid.join(dublin.state());
        paris.join(madrid.add("milk"));
        assertFalse(paris.contains("milk"));
        assertTrue(madrid.contains("milk"));
    }

    @Test
    void clear_takesAwayWhatWasSeenOnly() {
        dublin.add("milk");
        exchange();
        dublin.clear();
        madrid.add("milk");
        madrid.add("tea");
        exchange();
        assertEquals(Set.of("milk", "tea"), dublin.value());
    }

    @Test
    void clear_alsoTakesAwayRemoves() {
        dublin.remove("milk");
        dublin.clear();
        madrid.add("milk");
        exchange();
        assertEquals(Set.of("milk"), dublin.value());
        assertTrue(set(3).clear().isBottom());
    }

    @Test
    void removesOfSeveral_winAgainstConcurrentAdds() {
        dublin.addAll(List.of("milk", "tea", "milk"));
        exchange();
        dublin.removeAll(List.of("milk", "tea", "salt"));
        madrid.addAll(List.of("milk", "salt", "oats"));
        exchange();
        assertEquals(Set.of("oats"), dublin.value());
        assertTrue(dublin.removeAll(List.of()).isBottom());
    }

    @Test
    void lateOldAdd_neitherRevivesNorHarms() {
        Causal<DotMap<String, RemoveWins>> old = dublin.add("milk");
        dublin.remove("milk");
        madrid.join(dublin.state());
        assertFalse(madrid.join(old));
        assertFalse(madrid.contains("milk"));
        madrid.add("milk");
        madrid.join(old);
        assertTrue(madrid.contains("milk"));
    }

    @Test
    void stableRemoves_areForgottenEverywhere() {
        dublin.add("milk");
        dublin.add("tea");
        exchange();
        dublin.remove("milk");
        madrid.add("milk");
        exchange();
        VersionVector stable = dublin.state().context().vector();
        Causal<DotMap<String, RemoveWins>> forgetting = dublin.forgetRemoves(stable);
        assertTrue(dublin.forgetRemoves(stable).isBottom());
        madrid.join(forgetting);
        assertEquals(Set.of("tea"), madrid.state().store().keys());
        assertEquals(Set.of("tea"), madrid.value());
        madrid.join(dublin.add("milk"));
        assertTrue(madrid.contains("milk"));
    }

    @Test
    void removesThatAreNotStable_areKept() {
        dublin.add("milk");
        exchange();
        VersionVector stable = dublin.state().context().vector();
        dublin.remove("milk");
        assertTrue(dublin.forgetRemoves(stable).isBottom());
        madrid.add("milk");
        exchange();
        assertEquals(Set.of(), dublin.value());
    }

    @Test
    void elements_areALiveView() {
        Set<String> view = dublin.elements();
        dublin.addAll(List.of("milk", "tea"));
        dublin.remove("milk");
        assertEquals(Set.of("tea"), view);
        assertTrue(view.contains("tea"));
        assertThrows(UnsupportedOperationException.class, () -> view.remove("tea"));
    }

    @Test
    void whatIsRememberedOfRemoves_isNothingToSee() {
        assertTrue(dublin.isVacant());
        dublin.add("milk");
        assertFalse(dublin.isVacant());
        dublin.remove("milk");
        assertTrue(dublin.isVacant());
        assertFalse(dublin.isEmpty());
    }

    @Test
    void visibleDots_areThoseOfAddsThatCount() {
        dublin.add("milk");
        dublin.remove("milk");
        dublin.add("tea");
        List<String> dots = new ArrayList<>();
        dublin.forEachVisibleDot((origin, counter) -> dots.add(origin + ":" + counter));
        assertEquals(List.of("1:3"), dots);
    }

    @Test
    void changeBetweenTwoStates_isWhatIsInOneOfThem() {
        dublin.addAll(List.of("milk", "tea"));
        madrid.addAll(List.of("tea", "salt"));
        madrid.remove("milk");
        assertEquals(
                new SetChange<>(Set.of("salt"), Set.of("milk")),
                dublin.change(dublin.frozenStore(), madrid.frozenStore()));
        assertNull(dublin.change(dublin.frozenStore(), dublin.frozenStore()));
    }

    @Test
    void invariants_holdWhetherTheSizeWasAskedForOrNot() {
        dublin.add("milk");
        dublin.checkInvariants();
        assertEquals(1, dublin.size());
        dublin.add("tea");
        dublin.checkInvariants();
    }

    @Test
    void eventThatIsNotInTheContext_isNoticedByTheCheck() {
        dublin.join(new Causal<>(madrid.add("milk").store(), CausalContext.empty()));
        assertThrows(IllegalStateException.class, dublin::checkInvariants);
    }

    @Test
    void nullElement_isRefusedAndChangesNothing() {
        assertThrows(NullPointerException.class, () -> dublin.add(null));
        assertThrows(NullPointerException.class, () -> dublin.remove(null));
        assertThrows(NullPointerException.class, () -> dublin.addAll(Arrays.asList("tea", null)));
        assertTrue(dublin.state().isBottom());
    }

    @Test
    void reports_areExactAndComeOnce() {
        List<SetChange<String>> reports = new ArrayList<>();
        dublin.observe(reports::add);
        dublin.remove("milk");
        dublin.add("milk");
        dublin.add("milk");
        Causal<DotMap<String, RemoveWins>> remove = madrid.remove("milk");
        dublin.join(remove);
        dublin.join(remove);
        assertEquals(
                List.of(new SetChange<>(Set.of("milk"), Set.of()), new SetChange<>(Set.of(), Set.of("milk"))), reports);
    }
}
