// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.EnumMap;
import java.util.Map;
import org.crdt4j.net.node.Faults.Incident;
import org.crdt4j.replica.BrokenRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs clusters of production nodes through seeded schedules of all {@link Faults}. Replay one schedule with {@code
 * -Dtest=ClusterSimulationTest -Dcrdt4j.seed=SEED}; run more with {@code -Dcrdt4j.schedules=NUMBER}.
 */
final class ClusterSimulationTest {

    private static final long SCHEDULES = Long.getLong("crdt4j.schedules", 5_000);
    private static final long BROKEN_SCHEDULES = 600;

    @Test
    void anySchedule_keepsAllPromises() {
        Long only = Long.getLong("crdt4j.seed");
        long first = only == null ? 0 : only;
        long end = only == null ? SCHEDULES : only + 1;
        long updates = 0;
        long frames = 0;
        Map<Incident, Integer> incidents = new EnumMap<>(Incident.class);
        for (long seed = first; seed < end; seed++) {
            ClusterSchedule.Story story = run(seed);
            updates += story.updates();
            frames += story.frames();
            story.incidents().forEach((incident, count) -> incidents.merge(incident, count, Integer::sum));
        }
        System.out.println("cluster simulation: every promise kept in " + (end - first) + " schedules, " + updates
                + " updates, " + frames + " frames, " + incidents);
        if (only == null) {
            assertTrue(
                    updates > 10 * SCHEDULES && incidents.keySet().equals(Faults.SURVIVED),
                    () -> "the schedules do not put the cluster to the test");
        }
    }

    private static ClusterSchedule.Story run(long seed) {
        try {
            return ClusterSchedule.run(seed, null);
        } catch (RuntimeException failure) {
            return fail("schedule " + seed + " failed; replay it with -Dcrdt4j.seed=" + seed, failure);
        }
    }

    @Test
    void sameSeed_isTheSameStoryBitForBit() {
        for (long seed = 0; seed < 5; seed++) {
            ClusterSchedule.Story story = run(seed);
            assertEquals(story, run(seed), "seed " + seed);
            assertNotEquals(story.traceHash(), run(seed + 1).traceHash());
        }
    }

    /* Nothing is changed together in these schedules; the simulation of the core has both of those rules. */
    @ParameterizedTest
    @EnumSource(
            value = BrokenRules.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"APPLIED_HALF", "SENT_APART"})
    void everyRuleThatIsLeftOut_isNoticed(BrokenRules broken) {
        for (long seed = 0; seed < BROKEN_SCHEDULES; seed++) {
            try {
                ClusterSchedule.run(seed, broken);
            } catch (RuntimeException caught) {
                System.out.println("broken on purpose: " + broken + "; caught at seed " + seed + ": " + caught);
                return;
            }
        }
        fail(broken + ": not caught in " + BROKEN_SCHEDULES + " schedules");
    }
}
