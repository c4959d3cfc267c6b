// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.warehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.crdt4j.replica.Replica;
import org.junit.jupiter.api.Test;

class WarehouseRegionTest {

    private final Replica east =
            Replica.builder("east").codec(WarehouseRegion.CODEC).open();
    private final Replica west =
            Replica.builder("west").codec(WarehouseRegion.CODEC).open();
    private final WarehouseRegion eastern = new WarehouseRegion(east);
    private final WarehouseRegion western = new WarehouseRegion(west);

    private static void send(Replica from, Replica to) {
        from.deltasSince(to.version()).forEach(to::receive);
    }

    private void meet() {
        send(east, west);
        send(west, east);
    }

    @Test
    void concurrentSales_addUp() {
        eastern.open(Map.of("A", 10L));
        meet();
        eastern.book(1, "A", "France", -4);
        western.book(2, "A", "EIRE", -3);
        western.book(3, "A", "EIRE", 1);
        assertEquals(6, eastern.stock("A"));
        assertEquals(8, western.stock("A"));
        meet();
        assertEquals(4, eastern.stock("A"));
        assertEquals(4, western.stock("A"));
        assertEquals(
                Map.of("A", Map.of("EIRE", new UnitsMoved(1, 3), "France", new UnitsMoved(0, 4))),
                eastern.unitsByCountry());
        assertEquals(eastern.unitsByCountry(), western.unitsByCountry());
    }

    @Test
    void bothSellTheLastUnits_isSeenByNobodyBeforeTheyMeet() {
        eastern.open(Map.of("A", 5L));
        meet();
        eastern.book(4, "A", "France", -4);
        western.book(5, "A", "EIRE", -3);
        assertEquals(Map.of(), eastern.oversold());
        assertEquals(Map.of(), western.oversold());
        meet();
        assertEquals(Map.of("A", 2L), eastern.oversold());
        assertEquals(Map.of("A", 2L), western.oversold());
    }

    @Test
    void correctionNotedByEverybodyAndTwice_countsOnce() {
        eastern.open(Map.of("A", 5L, "B", 5L));
        eastern.book(6, "A", "France", -7);
        meet();
        assertEquals(1, eastern.correct());
        assertEquals(1, western.correct());
        meet();
        assertEquals(1, eastern.correct());
        meet();
        ArticleStock corrected = new ArticleStock(5, -2, -2, 2);
        assertEquals(Map.of("A", corrected, "B", new ArticleStock(5, 5, 5, 0)), eastern.articles());
        assertEquals(eastern.articles(), western.articles());
    }

    @Test
    void correctionNotedByOneRegion_isKnownToAll() {
        eastern.open(Map.of("A", 5L));
        eastern.book(7, "A", "France", -7);
        meet();
        western.correct();
        meet();
        assertEquals(2, eastern.articles().get("A").correction());
    }

    @Test
    void correctionThatIsNoLongerRight_isReplacedOrTakenBack() {
        eastern.open(Map.of("A", 5L));
        eastern.book(8, "A", "France", -7);
        eastern.correct();
        meet();
        western.book(9, "A", "EIRE", -1);
        western.correct();
        meet();
        assertEquals(3, eastern.articles().get("A").correction());
        western.book(10, "A", "EIRE", 3);
        western.correct();
        meet();
        assertEquals(new ArticleStock(5, 0, -3, 0), eastern.articles().get("A"));
    }

    @Test
    void repeatedCorrection_makesNoEvent() {
        eastern.open(Map.of("A", 0L));
        eastern.book(11, "A", "France", -7);
        eastern.correct();
        meet();
        var before = west.version();
        western.correct();
        assertEquals(before, west.version());
    }

    @Test
    void lowestStock_followsTheNumbersAndNotTheArrival() {
        eastern.open(Map.of("A", 5L));
        eastern.book(102, "A", "France", 4);
        western.book(101, "A", "EIRE", -7);
        meet();
        for (WarehouseRegion region : List.of(eastern, western)) {
            assertEquals(new ArticleStock(5, 2, -2, 0), region.articles().get("A"));
        }
    }

    @Test
    void lineWithoutGoods_isListedWithoutUnits() {
        eastern.open(Map.of("B", 0L));
        eastern.book(12, "B", "United Kingdom", 0);
        meet();
        for (WarehouseRegion region : List.of(eastern, western)) {
            assertEquals(Map.of("B", Map.of("United Kingdom", new UnitsMoved(0, 0))), region.unitsByCountry());
            assertEquals(Map.of("B", new ArticleStock(0, 0, 0, 0)), region.articles());
        }
    }

    @Test
    void lineWithoutGoods_doesNotHideOthers() {
        eastern.open(Map.of("B", 9L));
        eastern.book(13, "B", "Spain", 0);
        western.book(14, "B", "Spain", -2);
        meet();
        assertEquals(Map.of("B", Map.of("Spain", new UnitsMoved(0, 2))), eastern.unitsByCountry());
    }

    @Test
    void anyCharacters_mayBeInNames() {
        eastern.open(Map.of("a/b, \"c\"", 1L));
        eastern.book(15, "a/b, \"c\"", "Côte d'Ivoire/x", -1);
        meet();
        assertEquals(Map.of("a/b, \"c\"", Map.of("Côte d'Ivoire/x", new UnitsMoved(0, 1))), western.unitsByCountry());
    }
}
