// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crdt4j.causality.HybridTimestamp;
import org.junit.jupiter.api.Test;

/** What handles show: live views that nobody can change, and snapshots that do not change. */
class ReplicaViewsTest {

    private final Replica replica = Replica.builder("eu").open();

    @Test
    void snapshotOfASet_doesNotChangeAnyMore() {
        ReplicatedSet<String> tags = replica.set("tags");
        tags.add("a");
        Set<String> before = tags.snapshot();
        tags.add("b");
        tags.remove("a");
        assertEquals(Set.of("a"), before);
        assertEquals(Set.of("b"), tags.snapshot());
        assertThrows(UnsupportedOperationException.class, () -> before.add("c"));
    }

    @Test
    void viewOfASet_isLiveAndReadOnly() {
        ReplicatedSet<String> tags = replica.set("tags");
        Set<String> view = tags.elements();
        assertTrue(view.isEmpty());
        tags.addAll(List.of("a", "b"));
        assertEquals(Set.of("a", "b"), view);
        assertTrue(view.contains("a"));
        assertFalse(view.contains("c"));
        Iterator<String> iteration = view.iterator();
        tags.clear();
        int seen = 0;
        for (; iteration.hasNext(); iteration.next()) {
            seen++;
        }
        assertEquals(2, seen, "an iteration sees the set as it was when it began");
        assertEquals(0, tags.size());
        assertThrows(UnsupportedOperationException.class, () -> view.add("d"));
        assertFalse(view.contains(null));
    }

    @Test
    void viewOfASet_cannotBeChangedInAnyWay() {
        ReplicatedSet<String> tags = replica.set("tags");
        tags.addAll(List.of("a", "b"));
        Set<String> view = tags.elements();
        Iterator<String> iterator = view.iterator();
        iterator.next();
        assertThrows(UnsupportedOperationException.class, iterator::remove);
        assertThrows(UnsupportedOperationException.class, () -> view.remove("a"));
        assertThrows(UnsupportedOperationException.class, () -> view.removeIf(element -> true));
        assertThrows(UnsupportedOperationException.class, () -> view.retainAll(Set.of("a")));
        assertThrows(UnsupportedOperationException.class, view::clear);
        assertEquals(Set.of("a", "b"), Set.copyOf(view.stream().toList()));
        assertEquals(Set.of("a", "b"), tags.snapshot());
    }

    @Test
    void viewOfAMap_cannotBeChangedInAnyWay() {
        ReplicatedMap<String, Integer> prices = replica.map("prices");
        prices.put("apple", 1);
        Map<String, Integer> view = prices.entries();
        Map.Entry<String, Integer> entry = view.entrySet().iterator().next();
        assertThrows(UnsupportedOperationException.class, () -> entry.setValue(2));
        assertThrows(UnsupportedOperationException.class, () -> view.remove("apple"));
        assertThrows(UnsupportedOperationException.class, view::clear);
        assertThrows(UnsupportedOperationException.class, () -> view.keySet().clear());
        assertThrows(UnsupportedOperationException.class, () -> view.values().clear());
        assertThrows(UnsupportedOperationException.class, () -> view.replaceAll((key, value) -> 2));
        assertThrows(UnsupportedOperationException.class, () -> view.merge("apple", 1, Integer::sum));
        assertEquals(Set.of("apple"), view.keySet());
        assertEquals(List.of(1), List.copyOf(view.values()));
        assertEquals(Map.of("apple", 1), prices.snapshot());
    }

    /* what binds later could ask for the size and for the elements at two moments, between which others write */
    @Test
    void streamOfAView_seesWhatWasThereWhenItBegan() {
        ReplicatedSet<String> tags = replica.set("tags");
        ReplicatedMap<String, Integer> prices = replica.map("prices");
        tags.addAll(List.of("a", "b"));
        prices.put("apple", 1);
        Stream<String> elements = tags.elements().stream();
        Stream<String> keys = prices.entries().keySet().stream();
        Stream<Integer> values = prices.entries().values().stream();
        tags.add("c");
        prices.put("pear", 2);
        assertEquals(Set.of("a", "b"), elements.collect(Collectors.toSet()));
        assertEquals(List.of("apple"), keys.toList());
        assertEquals(List.of(1), values.toList());
        assertEquals(3, tags.elements().stream().count());
    }

    @Test
    void viewOfAMap_isLiveAndReadOnly() {
        ReplicatedMap<String, Integer> prices = replica.map("prices");
        Map<String, Integer> view = prices.entries();
        prices.put("apple", 1);
        prices.put("pear", 2);
        Map<String, Integer> snapshot = prices.snapshot();
        prices.remove("pear");
        assertEquals(Map.of("apple", 1), view);
        assertEquals(Map.of("apple", 1, "pear", 2), snapshot);
        assertEquals(1, view.get("apple"));
        assertNull(view.get("pear"));
        assertFalse(view.containsKey("pear"));
        assertNull(view.get(null));
        assertEquals(1, view.size());
        assertThrows(UnsupportedOperationException.class, () -> view.put("x", 1));
        assertThrows(UnsupportedOperationException.class, () -> snapshot.put("x", 1));
    }

    @Test
    void writesWithTheirOwnTime_keepTheNewest() {
        ReplicatedMap<String, Integer> prices = replica.map("prices");
        prices.put("apple", 2, HybridTimestamp.of(2_000, 0));
        prices.put("apple", 1, HybridTimestamp.of(1_000, 0));
        assertEquals(Optional.of(2), prices.get("apple"));
        ReplicatedRegister<String> title = replica.register("title");
        title.assign("new", HybridTimestamp.of(2_000, 0));
        title.assign("old", HybridTimestamp.of(1_000, 0));
        assertEquals(Optional.of("new"), title.value());
        title.clear();
        assertEquals(Optional.empty(), title.value());
    }

    @Test
    void counter_countsUpAndDownAndIsReset() {
        ReplicatedCounter sold = replica.counter("sold");
        sold.increment();
        sold.increment(5);
        sold.decrement();
        assertEquals(5, sold.value());
        sold.reset();
        assertEquals(0, sold.value());
        sold.increment(2);
        assertEquals(2, sold.value());
        assertEquals("sold=2", sold.toString());
    }

    @Test
    void handles_sayWhatTheyAreOf() {
        replica.set("tags").add("a");
        replica.map("prices").put("apple", 1);
        replica.register("title").assign("Shop");
        assertEquals("tags=[a]", replica.set("tags").toString());
        assertEquals("prices={apple=1}", replica.map("prices").toString());
        assertEquals("title=Shop", replica.register("title").toString());
        assertEquals("title", replica.register("title").name());
        assertEquals("prices", replica.map("prices").name());
        assertEquals("tags", replica.set("tags").name());
        assertEquals("sold", replica.counter("sold").name());
    }

    @Test
    void handle_findsItsObjectAgainAfterADelete() {
        ReplicatedSet<String> tags = replica.set("tags");
        tags.add("a");
        tags.delete();
        assertEquals(0, tags.size());
        tags.add("b");
        assertEquals(Set.of("b"), tags.snapshot());
    }
}
