// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.causality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Examples; the joins of all stores are in {@link DotStoreTest}. */
class DotSetTest {

    private static final ReplicaId A = ReplicaId.of(1);
    private static final ReplicaId B = ReplicaId.of(2);
    private static final Dot A1 = new Dot(A, 1);
    private static final Dot A2 = new Dot(A, 2);
    private static final Dot B1 = new Dot(B, 1);

    @Test
    void dots_areSortedAndStandOnce() {
        assertEquals(List.of(A1, A2, B1), DotSet.of(B1, A2, A1, A2).dots());
        assertEquals("[1:1, 2:1]", DotSet.of(B1, A1).toString());
        assertEquals(3, DotSet.of(B1, A2, A1, A2).size());
    }

    @Test
    void setsWithTheSameDots_areEqualHoweverTheyAreMade() {
        DotSet one = DotSet.of(A, 1);
        assertEquals(one, DotSet.of(A1));
        assertEquals(one, DotSet.of(A1, A1));
        assertEquals(one.hashCode(), DotSet.of(A1, A1).hashCode());
        assertNotEquals(one, DotSet.of(A2));
        assertNotEquals(one, DotSet.of(B1));
        assertNotEquals(one, DotSet.of(A1, A2));
        assertNotEquals(one.hashCode(), DotSet.of(A2).hashCode());
        assertNotEquals(DotSet.of(A1, A2).hashCode(), DotSet.of(A1, B1).hashCode());
        assertSame(DotSet.empty(), DotSet.of());
    }

    @Test
    void contains_asksForReplicaAndCounter() {
        assertTrue(DotSet.of(A1).contains(A, 1));
        assertFalse(DotSet.of(A1).contains(A, 2));
        assertFalse(DotSet.of(A1).contains(B, 1));
        assertTrue(DotSet.of(A1, B1).contains(B, 1));
        assertFalse(DotSet.of(A1, B1).contains(B, 2));
        assertFalse(DotSet.of(A1, B1).contains(A, 0));
    }

    @Test
    void absurdDots_areRefused() {
        assertThrows(IllegalArgumentException.class, () -> DotSet.of(A, 0));
        assertThrows(NullPointerException.class, () -> DotSet.of(null, 1));
    }
}
