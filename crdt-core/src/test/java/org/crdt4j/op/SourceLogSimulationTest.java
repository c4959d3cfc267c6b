// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every event of a log counts once, at every consumer; and who gets it wrong is found out. */
final class SourceLogSimulationTest {

    private static final int SEEDS = 200;

    @Test
    void redeliveredReorderedRebalanced_countsEachEventOnce() {
        long given = 0;
        long mostWaiting = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            try {
                SourceLogSimulation done = new SourceLogSimulation(seed, SourceLogSimulation.Mistake.NONE).run();
                given += done.given();
                mostWaiting = Math.max(mostWaiting, done.mostWaiting());
            } catch (AssertionError | RuntimeException failure) {
                fail("new SourceLogSimulation(" + seed + ", NONE).run()", failure);
            }
        }
        assertTrue(given > 13_000L * SEEDS, "events come again: " + given);
        assertTrue(mostWaiting > 50, "events come out of order: " + mostWaiting);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void mistake_isCaught(SourceLogSimulation.Mistake mistake) {
        for (long seed = 1; seed <= 10; seed++) {
            try {
                new SourceLogSimulation(seed, mistake).run();
            } catch (AssertionError expected) {
                return;
            }
        }
        fail(mistake + " was not noticed on 10 logs");
    }
}
