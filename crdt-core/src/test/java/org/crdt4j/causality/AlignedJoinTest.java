// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.causality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.CausalCrdt;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.map.LastWriterWinsMap;
import org.crdt4j.set.AddWinsSet;
import org.junit.jupiter.api.Test;

/** Full states whose rows stand in nearly the same order are joined by the few rows that differ; one by one, their deltas say the same. */
class AlignedJoinTest {

    private static final int MOST_CHANGES = 12;

    /** A replica of an object, and what it did since the history that all share. */
    private static final class Side<S extends DotStore<S>, T extends CausalCrdt<S, ?>> {

        final T object;
        final List<Causal<S>> deltas = new ArrayList<>();

        Side(T object) {
            this.object = object;
        }

        void take(Side<S, T> other) {
            other.deltas.forEach(object::join);
            deltas.addAll(other.deltas);
        }
    }

    private interface Work<S extends DotStore<S>, T> {

        /** Changes a key in some way. */
        Causal<S> change(T object, int key, SplittableRandom random);
    }

    private static <S extends DotStore<S>, T extends CausalCrdt<S, ?>> void statesSayWhatDeltasSay(
            SplittableRandom random, List<T> objects, Work<S, T> work, Work<S, T> first) {
        int keys = 40 + random.nextInt(100);
        List<Side<S, T>> sides = new ArrayList<>();
        for (T object : objects) {
            sides.add(new Side<>(object));
        }
        T origin = sides.get(0).object;
        for (int key = 0; key < keys; key++) {
            first.change(origin, key, random);
        }
        sides.subList(1, sides.size()).forEach(side -> side.object.join(origin.state()));
        for (int round = 0; round < 4; round++) {
            Side<S, T> mine = sides.get(random.nextInt(2));
            Side<S, T> theirs = sides.get(2 + random.nextInt(sides.size() - 2));
            for (Side<S, T> side : List.of(mine, theirs)) {
                for (int change = random.nextInt(MOST_CHANGES); change > 0; change--) {
                    side.deltas.add(work.change(side.object, random.nextInt(keys + 10), random));
                }
            }
            joinBoth(mine, theirs);
        }
    }

    private static <S extends DotStore<S>, T extends CausalCrdt<S, ?>> void joinBoth(
            Side<S, T> mine, Side<S, T> theirs) {
        Causal<S> expected = mine.object.state();
        for (Causal<S> delta : theirs.deltas) {
            expected = expected.join(delta);
        }
        boolean grows = !expected.equals(mine.object.state());
        assertEquals(grows, mine.object.join(theirs.object.state()));
        assertEquals(expected, mine.object.state());
        assertFalse(mine.object.join(theirs.object.state()));
        mine.deltas.addAll(theirs.deltas);
        mine.object.checkInvariants();
        theirs.take(mine);
        assertEquals(mine.object.state(), theirs.object.state());
    }

    @Property(tries = 150)
    void sets(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<AddWinsSet<Integer>> sets = new ArrayList<>();
        for (int number = 0; number < 4; number++) {
            sets.add(new AddWinsSet<>(context(number)));
        }
        if (random.nextBoolean()) {
            sets.get(0)
                    .observe(change -> assertTrue(
                            !change.added().isEmpty() || !change.removed().isEmpty()));
        }
        statesSayWhatDeltasSay(
                random,
                sets,
                (set, key, draw) -> draw.nextInt(3) == 0 ? set.remove(key) : set.add(key),
                (set, key, draw) -> set.add(key));
    }

    @Property(tries = 150)
    void maps(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<LastWriterWinsMap<Integer, Integer>> maps = new ArrayList<>();
        for (int number = 0; number < 4; number++) {
            maps.add(new LastWriterWinsMap<>(context(number)));
        }
        statesSayWhatDeltasSay(
                random,
                maps,
                (map, key, draw) -> draw.nextInt(3) == 0 ? map.remove(key) : map.put(key, draw.nextInt(1_000)),
                (map, key, draw) -> map.put(key, key));
    }

    private static ReplicaContext context(int number) {
        return ReplicaContext.of(ReplicaId.of(number + 1), new HybridClock(() -> Instant.ofEpochMilli(1)));
    }

    @Test
    void removalsAtEitherEnd_leaveWhatTheOtherSideAdded() {
        AddWinsSet<Integer> mine = new AddWinsSet<>(context(0));
        AddWinsSet<Integer> theirs = new AddWinsSet<>(context(1));
        for (int key = 0; key < 100; key++) {
            mine.add(key);
        }
        theirs.join(mine.state());
        mine.add(200);
        mine.remove(99);
        theirs.remove(0);
        theirs.add(201);
        theirs.add(202);
        theirs.remove(98);
        mine.join(theirs.state());
        theirs.join(mine.state());
        assertEquals(mine.value(), theirs.value());
        assertEquals(100, mine.size());
        assertTrue(mine.elements().containsAll(List.of(200, 201, 202)));
    }
}
