// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.causality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.crdt4j.causality.DotStore.Owner;
import org.junit.jupiter.api.Test;

/** Tables of dots, in lock step with sets of dots by keys. */
class DotTableTest {

    private static final ReplicaId A = ReplicaId.of(1);
    private static final long LARGEST_IN_A_WORD = (1L << 48) - 1;

    /** A set that adds and removes as the paper has it, and a table that does the same. */
    private static final class Side {

        private final SplittableRandom random;
        private final ReplicaId id;
        private final Map<Integer, Set<Dot>> paper = new HashMap<>();
        private final Set<Dot> seen = new HashSet<>();
        private final MutableCausalContext context = new MutableCausalContext();
        private final long step;
        private long last;
        private Owner owner = new Owner();
        private DotMap<Integer, DotSet> table = DotMap.empty();

        Side(SplittableRandom random, ReplicaId id) {
            this.random = random;
            this.id = id;
            step = random.nextInt(3) == 0 ? 1_000 : 1;
            last = random.nextInt(4) == 0 ? LARGEST_IN_A_WORD - 20 : 0;
        }

        /** The delta. */
        Delta add(int key) {
            Set<Dot> before = paper.getOrDefault(key, Set.of());
            last += step;
            Dot dot = new Dot(id, last);
            Set<Dot> context = NaiveDots.union(before, Set.of(dot));
            DotMap<Integer, DotSet> delta = DotMap.touching(key, id, last);
            if (random.nextBoolean()) {
                table = table.ownedBy(owner);
                DotSet replaced = table.replace(delta, owner);
                assertEquals(before, replaced == null ? Set.of() : new HashSet<>(replaced.dots()));
            } else {
                table = table.put(key, DotSet.of(dot), owner);
            }
            paper.put(key, Set.of(dot));
            see(Set.of(dot));
            return new Delta(
                    random.nextBoolean() ? delta : DotMap.touching(key, DotSet.of(dot)),
                    Map.of(key, Set.of(dot)),
                    context);
        }

        Delta remove(int key) {
            Set<Dot> before = paper.getOrDefault(key, Set.of());
            table = table.put(key, DotSet.empty(), owner);
            paper.remove(key);
            return new Delta(DotMap.touching(key, DotSet.empty()), Map.of(), before);
        }

        Delta state() {
            owner = new Owner();
            return new Delta(table, Map.copyOf(paper), Set.copyOf(seen));
        }

        void join(Delta delta) {
            Set<Integer> before = Set.copyOf(paper.keySet());
            Set<Integer> told = new HashSet<>(before);
            DotMap.Observer<Integer, DotSet> observer = (key, was, is) -> {
                assertEquals(was == null, !before.contains(key));
                assertTrue(is == null ? told.remove(key) : told.add(key) == (was == null));
            };
            JoinScope scope = new JoinScope(context, NaiveDots.context(delta.context), owner);
            boolean observed = random.nextBoolean();
            table = observed ? table.join(delta.table, scope, observer) : table.join(delta.table, scope);
            boolean changed = joinPaper(delta);
            assertEquals(changed, scope.changed());
            see(delta.context);
            assertEquals(paper.keySet(), observed ? told : table.keys());
        }

        private boolean joinPaper(Delta delta) {
            Map<Integer, Set<Dot>> old = Map.copyOf(paper);
            Set<Integer> keys = new HashSet<>(paper.keySet());
            keys.addAll(delta.paper.keySet());
            for (int key : keys) {
                Set<Dot> mine = paper.getOrDefault(key, Set.of());
                Set<Dot> theirs = delta.paper.getOrDefault(key, Set.of());
                Set<Dot> kept = new HashSet<>(mine);
                kept.removeIf(dot -> delta.context.contains(dot) && !theirs.contains(dot));
                theirs.stream().filter(dot -> !seen.contains(dot)).forEach(kept::add);
                paper.put(key, kept);
            }
            paper.values().removeIf(Set::isEmpty);
            return !old.equals(paper);
        }

        private void see(Set<Dot> dots) {
            seen.addAll(dots);
            dots.forEach(dot -> context.add(dot.replica(), dot.counter()));
        }

        void check() {
            Map<Integer, Set<Dot>> read = new HashMap<>();
            table.forEach((key, store) -> read.put(key, new HashSet<>(store.dots())));
            assertEquals(paper, read);
            paper.forEach((key, dots) ->
                    assertEquals(dots, new HashSet<>(table.get(key).dots())));
            assertEquals(
                    DotMap.of(
                            List.copyOf(table.keys()),
                            table.entries().stream().map(Map.Entry::getValue).toList(),
                            false),
                    table);
        }
    }

    private record Delta(DotMap<Integer, DotSet> table, Map<Integer, Set<Dot>> paper, Set<Dot> context) {}

