// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.warehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OpeningStockTest {

    private static final LocalDateTime NOON = LocalDateTime.of(2011, 1, 1, 12, 0);

    private static List<Movement> moved(String sku, long... units) {
        return LongStream.of(units)
                .mapToObj(each -> new Movement(sku, "EIRE", each, NOON))
                .toList();
    }

    @Test
    void leastThatNeverRunsOut_isTakenByThePercentageOfTheArticle() {
        assertEquals(100, OpeningStock.percent("10125"));
        assertEquals(90, OpeningStock.percent("10124A"));
        assertEquals(120, OpeningStock.percent("10002"));
        assertEquals(Map.of("10125", 7L), OpeningStock.of(moved("10125", -4, 3, -6, 5)));
    }

    @Test
    void partsOfAUnit_areDropped() {
        assertEquals(Map.of("10124A", 3L), OpeningStock.of(moved("10124A", -4)));
        assertEquals(Map.of("10002", 1L), OpeningStock.of(moved("10002", -1)));
    }

    @Test
    void articleThatOnlyComesIn_needsNoOpeningStock() {
        assertEquals(Map.of("10125", 0L), OpeningStock.of(moved("10125", 5, -5)));
        assertEquals(Map.of("10125", 0L), OpeningStock.of(moved("10125", 0)));
    }

    @Test
    void noMovements_noStock() {
        assertEquals(Map.of(), OpeningStock.of(List.of()));
    }
}
