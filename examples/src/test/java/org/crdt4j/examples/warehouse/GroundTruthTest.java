// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.warehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.List;
import org.crdt4j.examples.input.Comparison;
import org.crdt4j.replica.Replica;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroundTruthTest {

    @TempDir
    Path directory;

    /** The verdict on one region that books all movements of the truth but one. */
    private GroundTruth.Verdict withoutMovement(int lost) throws Exception {
        List<Movement> movements = GroundTruth.movements();
        var region = new WarehouseRegion(
                Replica.builder("only").codec(WarehouseRegion.CODEC).open());
        region.open(OpeningStock.of(movements));
        for (int number = 0; number < movements.size(); number++) {
            Movement movement = movements.get(number);
            if (number != lost) {
                region.book(number, movement.sku(), movement.country(), movement.units());
            }
        }
        region.correct();
        RegionFiles.write(region, directory);
        return GroundTruth.compare(directory);
    }

    @Test
    void oneLostMovement_isMissedInEachComparison() throws Exception {
        // The first one: 6 units of an article that is oversold in the end.
        GroundTruth.Verdict verdict = withoutMovement(0);
        assertFalse(verdict.holds());
        for (Comparison comparison : verdict.comparisons()) {
            assertEquals(1, comparison.differences().size(), comparison.what());
        }
        assertEquals(
                "[85123A] should be [-8747] but is [-8741]",
                verdict.comparisons().get(0).differences().get(0));
    }
}
