// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotSet;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.crdt.LogChange.Placed;
import org.junit.jupiter.api.Test;

class LogChangeTest {

    /* one letter an entry */
    private static List<LogEntry<String>> entries(String letters) {
        return letters.chars()
                .mapToObj(letter -> new LogEntry<>(
                        new Dot(ReplicaId.of(letter), 1),
                        HybridTimestamp.ZERO,
                        Character.toString(letter),
                        DotSet.empty()))
                .toList();
    }

    private static Placed<String> placed(int position, String letter) {
        return new Placed<>(position, entries(letter).get(0));
    }

    private static String applied(LogChange<String> change, String before) {
        List<String> items = new ArrayList<>(List.of(before.split("")));
        change.applyTo(items);
        return String.join("", items);
    }

    private static void assertChange(String before, String after, List<Placed<String>> out, List<Placed<String>> in) {
        LogChange<String> change = LogChange.between(entries(before), entries(after));
        assertEquals(new LogChange<>(out, in), change);
        assertEquals(after, applied(change, before));
    }

    @Test
    void whatCameAndWent_isGivenWithItsPlace() {
        assertChange("abcd", "xbyd", List.of(placed(0, "a"), placed(2, "c")), List.of(placed(0, "x"), placed(2, "y")));
        assertChange("ab", "b", List.of(placed(0, "a")), List.of());
        assertChange("ab", "a", List.of(placed(1, "b")), List.of());
        assertChange("b", "abc", List.of(), List.of(placed(0, "a"), placed(2, "c")));
    }

    @Test
    void whatMoved_isTakenOutAndPutInAgain() {
        assertChange("abc", "bca", List.of(placed(0, "a")), List.of(placed(2, "a")));
        assertChange("abc", "cab", List.of(placed(0, "a"), placed(1, "b")), List.of(placed(1, "a"), placed(2, "b")));
    }

    @Test
    void sameEntries_areNoChange() {
        assertNull(LogChange.between(entries("abc"), entries("abc")));
        assertNull(LogChange.between(entries(""), entries("")));
    }
}