    @Property(tries = 200)
    void tables_doWhatSetsOfDotsDo(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Side> sides = new ArrayList<>();
        for (int number = 0; number < 3 + random.nextInt(12); number++) {
            sides.add(new Side(random, ReplicaId.of(number)));
        }
        List<Delta> sent = new ArrayList<>();
        int keys = 1 << random.nextInt(10);
        for (int step = 0; step < 250; step++) {
            Side side = sides.get(random.nextInt(sides.size()));
            switch (random.nextInt(10)) {
                case 0 -> sent.add(side.state());
                case 1 -> sent.add(side.remove(random.nextInt(keys)));
                case 2, 3, 4 -> sent.add(side.add(random.nextInt(keys)));
                default -> {
                    if (!sent.isEmpty()) {
                        side.join(sent.get(random.nextInt(sent.size())));
                        side.check();
                    }
                }
            }
        }
        sides.forEach(Side::check);
    }

    @Test
    void replicasBeyondThePalette_areKeptBeside() {
        int many = Palette.MAX + 10;
        Owner owner = new Owner();
        DotMap<Integer, DotSet> table = DotMap.<Integer, DotSet>empty().ownedBy(owner);
        for (int number = 0; number < many; number++) {
            table.replace(DotMap.touching(number, ReplicaId.of(number), 7), owner);
        }
        for (int number = many - 20; number < many; number++) {
            assertEquals(DotSet.of(ReplicaId.of(number), 7), table.get(number));
        }
        DotMap<Integer, DotSet> copy = table.put(many - 1, DotSet.empty(), new Owner());
        assertNull(copy.get(many - 1));
        JoinScope scope = new JoinScope(CausalContext.of(table), CausalContext.of(table), null);
        assertEquals(copy, table.join(copy, scope));
    }

    @Test
    void largestCounterInAWord_andTheOneBeyond() {
        for (long counter : List.of(LARGEST_IN_A_WORD, LARGEST_IN_A_WORD + 1, Long.MAX_VALUE)) {
            DotMap<String, DotSet> map = DotMap.of(Map.of("k", DotSet.of(A, counter)), false);
            assertEquals(DotSet.of(A, counter), map.get("k"));
            assertEquals(CausalContext.of(A, counter), CausalContext.of(map));
        }
    }

    @Test
    void iterators_noticeKeysThatComeOrGo() {
        Owner owner = new Owner();
        DotMap<String, DotSet> map = DotMap.<String, DotSet>empty().put("k", DotSet.of(A, 1), owner);
        Iterator<String> keys = map.keys().iterator();
        map.put("l", DotSet.of(A, 2), owner);
        assertThrows(ConcurrentModificationException.class, keys::next);
        Iterator<Map.Entry<String, DotSet>> entries = map.entries().iterator();
        map.put("l", DotSet.of(A, 3), owner);
        assertEquals("k", entries.next().getKey());
        assertEquals(DotSet.of(A, 3), entries.next().getValue());
        assertFalse(entries.hasNext());
        assertThrows(NoSuchElementException.class, entries::next);
        assertThrows(
                ConcurrentModificationException.class,
                () -> map.forEach((key, store) -> map.put(key + "'", store, owner)));
    }

    @Test
    void onlyTheOwner_replaces() {
        Owner owner = new Owner();
        DotMap<String, DotSet> delta = DotMap.touching("k", A, 1);
        DotMap<String, DotSet> map = DotMap.<String, DotSet>empty().ownedBy(owner);
        assertNull(map.replace(delta, owner));
        assertEquals(DotSet.of(A, 1), map.replace(DotMap.touching("k", DotSet.empty()), owner));
        assertEquals(0, map.size());
        assertSame(map, map.ownedBy(owner));
        assertThrows(IllegalArgumentException.class, () -> map.replace(delta, new Owner()));
        assertThrows(IllegalArgumentException.class, () -> map.replace(DotMap.empty(), owner));
        assertThrows(IllegalArgumentException.class, () -> delta.replace(delta, owner));
        assertThrows(IllegalArgumentException.class, () -> DotMap.touching("k", A, 0));
    }

    @Test
    void oneDotDelta_isThatOfItsStore() {
        DotMap<String, DotSet> delta = DotMap.touching("k", A, 3);
        assertEquals(DotMap.touching("k", DotSet.of(A, 3)), delta);
        assertTrue(delta.isPartial());
        assertFalse(delta.isEmpty());
        assertEquals(delta, delta.since(DotCover.NONE));
        assertTrue(delta.since(CausalContext.of(A, 3)).isEmpty());
        assertTrue(delta.removed().isEmpty());
        assertEquals("{k=[1:3]} (partial)", delta.toString());
        assertNull(delta.get("l"));
        assertTrue(delta.containsKey("k"));
    }
}
