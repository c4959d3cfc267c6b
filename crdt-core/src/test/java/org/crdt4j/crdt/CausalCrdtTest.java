// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.DotSet;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.flag.EnableWinsFlag;
import org.crdt4j.map.LastWriterWinsMap;
import org.crdt4j.set.AddWinsSet;
import org.junit.jupiter.api.Test;

/** What all causal types do the same way, shown by some of them. */
class CausalCrdtTest {

    private final AddWinsSet<String> set = new AddWinsSet<>(surroundings(1));

    private static ReplicaContext surroundings(long replica) {
        return ReplicaContext.of(ReplicaId.of(replica), new HybridClock(() -> Instant.EPOCH));
    }

    private static Set<String> elements(Causal<DotMap<String, DotSet>> delta) {
        AddWinsSet<String> fresh = new AddWinsSet<>(surroundings(9));
        fresh.join(delta);
        return fresh.value();
    }

    private static List<String> visibleDots(CausalCrdt<?, ?> object) {
        List<String> dots = new ArrayList<>();
        object.forEachVisibleDot((origin, counter) -> dots.add(origin + ":" + counter));
        return dots;
    }

    @Test
    void innerDelta_isPartOfTheOuterOne() {
        AtomicReference<Causal<DotMap<String, DotSet>>> inner = new AtomicReference<>();
        Causal<DotMap<String, DotSet>> outer = set.inOneDelta(() -> {
            set.add("before");
            inner.set(set.inOneDelta(() -> set.add("inside")));
            set.add("after");
        });
        assertEquals(Set.of("inside"), elements(inner.get()));
        assertEquals(Set.of("before", "inside", "after"), elements(outer));
        assertEquals(set.state(), outer.join(inner.get()));
    }

    @Test
    void innerDeltaOfNothing_addsNothingToTheOuterOne() {
        assertTrue(set.inOneDelta(() -> set.inOneDelta(() -> {})).isBottom());
        assertEquals(Set.of("x"), elements(set.inOneDelta(() -> {
            set.add("x");
            set.inOneDelta(() -> {});
        })));
    }

    @Test
    void whatWasDoneBeforeAFailure_isInTheOuterDelta() {
        Runnable fails = () -> {
            set.add("done");
            throw new UnsupportedOperationException();
        };
        Causal<DotMap<String, DotSet>> outer = set.inOneDelta(() -> {
            assertThrows(UnsupportedOperationException.class, () -> set.inOneDelta(fails));
            set.add("after");
        });
        assertEquals(Set.of("done", "after"), elements(outer));
        Runnable failsAtOnce = () -> {
            throw new UnsupportedOperationException();
        };
        assertTrue(set.inOneDelta(
                        () -> assertThrows(UnsupportedOperationException.class, () -> set.inOneDelta(failsAtOnce)))
                .isBottom());
    }

    @Test
    void object_isVacantWhileNothingIsInIt() {
        assertTrue(set.isVacant());
        set.add("x");
        assertFalse(set.isVacant());
        set.remove("x");
        assertTrue(set.isVacant());
    }

    @Test
    void visibleDots_areThoseOfTheStore() {
        set.add("x");
        set.add("y");
        set.remove("x");
        assertEquals(List.of("1:2"), visibleDots(set));
    }

    @Test
    void visibleDotsOfLastWriters_areThoseOfKeysWithAValue() {
        LastWriterWinsMap<String, String> map = new LastWriterWinsMap<>(surroundings(1));
        map.put("kept", "v");
        map.put("gone", "v");
        map.remove("gone");
        assertEquals(List.of("1:1"), visibleDots(map));
        assertFalse(map.isVacant());
        map.remove("kept");
        assertEquals(List.of(), visibleDots(map));
        assertTrue(map.isVacant());
    }

    @Test
    void join_isReportedOnceItIsComplete() {
        EnableWinsFlag here = new EnableWinsFlag(surroundings(1));
        EnableWinsFlag there = new EnableWinsFlag(surroundings(2));
        List<String> reports = new ArrayList<>();
        here.observe(change -> reports.add(change.before() + " to " + change.after() + ", now " + here.value()));
        assertTrue(here.join(there.enable()));
        assertEquals(List.of("false to true, now true"), reports);
        assertFalse(here.join(there.state()));
        assertTrue(here.join(there.disable()), "a removal brings no new dots");
        assertEquals(List.of("false to true, now true", "true to false, now false"), reports);
    }

    @Test
    void edits_areMadeInPlace_untilTheStateIsHandedOut() {
        set.add("x");
        DotMap<String, DotSet> store = set.store();
        set.add("y");
        assertSame(store, set.store());
        assertSame(store, set.state().store());
        set.add("z");
        assertNotSame(store, set.store());
        assertEquals(2, store.size());
    }

    @Test
    void types_sayTheirName() {
        assertEquals("add-wins-set", AddWinsSet.type().toString());
    }

    @Test
    void compaction_forgetsStableRemovalsOnly() {
        LastWriterWinsMap<String, String> map = new LastWriterWinsMap<>(surroundings(1));
        map.put("kept", "v");
        map.remove("gone");
        map.compact(VersionVector.of(ReplicaId.of(1), 1));
        assertEquals(Set.of("kept", "gone"), map.store().keys());
        map.compact(VersionVector.of(ReplicaId.of(1), 2));
        assertEquals(Set.of("kept"), map.store().keys());
    }
}
