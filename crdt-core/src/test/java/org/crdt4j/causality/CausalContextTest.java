// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.causality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Contexts in lock step with sets of single dots. */
class CausalContextTest {

    private static final ReplicaId A = NaiveDots.REPLICAS.get(0);
    private static final ReplicaId B = NaiveDots.REPLICAS.get(1);

    /** A context, and what it should be. */
    private record Pair(CausalContext context, Set<Dot> model) {}

    @Property(tries = 300)
    void everyOperation_isThatOfSets(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Pair> pairs = new ArrayList<>(List.of(new Pair(CausalContext.empty(), Set.of())));
        for (int step = 0; step < 20; step++) {
            Pair one = pairs.get(random.nextInt(pairs.size()));
            Pair other = pairs.get(random.nextInt(pairs.size()));
            pairs.add(next(random, one, other));
            for (Pair pair : pairs) {
                assertSameAnswers(pair);
            }
            assertEquals(one.model.containsAll(other.model), one.context.covers(other.context));
            assertEquals(one.model.equals(other.model), one.context.equals(other.context));
        }
    }

    private static Pair next(SplittableRandom random, Pair one, Pair other) {
        return switch (random.nextInt(6)) {
            case 0 -> joined(one, other);
            case 1 -> new Pair(one.context.minus(other.context), NaiveDots.minus(one.model, other.model));
            case 2 -> {
                VersionVector vector = NaiveDots.vector(one.model);
                Set<Dot> model = new HashSet<>();
                vector.forEach((origin, counter) -> model.addAll(NaiveDots.range(origin, 1, counter)));
                yield new Pair(CausalContext.of(vector), model);
            }
            case 3 -> {
                Set<Dot> some = NaiveDots.some(random);
                yield new Pair(CausalContext.of(DotSet.of(some.toArray(new Dot[0]))), some);
            }
            case 4 -> {
                Dot dot = NaiveDots.dot(random);
                yield new Pair(CausalContext.of(dot.replica(), dot.counter()), Set.of(dot));
            }
            default -> {
                Set<Dot> some = NaiveDots.some(random);
                yield new Pair(NaiveDots.context(some), some);
            }
        };
    }

    private static Pair joined(Pair one, Pair other) {
        CausalContext joined = one.context.join(other.context);
        if (!one.model.isEmpty() && one.model.containsAll(other.model)) {
            assertSame(one.context, joined, "a join that adds nothing gives this very object");
        }
        return new Pair(joined, NaiveDots.union(one.model, other.model));
    }

    private static void assertSameAnswers(Pair pair) {
        for (Dot dot : NaiveDots.all()) {
            assertEquals(pair.model.contains(dot), pair.context.covers(dot), () -> pair + " covers " + dot);
        }
        for (ReplicaId replica : NaiveDots.REPLICAS) {
            assertFalse(pair.context.covers(replica, 0));
            assertFalse(pair.context.covers(replica, NaiveDots.EVENTS + 1));
            assertEquals(NaiveDots.max(pair.model, replica), pair.context.max(replica));
        }
        assertEquals(pair.model.size(), pair.context.size());
        assertEquals(pair.model.isEmpty(), pair.context.isEmpty());
        assertEquals(NaiveDots.origins(pair.model), pair.context.origins());
        assertEquals(NaiveDots.vector(pair.model), pair.context.vector());
        assertMaximalIntervals(pair);
    }

    private static void assertMaximalIntervals(Pair pair) {
        List<Dot> listed = new ArrayList<>();
        CausalContext.Builder builder = new CausalContext.Builder();
        pair.context.forEachInterval((origin, low, high) -> {
            listed.addAll(new TreeSet<>(NaiveDots.range(origin, low, high)));
            assertFalse(low > 1 && pair.model.contains(new Dot(origin, low - 1)), "an interval is maximal");
            assertFalse(pair.model.contains(new Dot(origin, high + 1)), "an interval is maximal");
            builder.add(origin, low, high);
        });
        assertEquals(List.copyOf(new TreeSet<>(pair.model)), listed);
        CausalContext rebuilt = builder.build();
        assertEquals(pair.context, rebuilt);
        assertEquals(pair.context.hashCode(), rebuilt.hashCode());
        assertEquals(pair.context.toString(), rebuilt.toString());
    }

