// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.warehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.crdt4j.replica.Replica;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegionFilesTest {

    @TempDir
    Path directory;

    private final Replica replica =
            Replica.builder("any").codec(WarehouseRegion.CODEC).open();
    private final WarehouseRegion region = new WarehouseRegion(replica);

    @Test
    void files_areSortedAndQuotedAsTheTruthIs() throws Exception {
        region.open(Map.of("b", 1L, "B", 0L, "A,1", 7L));
        region.book(1, "b", "Spain", -3);
        region.book(2, "b", "EIRE", -1);
        region.book(3, "b", "EIRE", 2);
        region.book(4, "A,1", "Korea, \"South\"", -4);
        region.correct();
        RegionFiles.write(region, directory.resolve("new"));
        assertEquals("""
                sku,stock_delta
                "A,1",-4
                B,0
                b,-2
                """, Files.readString(directory.resolve("new/stock.csv")));
        assertEquals("""
                sku,region,p_units_in,n_units_out
                "A,1","Korea, ""South""\",0,4
                b,"EIRE",2,1
                b,"Spain",0,3
                """, Files.readString(directory.resolve("new/region_pn.csv")));
        assertEquals("""
                sku,opening_stock,final_stock,lowest_stock,correction_needed
                "A,1",7,3,3,0
                B,0,0,0,0
                b,1,-1,-3,1
                """, Files.readString(directory.resolve("new/oversell.csv")));
    }

    @Test
    void booksThatDoNotBalance_areNotWritten() {
        region.open(Map.of("A", 1L));
        region.book(5, "A", "Spain", -3);
        replica.counter("stock/A").increment();
        String message = assertThrows(IllegalStateException.class, () -> RegionFiles.write(region, directory))
                .getMessage();
        assertEquals("the books of A do not balance: 1 at the beginning, -3 moved, but -1 now", message);
    }
}
