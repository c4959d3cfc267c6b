// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.DotSet;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.CausalType;
import org.crdt4j.crdt.MapChange;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.SetChange;
import org.crdt4j.set.AddWinsSet;
import org.junit.jupiter.api.Test;

/** Maps of maps of sets: an {@link ObservedRemoveMap} behaves alike at any depth. */
class NestedMapTest {

    private static final CausalType<
                    ObservedRemoveMap<String, AddWinsSet<String>, DotMap<String, DotSet>, SetChange<String>>,
                    DotMap<String, KeyStore<DotMap<String, DotSet>>>,
                    MapChange<String, Optional<SetChange<String>>>>
            SETS = ObservedRemoveMap.of(AddWinsSet.<String>type());

    private final ObservedRemoveMap<
                    String,
                    ObservedRemoveMap<String, AddWinsSet<String>, DotMap<String, DotSet>, SetChange<String>>,
                    DotMap<String, KeyStore<DotMap<String, DotSet>>>,
                    MapChange<String, Optional<SetChange<String>>>>
            dublin = new ObservedRemoveMap<>(context(1), SETS);
    private final ObservedRemoveMap<
                    String,
                    ObservedRemoveMap<String, AddWinsSet<String>, DotMap<String, DotSet>, SetChange<String>>,
                    DotMap<String, KeyStore<DotMap<String, DotSet>>>,
                    MapChange<String, Optional<SetChange<String>>>>
            madrid = new ObservedRemoveMap<>(context(2), SETS);

    private static ReplicaContext context(long replica) {
        return ReplicaContext.of(ReplicaId.of(replica), new HybridClock(() -> Instant.EPOCH));
    }

    private void exchange() {
        dublin.join(madrid.state());
        madrid.join(dublin.state());
        assertEquals(dublin, madrid);
        dublin.checkInvariants();
        madrid.checkInvariants();
    }

    @Test
    void concurrentUpdatesDeepInside_areJoinedByTheInnermost() {
        dublin.update("outer", inner -> inner.update("k", set -> set.add("milk")));
        madrid.update("outer", inner -> inner.update("k", set -> set.add("tea")));
        exchange();
        assertEquals(Map.of("outer", Map.of("k", Set.of("milk", "tea"))), dublin.value());
    }

    @Test
    void concurrentUpdateDeepInsideAndRemovalOutside_keepsWhatTheUpdateWroteOnly() {
        dublin.update("outer", inner -> {
            inner.update("k", set -> set.add("milk"));
            inner.update("l", set -> set.add("oats"));
        });
        exchange();
        dublin.update("outer", inner -> inner.update("k", set -> set.add("tea")));
        madrid.remove("outer");
        exchange();
        assertEquals(Map.of("outer", Map.of("k", Set.of("tea"))), madrid.value());
    }

    @Test
    void removalInside_leavesTheOuterKey() {
        dublin.update("outer", inner -> inner.update("k", set -> set.add("milk")));
        exchange();
        madrid.update("outer", inner -> inner.remove("k"));
        exchange();
        assertEquals(Map.of("outer", Map.of()), dublin.value());
    }

    @Test
    void whatWasHandedOut_neverChangesHoweverDeepTheEdit() {
        dublin.update("outer", inner -> inner.update("k", set -> set.add("milk")));
        exchange();
        Causal<DotMap<String, KeyStore<DotMap<String, KeyStore<DotMap<String, DotSet>>>>>> state = dublin.state();
        String before = state.toString();
        Map<String, Object> value = dublin.value();
        Set<String> innermost = dublin.read("outer", inner -> inner.read("k", AddWinsSet::value))
                .orElseThrow()
                .orElseThrow();
        dublin.update("outer", inner -> inner.update("k", set -> set.add("tea")));
        dublin.join(madrid.update("outer", inner -> inner.update("k", set -> set.remove("milk"))));
        dublin.join(madrid.update("outer", inner -> inner.update("l", set -> set.add("oats"))));
        assertEquals(before, state.toString());
        assertEquals(Map.of("outer", Map.of("k", Set.of("milk"))), value);
        assertEquals(Set.of("milk"), innermost);
        assertEquals(Map.of("outer", Map.of("k", Set.of("tea"), "l", Set.of("oats"))), dublin.value());
    }

    @Test
    void deltaThatWasHandedOut_neverChangesWithItsReceiver() {
        Causal<DotMap<String, KeyStore<DotMap<String, KeyStore<DotMap<String, DotSet>>>>>> delta =
                dublin.update("outer", inner -> inner.update("k", set -> set.add("milk")));
        String before = delta.toString();
        madrid.join(delta);
        madrid.join(dublin.update("outer", inner -> inner.update("k", set -> set.add("tea"))));
        madrid.update("outer", inner -> inner.update("k", AddWinsSet::clear));
        assertEquals(before, delta.toString());
    }

    @Test
    void reports_areOfTheDepthWhereTheChangeIs() {
        List<MapChange<String, Optional<MapChange<String, Optional<SetChange<String>>>>>> reports = new ArrayList<>();
        dublin.update("outer", inner -> inner.update("k", set -> set.add("milk")));
        exchange();
        dublin.observe(reports::add);
        dublin.join(madrid.update("outer", inner -> inner.update("k", set -> set.add("tea"))));
        SetChange<String> tea = new SetChange<>(Set.of("tea"), Set.of());
        MapChange<String, Optional<SetChange<String>>> inside =
                new MapChange<>(Map.of(), Map.of("k", Optional.of(tea)), Map.of());
        assertEquals(List.of(new MapChange<>(Map.of(), Map.of("outer", Optional.of(inside)), Map.of())), reports);
    }

    @Test
    void clear_leavesNothingOfSets() {
        dublin.update("outer", inner -> inner.update("k", set -> set.add("milk")));
        dublin.clear();
        assertTrue(dublin.isEmpty());
        exchange();
        assertEquals(Map.of(), madrid.value());
    }
}
