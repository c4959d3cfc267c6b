// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.warehouse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crdt4j.examples.input.Table;

/**
 * The corrections that a region has written.
 *
 * @param articles how many articles there are
 * @param unitsBySku the missing units of each oversold article
 */
record Corrections(int articles, Map<String, Long> unitsBySku) {

    /**
     * Reads them.
     *
     * @param directory where the region has written its files
     * @return the corrections
     * @throws IOException if they cannot be read
     */
    static Corrections read(Path directory) throws IOException {
        Table table = Table.read(directory.resolve(RegionFiles.OVERSELL), List.of("sku"), List.of("correction_needed"));
        Map<String, Long> units = new LinkedHashMap<>();
        table.without(List.of("0")).rows().forEach((key, value) -> units.put(key.get(0), Long.valueOf(value.get(0))));
        return new Corrections(table.rows().size(), units);
    }

    int count() {
        return unitsBySku.size();
    }

    long units() {
        return unitsBySku.values().stream().mapToLong(Long::longValue).sum();
    }
}
