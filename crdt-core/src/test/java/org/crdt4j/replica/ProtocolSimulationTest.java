// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs production replicas through thousands of seeded schedules of all that a network and its machines may do. Replay one schedule
 * with {@code -Dtest=ProtocolSimulationTest -Dcrdt4j.seed=SEED}; run more with {@code -Dcrdt4j.schedules=NUMBER}.
 */
class ProtocolSimulationTest {

    private static final long SCHEDULES = Long.getLong("crdt4j.schedules", 2_000);
    private static final long BROKEN_SCHEDULES = 600;
    private static final SyncRules RULES = new SyncRules();

    @Test
    void anySchedule_endsInTheValuesOfTheSpecificationEverywhere() {
        Long only = Long.getLong("crdt4j.seed");
        long first = only == null ? 0 : only;
        long end = only == null ? SCHEDULES : only + 1;
        ProtocolSimulation.Totals totals = ProtocolSimulation.Totals.NONE;
        for (long seed = first; seed < end; seed++) {
            totals = totals.plus(run(seed));
        }
        System.out.println("protocol simulation: no divergence in " + totals);
        if (only == null) {
            assertTrue(
                    totals.events() > 20 * SCHEDULES
                            && totals.collected() > SCHEDULES
                            && totals.scans() > SCHEDULES / 2
                            && totals.holes() > SCHEDULES
                            && totals.joiners() > SCHEDULES / 4
                            && totals.restarts() > SCHEDULES / 4
                            && totals.crashes() > SCHEDULES / 20,
                    () -> "the schedules do not put the protocol to the test");
        }
    }

    private static ProtocolSimulation.Totals run(long seed) {
        try {
            return ProtocolSimulation.run(seed, RULES, false);
        } catch (RuntimeException failure) {
            return fail("schedule " + seed + " failed; replay it with -Dcrdt4j.seed=" + seed, failure);
        }
    }

    @ParameterizedTest
    @EnumSource(BrokenRules.class)
    void everyRuleThatIsLeftOut_isNoticed(BrokenRules broken) {
        for (long seed = 0; seed < BROKEN_SCHEDULES; seed++) {
            try {
                ProtocolSimulation.run(seed, broken.rules(), broken == BrokenRules.IDENTITY_REUSED);
            } catch (RuntimeException caught) {
                System.out.println("broken on purpose: " + broken + "; caught at seed " + seed + ": " + caught);
                return;
            }
        }
        fail(broken + ": not caught in " + BROKEN_SCHEDULES + " schedules");
    }
}
