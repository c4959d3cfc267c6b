// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.warehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.crdt4j.examples.console.Captured;
import org.crdt4j.examples.fleet.LocalSites;
import org.crdt4j.examples.input.Table;
import org.crdt4j.replica.Replica;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RationedRegionTest {

    @TempDir
    Path directory;

    private final Replica east =
            Replica.builder("east").codec(WarehouseRegion.CODEC).open();
    private final Replica west =
            Replica.builder("west").codec(WarehouseRegion.CODEC).open();
    private final RationedRegion eastern = new RationedRegion(east);
    private final RationedRegion western = new RationedRegion(west);

    private void meet() {
        east.deltasSince(west.version()).forEach(west::receive);
        west.deltasSince(east.version()).forEach(east::receive);
    }

    @Test
    void regionWithoutRights_refusesAndGetsThemLater() {
        eastern.open(Map.of("A", 16L), List.of(west.id()));
        meet();
        assertTrue(western.book(1, "A", "EIRE", -2), "its share");
        assertFalse(western.book(2, "A", "EIRE", -3));
        assertTrue(eastern.book(3, "A", "France", -4));
        meet();
        eastern.grant();
        meet();
        assertTrue(western.book(4, "A", "EIRE", -3));
        assertTrue(eastern.book(5, "A", "France", 1), "a return");
        meet();
        assertEquals(eastern.articles(), western.articles());
        assertEquals(
                new RationedRegion.Ration(new ArticleStock(16, 8, 7, 0), 1, 3, 2),
                eastern.articles().get("A"));
    }

    @Test
    void concurrentSalesOfEverything_neverFallBelowZero() {
        eastern.open(Map.of("A", 16L), List.of(west.id()));
        meet();
        for (int number = 0; number < 20; number++) {
            eastern.book(number, "A", "France", -1);
            western.book(100 + number, "A", "EIRE", -1);
        }
        meet();
        ArticleStock stock = eastern.articles().get("A").stock();
        assertEquals(new ArticleStock(16, 0, 0, 0), stock);
        assertEquals(24, western.articles().get("A").refusedSales());
    }

    @Test
    void recordedMovements_neverFallBelowZeroAnywhere() throws Exception {
        var out = new Captured();
        var err = new Captured();
        List<Movement> movements = GroundTruth.movements().subList(0, 20_000);
        var job = WarehouseCommand.rationedJob(directory, LocalSites.starter(RationedSite::new));
        assertEquals(0, WarehouseCommand.runRationed(movements, job, out, err), out.toString() + err);
        Table stocks =
                Table.read(directory.resolve("oversell.csv"), List.of("sku"), List.of("final_stock", "lowest_stock"));
        stocks.rows().forEach((sku, row) -> {
            assertTrue(Long.parseLong(row.get(0)) >= 0, sku + " " + row);
            assertTrue(Long.parseLong(row.get(1)) >= 0, sku + " " + row);
        });
        assertTrue(out.toString().contains("Refused"), out.toString());
    }
}