    @Test
    void text_showsIntervals() {
        CausalContext context = CausalContext.of(new Dot(B, 2), new Dot(A, 3), new Dot(A, 1), new Dot(A, 2));
        assertEquals("{3:1..3, 7:2}", context.toString());
        assertEquals("{}", CausalContext.empty().toString());
    }

    @Test
    void hugeContext_hasASizeThatFits() {
        CausalContext huge =
                CausalContext.of(VersionVector.of(A, Long.MAX_VALUE).with(B, Long.MAX_VALUE));
        assertEquals(Long.MAX_VALUE, huge.size());
        assertTrue(huge.covers(A, Long.MAX_VALUE));
        assertEquals(Long.MAX_VALUE, huge.max(B));
        assertEquals(
                CausalContext.of(A, Long.MAX_VALUE),
                huge.minus(
                        CausalContext.of(VersionVector.of(A, Long.MAX_VALUE - 1).with(B, Long.MAX_VALUE))));
    }

    @Test
    void absurdDots_areRefused() {
        assertThrows(IllegalArgumentException.class, () -> CausalContext.of(A, 0));
        assertThrows(IllegalArgumentException.class, () -> CausalContext.of(A, -3));
        assertThrows(NullPointerException.class, () -> CausalContext.of(null, 1));
        assertThrows(NullPointerException.class, () -> CausalContext.of(new Dot(A, 1), null));
    }

    @Test
    void builder_takesAscendingMaximalIntervalsOnly() {
        assertThrows(IllegalArgumentException.class, () -> built(B, 1, 2, A, 1, 2));
        assertThrows(IllegalArgumentException.class, () -> built(A, 4, 5, A, 1, 2));
        assertThrows(IllegalArgumentException.class, () -> built(A, 1, 2, A, 2, 3));
        assertThrows(IllegalArgumentException.class, () -> built(A, 1, 2, A, 3, 4));
        assertThrows(IllegalArgumentException.class, () -> built(A, 1, 2, B, 0, 4));
        assertThrows(IllegalArgumentException.class, () -> built(A, 1, 2, B, 4, 3));
        assertEquals(CausalContext.of(new Dot(A, 1), new Dot(A, 2), new Dot(A, 4)), built(A, 1, 2, A, 4, 4));
        assertEquals(CausalContext.empty(), new CausalContext.Builder().build());
    }

    private static CausalContext built(ReplicaId one, long low, long high, ReplicaId other, long low2, long high2) {
        return new CausalContext.Builder()
                .add(one, low, high)
                .add(other, low2, high2)
                .build();
    }

    @Test
    void emptyContexts_areOneAndTheSame() {
        CausalContext one = CausalContext.of(A, 1);
        assertSame(CausalContext.empty(), one.minus(one));
        assertSame(CausalContext.empty(), CausalContext.of(new Dot[0]));
        assertSame(CausalContext.empty(), CausalContext.of(DotSet.empty()));
        assertSame(one, CausalContext.empty().join(one));
        assertTrue(one.covers(CausalContext.empty()));
        assertEquals(
                1,
                Arrays.asList(one, CausalContext.of(new Dot(A, 1))).stream()
                        .distinct()
                        .count());
    }

    /** Equal hash codes would be legal; but all of them equal would make a hash table of contexts slow. */
    @Test
    void differentContexts_haveDifferentHashCodes() {
        int code = CausalContext.of(ReplicaId.of(1), 5).hashCode();
        assertNotEquals(code, CausalContext.of(ReplicaId.of(1), 6).hashCode());
        assertNotEquals(code, CausalContext.of(ReplicaId.of(2), 5).hashCode());
    }
}
