// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ValuesTest {

    private static final BigInteger ONE = BigInteger.ONE;

    @Test
    void numbers_areEqualByAmount() {
        assertEquals(ONE, Values.plain(1));
        assertEquals(ONE, Values.plain(1L));
        assertEquals(ONE, Values.plain(1.0));
        assertEquals(ONE, Values.plain(new BigDecimal("10e-1")));
        assertEquals(BigInteger.ZERO, Values.plain(new BigDecimal("0.00")));
        assertEquals(Values.plain(new BigDecimal("1.50")), Values.plain(1.5));
        assertEquals(new BigDecimal("1e999999999"), Values.plain(new BigDecimal("1e999999999")));
    }

    @Test
    void insides_becomePlain() {
        assertEquals(Values.NULL, Values.plain(Optional.empty()));
        assertEquals("x", Values.plain(Optional.of("x")));
        assertEquals(Map.of("1", List.of(ONE, Set.of(ONE))), Values.plain(Map.of(1, List.of(1L, Set.of(1)))));
    }

    @Test
    void sets_matchWithoutOrder_listsWithOrder() {
        assertTrue(Values.matches(List.of("a", "b"), Set.of("b", "a")));
        assertTrue(Values.matches(List.of("a", "a"), Set.of("a")));
        assertFalse(Values.matches(List.of("a"), Set.of("b", "a")));
        assertFalse(Values.matches("a", Set.of("a")));
        assertTrue(Values.matches(List.of("a", "b"), List.of("a", "b")));
        assertFalse(Values.matches(List.of("b", "a"), List.of("a", "b")));
        assertTrue(Values.matches(Map.of("k", List.of("a", "b")), Map.of("k", Set.of("b", "a"))));
        assertFalse(Values.matches(Map.of("k", List.of("a"), "l", ONE), Map.of("k", Set.of("a"))));
        assertFalse(Values.matches(Map.of(), Map.of("k", Set.of())));
    }

    @Test
    void emptyEntries_areLeftOut_atEveryDepth() {
        assertEquals(
                Map.of("k", Map.of("y", ONE)),
                Values.withoutEmptyEntries(
                        Map.of("k", Map.of("x", Set.of(), "y", ONE), "l", Map.of("x", List.of()), "m", Values.NULL)));
        assertEquals(List.of(Map.of("k", List.of())), Values.withoutEmptyEntries(List.of(Map.of("k", List.of()))));
    }

    @Test
    void texts_areJson() {
        assertEquals("\"a\\\"b\\\\c\\u000a\"", Values.show("a\"b\\c\n"));
        assertEquals("[\"x\", 1, 2]", Values.show(Set.of("x", BigInteger.TWO, ONE)));
        assertEquals("{\"k\": [null, true]}", Values.show(Map.of("k", List.of(Values.NULL, true))));
    }
}
