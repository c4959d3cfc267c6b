// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    private static Table table(String content) throws IOException {
        return Table.read(
                new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)), List.of("sku"), List.of("units"));
    }

    @Test
    void equalTables_haveNoDifferences() throws Exception {
        assertEquals(List.of(), table("sku,units\nA,1\nB,2\n").differences(table("units,sku\n2,B\n1,\"A\"\n")));
    }

    @Test
    void otherMissingAndExtraRows_areNamed() throws Exception {
        assertEquals(
                List.of(
                        "[A] should be [1] but is [3]",
                        "[B] should be [2] but is missing",
                        "[C] should be missing but is [4]"),
                table("sku,units\nA,1\nB,2\n").differences(table("sku,units\nA,3\nC,4\n")));
    }

    @Test
    void without_dropsRowsByTheirValues() throws Exception {
        assertEquals(
                table("sku,units\nB,2\n"), table("sku,units\nA,0\nB,2\nC,0\n").without(List.of("0")));
    }

    @Test
    void twoRowsOfOneKey_areRefused() {
        assertThrows(IOException.class, () -> table("sku,units\nA,1\nA,1\n"));
    }
}
