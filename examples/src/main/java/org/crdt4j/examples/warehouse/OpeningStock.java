// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.warehouse;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * The made-up opening stock, for the recorded data has none. Of each article it is 100 %, 90 % or 120 % of the least that would never
 * run out, had all movements been booked in one place in order of time; the CRC-32 of the article modulo 3 picks the percentage, in
 * this order, and parts of a unit are dropped. So about a third of the articles cannot but run out.
 */
public final class OpeningStock {

    private static final int[] PERCENT = {100, 90, 120};

    private OpeningStock() {}

    /**
     * The opening stock of all articles that move.
     *
     * @param movements all movements in order of time
     * @return units by article, every article of the movements once
     */
    public static SortedMap<String, Long> of(List<Movement> movements) {
        Map<String, Long> sums = new HashMap<>();
        SortedMap<String, Long> lowest = new TreeMap<>();
        for (Movement movement : movements) {
            long sum = sums.merge(movement.sku(), movement.units(), Math::addExact);
            lowest.merge(movement.sku(), Math.min(sum, 0), Math::min);
        }
        lowest.replaceAll((sku, low) -> Math.multiplyExact(-low, percent(sku)) / 100);
        return lowest;
    }

    /**
     * The share of an article.
     *
     * @param sku the article
     * @return 90, 100 or 120
     */
    static int percent(String sku) {
        var checksum = new CRC32();
        checksum.update(sku.getBytes(StandardCharsets.UTF_8));
        return PERCENT[(int) (checksum.getValue() % PERCENT.length)];
    }
}
