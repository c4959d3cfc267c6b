// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.causality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Examples; the joins of all stores are in {@link DotStoreTest}. */
class DotFunTest {

    private static final Dot A1 = new Dot(ReplicaId.of(1), 1);
    private static final Dot A2 = new Dot(ReplicaId.of(1), 2);

    @Test
    void entries_areInTheOrderOfTheirDots() {
        DotFun<String> both = DotFun.of(List.of(A1, A2), List.of("x", "y"));
        assertEquals(List.of("x", "y"), both.values());
        assertEquals(A2, both.dot(1));
        assertEquals("{1:1=x, 1:2=y}", both.toString());
        assertEquals(DotFun.of(A2, "y"), both.keepingDots(A2::equals));
        assertSame(both, both.keepingDots(dot -> true));
        assertThrows(UnsupportedOperationException.class, () -> both.values().set(0, "z"));
    }

    @Test
    void functions_areEqualByDotsAndValues() {
        DotFun<String> one = DotFun.of(A1, "x");
        assertEquals(one, DotFun.of(List.of(A1), List.of("x")));
        assertNotEquals(one, DotFun.of(A1, "y"));
        assertNotEquals(one, DotFun.of(A2, "x"));
        assertNotEquals(one.hashCode(), DotFun.of(A2, "x").hashCode());
        assertNotEquals(one.hashCode(), DotFun.of(A1, "y").hashCode());
        assertSame(DotFun.empty(), DotFun.of(List.of(), List.of()));
    }

    @Test
    void whatIsNoFunction_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> DotFun.of(List.of(A1), List.of("x", "y")));
        assertThrows(IllegalArgumentException.class, () -> DotFun.of(List.of(A2, A1), List.of("x", "y")));
        assertThrows(IllegalArgumentException.class, () -> DotFun.of(List.of(A1, A1), List.of("x", "y")));
        assertThrows(NullPointerException.class, () -> DotFun.of(A1, null));
        assertThrows(NullPointerException.class, () -> DotFun.of((Dot) null, "x"));
        assertThrows(NullPointerException.class, () -> DotFun.of(List.of(A1), Arrays.asList((String) null)));
    }
}
