// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CopyableTableTest {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void put_keepsTheNewestCounterOfEachElement(boolean hashesKept) {
        CopyableTable table = filled(hashesKept);
        table.put("17", 1, 5_000);
        assertEquals(1_000, table.size());
        assertEquals(5_000, table.counter("17"));
        assertEquals(18, table.counter("18"));
        assertEquals(0, table.counter("absent"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void copy_isIndependent(boolean hashesKept) {
        CopyableTable table = filled(hashesKept);
        CopyableTable copy = table.copy();
        table.put("17", 1, 5_000);
        table.put("new", 1, 5_001);
        assertEquals(17, copy.counter("17"));
        assertEquals(0, copy.counter("new"));
        assertEquals(1_000, copy.size());
    }

    private static CopyableTable filled(boolean hashesKept) {
        CopyableTable table = new CopyableTable(hashesKept);
        for (int i = 1; i <= 1_000; i++) {
            table.put(Integer.toString(i), 0, i);
        }
        return table;
    }
}
