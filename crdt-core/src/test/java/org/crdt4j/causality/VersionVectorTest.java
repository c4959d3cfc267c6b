// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.causality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.crdt4j.error.CorruptDataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Vectors in lock step with sets of single dots. */
class VersionVectorTest {

    private static final ReplicaId A = NaiveDots.REPLICAS.get(0);
    private static final ReplicaId B = NaiveDots.REPLICAS.get(1);

    /** A vector, and what it should be. */
    private record Pair(VersionVector vector, Set<Dot> model) {}

    @Property(tries = 300)
    void everyOperation_isThatOfSets(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Pair> pairs = new ArrayList<>(List.of(new Pair(VersionVector.empty(), Set.of())));
        for (int step = 0; step < 25; step++) {
            Pair one = pairs.get(random.nextInt(pairs.size()));
            Pair other = pairs.get(random.nextInt(pairs.size()));
            pairs.add(next(random, one, other));
            for (Pair pair : pairs) {
                assertSameAnswers(pair);
            }
            boolean above = one.model.containsAll(other.model);
            boolean below = other.model.containsAll(one.model);
            assertEquals(above, one.vector.covers(other.vector));
            assertEquals(order(above, below), one.vector.compare(other.vector));
            assertEquals(order(below, above), other.vector.compare(one.vector));
            assertEquals(above && below, one.vector.equals(other.vector));
        }
    }

    private static CausalOrder order(boolean above, boolean below) {
        if (above && below) {
            return CausalOrder.EQUAL;
        }
        return above ? CausalOrder.AFTER : below ? CausalOrder.BEFORE : CausalOrder.CONCURRENT;
    }

    private static Pair next(SplittableRandom random, Pair one, Pair other) {
        return switch (random.nextInt(4)) {
            case 0 -> {
                VersionVector joined = one.vector.join(other.vector);
                if (one.model.containsAll(other.model)) {
                    assertSame(one.vector, joined, "a join that adds nothing gives this very object");
                }
                yield new Pair(joined, NaiveDots.union(one.model, other.model));
            }
            case 1 -> {
                Set<Dot> both = new HashSet<>(one.model);
                both.retainAll(other.model);
                yield new Pair(one.vector.meet(other.vector), both);
            }
            default -> {
                ReplicaId replica = NaiveDots.replica(random);
                long counter = random.nextInt(NaiveDots.EVENTS + 1);
                yield new Pair(
                        one.vector.with(replica, counter),
                        NaiveDots.union(one.model, NaiveDots.range(replica, 1, counter)));
            }
        };
    }

    private static void assertSameAnswers(Pair pair) {
        for (Dot dot : NaiveDots.all()) {
            assertEquals(pair.model.contains(dot), pair.vector.covers(dot), () -> pair + " covers " + dot);
        }
        Map<ReplicaId, Long> entries = new HashMap<>();
        for (ReplicaId replica : NaiveDots.REPLICAS) {
            long highest = NaiveDots.max(pair.model, replica);
            assertEquals(highest, pair.vector.get(replica));
            entries.put(replica, highest);
        }
        VersionVector again = VersionVector.copyOf(entries);
        assertEquals(again, pair.vector);
        assertEquals(again.hashCode(), pair.vector.hashCode());
        assertEquals(again.toString(), pair.vector.toString());
        List<ReplicaId> listed = new ArrayList<>();
        pair.vector.forEach((origin, counter) -> {
            listed.add(origin);
            assertEquals(entries.get(origin), counter);
        });
        assertEquals(NaiveDots.origins(pair.model), listed);
        assertEquals(listed, pair.vector.origins());
        assertEquals(listed.size(), pair.vector.size());
        assertEquals(listed.isEmpty(), pair.vector.isEmpty());
        assertEquals(NaiveDots.context(pair.model), CausalContext.of(pair.vector));
    }

    @Test
    void emptyVectors_areOneAndTheSame() {
        assertSame(VersionVector.empty(), VersionVector.of(A, 0));
        assertSame(VersionVector.empty(), VersionVector.copyOf(Map.of(A, 0L)));
        assertSame(VersionVector.empty(), VersionVector.of(A, 1).meet(VersionVector.of(B, 1)));
    }

    @Test
    void entryThatIsHigherAlready_stays() {
        VersionVector vector = VersionVector.of(A, 5);
        assertSame(vector, vector.with(A, 4));
        assertEquals("{3=5, 7=1}", vector.with(B, 1).toString());
    }

    @Test
    void absurdEntries_areRefused() {
        assertThrows(IllegalArgumentException.class, () -> VersionVector.of(A, -1));
        assertThrows(IllegalArgumentException.class, () -> VersionVector.empty().with(A, -1));
        assertThrows(IllegalArgumentException.class, () -> VersionVector.copyOf(Map.of(A, -1L)));
        assertThrows(NullPointerException.class, () -> VersionVector.of(null, 1));
        assertThrows(NullPointerException.class, () -> VersionVector.empty().with(null, 1));
    }

    @Test
    void highestNumber_isCovered() {
        VersionVector vector = VersionVector.of(A, Long.MAX_VALUE);
        assertTrue(vector.covers(A, Long.MAX_VALUE));
        assertFalse(vector.covers(B, 1));
    }

    @Test
    void text_comesBackAsTheSameVector() {
        VersionVector vector = VersionVector.of(A, 5)
                .with(new ReplicaId(-1, Integer.MAX_VALUE), Long.MAX_VALUE)
                .with(B, 1);
        assertEquals("3=5,7=1,ffffffffffffffff.2147483647=9223372036854775807", vector.toText());
        assertEquals(vector, VersionVector.parse(vector.toText()));
        assertEquals("", VersionVector.empty().toText());
        assertSame(VersionVector.empty(), VersionVector.parse(""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "3",
                "3=",
                "=5",
                "3=5,",
                ",3=5",
                "3=5,3=6",
                "3=5;7=1",
                "3=-5",
                "g=5",
                "3.=5",
                "3.-1=5",
                "3.9999999999=5",
                "3=9223372036854775808",
                "12345678901234567=1",
                "3=5\n",
                "{3=5}"
            })
    void textThatIsNoVersion_isRefused(String text) {
        assertThrows(CorruptDataException.class, () -> VersionVector.parse(text));
    }

    /** Equal hash codes would be legal; but all of them equal would make a hash table of vectors slow. */
    @Test
    void differentVectors_haveDifferentHashCodes() {
        int code = VersionVector.of(ReplicaId.of(1), 5).hashCode();
        assertNotEquals(code, VersionVector.of(ReplicaId.of(1), 6).hashCode());
        assertNotEquals(code, VersionVector.of(ReplicaId.of(2), 5).hashCode());
    }
}
