// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.causality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crdt4j.causality.DotStore.Owner;
import org.junit.jupiter.api.Test;

/** Examples; the joins of all stores are in {@link DotStoreTest}. */
class DotMapTest {

    private static final ReplicaId A = ReplicaId.of(1);
    private static final DotSet ONE = DotSet.of(A, 1);
    private static final DotSet TWO = DotSet.of(A, 2);

    @Test
    void mapIsEditedInPlace_onlyByItsOwner() {
        Owner owner = new Owner();
        DotMap<String, DotSet> map = DotMap.<String, DotSet>empty().put("k", ONE, owner);
        assertSame(map, map.put("l", TWO, owner));
        DotMap<String, DotSet> copy = map.put("k", DotSet.empty(), new Owner());
        assertNotSame(map, copy);
        assertEquals(Set.of("k", "l"), map.keys());
        assertEquals(Set.of("l"), copy.keys());
        assertTrue(DotMap.empty().isEmpty());
    }

    @Test
    void joinIsMadeInPlace_onlyByTheOwner() {
        Owner owner = new Owner();
        DotMap<String, DotSet> map = DotMap.<String, DotSet>empty().put("k", ONE, owner);
        DotMap<String, DotSet> delta = DotMap.touching("l", TWO);
        CausalContext ofDelta = CausalContext.of(A, 2);
        DotMap<String, DotSet> copy = map.join(delta, new JoinScope(CausalContext.of(A, 1), ofDelta, null));
        assertEquals(Set.of("k"), map.keys());
        assertEquals(Set.of("k", "l"), copy.keys());
        assertSame(map, map.join(delta, new JoinScope(CausalContext.of(A, 1), ofDelta, owner)));
        assertEquals(Set.of("k", "l"), map.keys());
    }

    @Test
    void emptyStore_removesTheKeyButOfAPartialMap() {
        DotMap<String, DotSet> full = DotMap.of(Map.of("k", ONE), false);
        assertEquals(0, full.put("k", DotSet.empty(), new Owner()).size());
        DotMap<String, DotSet> partial = DotMap.touching("k", ONE);
        DotMap<String, DotSet> emptied = partial.put("k", DotSet.empty(), new Owner());
        assertEquals(Set.of("k"), emptied.keys());
        assertTrue(emptied.isPartial());
        assertTrue(emptied.isEmpty());
    }

    @Test
    void mapsWithTheSameContent_areEqualWhateverEmptyKeysTheyList() {
        DotMap<String, DotSet> full = DotMap.of(Map.of("k", ONE), false);
        DotMap<String, DotSet> partial = DotMap.of(Map.of("k", ONE, "l", DotSet.empty()), true);
        assertEquals(full, partial);
        assertEquals(full.hashCode(), partial.hashCode());
        assertNotEquals(full, DotMap.of(Map.of("k", TWO), false));
        assertNotEquals(full.hashCode(), DotMap.of(Map.of("k", TWO), false).hashCode());
        assertFalse(full.equals((Object) "k"));
        assertEquals("{k=[1:1]}", full.toString());
        assertEquals("{k=[1:1]} (partial)", DotMap.touching("k", ONE).toString());
    }

    @Test
    void views_areReadOnly() {
        DotMap<String, DotSet> map = DotMap.of(Map.of("k", ONE), false);
        assertEquals(Map.of("k", ONE).entrySet(), map.entries());
        assertEquals(ONE, map.get("k"));
        assertNull(map.get("l"));
        assertNull(map.get(null));
        assertNull(DotMap.empty().get(null));
        assertThrows(UnsupportedOperationException.class, () -> map.keys().remove("k"));
        assertThrows(UnsupportedOperationException.class, () -> map.entries().clear());
        assertThrows(
                UnsupportedOperationException.class,
                () -> map.entries().iterator().next().setValue(TWO));
    }

    @Test
    void entriesThatAreGiven_areCopied() {
        Map<String, DotSet> entries = new HashMap<>(Map.of("k", ONE));
        DotMap<String, DotSet> map = DotMap.of(entries, false);
        entries.put("l", TWO);
        assertEquals(1, map.size());
        assertSame(DotMap.empty(), DotMap.of(Map.<String, DotSet>of(), false));
        assertTrue(DotMap.of(Map.<String, DotSet>of(), true).isPartial());
    }

    @Test
    void whatIsNoMap_isRefused() {
        Map<String, DotSet> hollow = Map.of("k", DotSet.empty());
        assertThrows(IllegalArgumentException.class, () -> DotMap.of(hollow, false));
        assertThrows(IllegalArgumentException.class, () -> DotMap.of(List.of("k"), List.of(DotSet.empty()), false));
        assertThrows(IllegalArgumentException.class, () -> DotMap.of(List.of("k", "k"), List.of(ONE, TWO), false));
        assertThrows(NullPointerException.class, () -> DotMap.touching(null, ONE));
    }

    @Test
    void observer_hearsOfEachKeyThatChanges() {
        Map<String, String> heard = new HashMap<>();
        DotMap.Observer<String, DotSet> observer = (key, before, after) -> heard.put(key, before + " to " + after);
        DotMap<String, DotSet> mine = DotMap.of(Map.of("k", ONE, "same", DotSet.of(A, 5)), false);
        DotMap<String, DotSet> theirs = DotMap.of(Map.of("l", TWO, "same", DotSet.of(A, 5)), false);
        JoinScope scope = new JoinScope(CausalContext.of(new Dot(A, 1), new Dot(A, 5)), CausalContext.of(theirs), null);
        mine.join(theirs, scope, observer);
        assertEquals(Map.of("l", "null to [1:2]"), heard);
        heard.clear();
        JoinScope seen = new JoinScope(CausalContext.of(mine), (origin, counter) -> true, null);
        mine.join(theirs, seen, observer);
        assertEquals(Map.of("k", "[1:1] to null", "l", "null to [1:2]"), heard);
    }

    @Test
    void joinOfPartialMaps_saysWhatItAdds() {
        Map<String, String> heard = new HashMap<>();
        DotMap<String, DotSet> one = DotMap.touching("k", ONE);
        JoinScope scope = new JoinScope(CausalContext.of(A, 1), CausalContext.of(A, 2), null);
        DotMap<String, DotSet> both = one.join(
                DotMap.touching("l", TWO), scope, (key, before, after) -> heard.put(key, before + " to " + after));
        assertTrue(scope.changed());
        assertEquals(Map.of("l", "null to [1:2]"), heard);
        assertEquals(Set.of("k", "l"), both.keys());
        assertEquals(Set.of("k"), one.keys());
        JoinScope nothing = new JoinScope(CausalContext.of(A, 1), CausalContext.of(A, 2), null);
        assertEquals(
                Set.of("k", "l"),
                one.join(DotMap.touching("l", DotSet.empty()), nothing).keys());
        assertFalse(nothing.changed());
    }
}
