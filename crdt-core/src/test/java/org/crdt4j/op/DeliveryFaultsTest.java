// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.crdt4j.causality.Dot;
import org.crdt4j.op.DeliverySimulation.StabilityMistake;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever the network does: each operation once, after its causes; what is lost is named; what is stable is everywhere. */
final class DeliveryFaultsTest {

    private static final int RUNS = 300;

    private interface Story {

        void tell(DeliverySimulation simulation);
    }

    private static void run(long seed, boolean roomy, int silent, @Nullable StabilityMistake mistake, Story story) {
        try {
            story.tell(new DeliverySimulation(seed, roomy, silent, mistake));
        } catch (AssertionError | RuntimeException broken) {
            throw new AssertionError("seed " + seed + ": " + broken.getMessage(), broken);
        }
    }

    private static void dropRepeatReorderCutRestart(DeliverySimulation simulation) {
        simulation.misbehave();
        simulation.repair();
        simulation.checkAllDelivered();
        simulation.checkAllStable();
    }

    @Test
    void everyFault_losesNothing_andStabilityIsSound() {
        for (long seed = 1; seed <= RUNS; seed++) {
            run(seed, true, -1, null, DeliveryFaultsTest::dropRepeatReorderCutRestart);
        }
    }

    @Test
    void everyFault_losesNothing_whereThereIsHardlyRoom() {
        for (long seed = 1; seed <= RUNS; seed++) {
            run(seed, false, -1, null, DeliveryFaultsTest::dropRepeatReorderCutRestart);
        }
    }

    @Test
    void silentMember_holdsUpStability_andShowsAsLag() {
        for (long seed = 1; seed <= RUNS; seed++) {
            run(seed, true, 0, null, DeliveryFaultsTest::dropRepeatReorderCutRestart);
        }
    }

    @Test
    void holeThatIsNotFilled_isNamedForEver_andHoldsUpOnlyWhatDependsOnIt() {
        for (long seed = 1; seed <= RUNS; seed++) {
            run(seed, true, -1, null, simulation -> {
                simulation.misbehave();
                Dot lost = simulation.loseOne();
                for (int age = 0; age < 3; age++) {
                    simulation.misbehave();
                    simulation.repair();
                    simulation.checkHole(lost);
                }
                simulation.findIt();
                simulation.repair();
                simulation.checkAllDelivered();
                simulation.checkAllStable();
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void mistakeInStability_isCaught(StabilityMistake mistake) {
        assertThrows(AssertionError.class, () -> {
            for (long seed = 1; seed <= RUNS; seed++) {
                run(seed, true, -1, mistake, simulation -> {
                    simulation.misbehave();
                    simulation.repair();
                });
            }
        });
    }
}
