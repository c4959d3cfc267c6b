// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.causality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DotTest {

    private static final ReplicaId A = ReplicaId.of(10);
    private static final ReplicaId B = ReplicaId.of(11);

    @Test
    void dots_areOrderedByReplicaThenCounter() {
        List<Dot> ascending = List.of(
                new Dot(A, 1),
                new Dot(A, Long.MAX_VALUE),
                new Dot(A.nextIncarnation(), 1),
                new Dot(B, 1),
                new Dot(B, 2));
        assertEquals(
                ascending, Stream.of(4, 2, 0, 3, 1).map(ascending::get).sorted().toList());
        assertEquals(0, new Dot(A, 3).compareTo(new Dot(ReplicaId.of(10), 3)));
    }

    @Test
    void absurdDots_areRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Dot(A, 0));
        assertThrows(IllegalArgumentException.class, () -> new Dot(A, -1));
        assertThrows(NullPointerException.class, () -> new Dot(null, 1));
    }

    @Test
    void text_isReplicaAndCounter() {
        assertEquals("a:7", new Dot(A, 7).toString());
        assertEquals("a.1:7", new Dot(A.nextIncarnation(), 7).toString());
    }

    @Test
    void cover_asksForReplicaAndCounter() {
        DotCover evens = (origin, counter) -> counter % 2 == 0;
        DotCover ofB = (origin, counter) -> origin.equals(B);
        assertTrue(evens.covers(new Dot(A, 2)));
        assertTrue(evens.or(ofB).covers(new Dot(B, 1)));
        assertTrue(evens.or(ofB).covers(new Dot(A, 2)));
        assertFalse(evens.or(ofB).covers(new Dot(A, 1)));
        assertFalse(DotCover.NONE.covers(new Dot(A, 1)));
        assertSame(evens, evens.or(DotCover.NONE));
        assertSame(evens, DotCover.NONE.or(evens));
        assertSame(evens, evens.or(evens));
    }

    @Test
    void replicas_areOrderedUnsignedThenByIncarnation() {
        ReplicaId highest = ReplicaId.of(-1);
        List<ReplicaId> ascending = List.of(
                ReplicaId.of(0),
                A,
                A.nextIncarnation(),
                B,
                ReplicaId.of(Long.MAX_VALUE),
                ReplicaId.of(Long.MIN_VALUE),
                highest);
        assertEquals(
                ascending,
                Stream.of(6, 3, 1, 5, 0, 2, 4).map(ascending::get).sorted().toList());
    }

    @Test
    void incarnations_areOtherIdentitiesOfTheSameId() {
        ReplicaId next = A.nextIncarnation();
        assertEquals(A.id(), next.id());
        assertEquals(1, next.incarnation());
        assertFalse(A.equals(next));
        assertThrows(ArithmeticException.class, () -> new ReplicaId(1, Integer.MAX_VALUE).nextIncarnation());
        assertThrows(IllegalArgumentException.class, () -> new ReplicaId(1, -1));
    }

    @Test
    void replicaText_isHexadecimalWithIncarnation() {
        assertEquals("ffffffffffffffff", ReplicaId.of(-1).toString());
        assertEquals("1f.2", new ReplicaId(31, 2).toString());
    }

    @Test
    void randomIdentities_comeFromTheirSource() {
        assertEquals(ReplicaId.of(new SplittableRandom(5).nextLong()), ReplicaId.random(new SplittableRandom(5)));
        assertEquals(0, ReplicaId.random().incarnation());
        assertEquals(
                100, Stream.generate(ReplicaId::random).limit(100).distinct().count());
    }
}
