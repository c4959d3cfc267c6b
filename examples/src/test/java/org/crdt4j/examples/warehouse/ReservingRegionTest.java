// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.warehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.crdt4j.examples.console.Captured;
import org.crdt4j.examples.fleet.LocalSites;
import org.crdt4j.examples.input.Table;
import org.crdt4j.replica.Replica;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReservingRegionTest {

    @TempDir
    Path directory;

    private final Replica east = Replica.builder("east").open();
    private final Replica west = Replica.builder("west").open();
    private final ReservingRegion eastern = new ReservingRegion(east);
    private final ReservingRegion western = new ReservingRegion(west);

    private void meet() {
        east.deltasSince(west.version()).forEach(west::receive);
        west.deltasSince(east.version()).forEach(east::receive);
    }

    @Test
    void unitsPromisedTwice_goToTheEarlierSale() {
        eastern.open(Map.of("A", 5L));
        meet();
        assertTrue(western.book(2, "A", -4), "as far as the west knows");
        assertTrue(eastern.book(1, "A", -3), "as far as the east knows");
        assertFalse(eastern.book(3, "A", -9), "nobody would promise that");
        meet();
        assertEquals(
                new ReservingRegion.Sales(5, 2, 1, 1, 1, 4), eastern.articles().get("A"));
        assertEquals(eastern.articles(), western.articles());
    }

    @Test
    void compensation_isOwedOnceWhoeverNoticesIt() {
        eastern.open(Map.of("A", 5L));
        meet();
        western.book(2, "A", -4);
        eastern.book(1, "A", -3);
        meet();
        eastern.compensate();
        western.compensate();
        western.compensate();
        meet();
        eastern.compensate();
        assertEquals(List.of(4L), List.copyOf(eastern.compensations().values()));
        assertEquals(eastern.compensations(), western.compensations());
    }

    @Test
    void returnedUnits_canBeSoldAgain() {
        eastern.open(Map.of("A", 1L, "B", 0L));
        assertTrue(eastern.book(1, "A", -1));
        assertFalse(eastern.book(2, "A", -1));
        assertTrue(eastern.book(3, "A", 1));
        assertTrue(eastern.book(4, "A", -1));
        assertFalse(eastern.book(5, "B", -1));
        assertTrue(eastern.book(6, "B", 0));
        assertEquals(
                new ReservingRegion.Sales(1, 0, 2, 1, 0, 0), eastern.articles().get("A"));
        assertEquals(Map.of(), eastern.compensations());
    }

    /** The final stock, and how many sales are served, by article: all movements one after the other, in one place. */
    private static Map<List<String>, List<String>> truth(List<Movement> movements) {
        Map<String, Long> stock = new TreeMap<>(OpeningStock.of(movements));
        Map<String, Long> served = new HashMap<>();
        for (Movement movement : movements) {
            long left = stock.get(movement.sku()) + movement.units();
            if (left >= 0) {
                stock.put(movement.sku(), left);
                served.merge(movement.sku(), movement.units() < 0 ? 1L : 0L, Long::sum);
            }
        }
        Map<List<String>, List<String>> truth = new HashMap<>();
        stock.forEach((sku, left) ->
                truth.put(List.of(sku), List.of(Long.toString(left), Long.toString(served.getOrDefault(sku, 0L)))));
        return truth;
    }

    @Test
    void recordedMovements_areDecidedAsIfAllHadBeenSoldInOnePlace() throws Exception {
        var out = new Captured();
        var err = new Captured();
        List<Movement> movements = GroundTruth.movements().subList(0, 8_000);
        var job = WarehouseCommand.reservingJob(directory, LocalSites.starter(ReservingSite::new));
        assertEquals(0, WarehouseCommand.runReserving(movements, job, out, err), out.toString() + err);
        Table decided = Table.read(directory.resolve("sales.csv"), List.of("sku"), List.of("final_stock", "served"));
        Map<List<String>, List<String>> truth = truth(movements);
        assertEquals(truth.keySet(), decided.rows().keySet());
        decided.rows().forEach((sku, row) -> assertEquals(truth.get(sku), row, sku.toString()));
        Table sales =
                Table.read(directory.resolve("sales.csv"), List.of("sku"), List.of("compensated", "compensated_units"));
        long compensated = 0;
        long units = 0;
        for (List<String> row : sales.rows().values()) {
            compensated += Long.parseLong(row.get(0));
            units += Long.parseLong(row.get(1));
        }
        Table noted = Table.read(directory.resolve("compensations.csv"), List.of("compensation"), List.of("units"));
        assertTrue(compensated > 0, "the cut makes some");
        assertEquals(compensated, noted.rows().size());
        assertEquals(
                units,
                noted.rows().values().stream()
                        .mapToLong(row -> Long.parseLong(row.get(0)))
                        .sum());
    }
}
