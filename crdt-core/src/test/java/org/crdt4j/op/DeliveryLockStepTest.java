// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import org.crdt4j.causality.HybridClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The causal delivery does what a list does that is searched from its beginning; and a mistake would show. */
final class DeliveryLockStepTest {

    private static final int RUNS = 1_500;

    private static void run(long seed, DeliveryLockStep.Subjects subjects) {
        try {
            new DeliveryLockStep(seed, subjects).run();
        } catch (AssertionError | RuntimeException broken) {
            throw new AssertionError("seed " + seed + ": " + broken.getMessage(), broken);
        }
    }

    @Test
    void everyStep_isAsInTheReference() {
        for (long seed = 1; seed <= RUNS; seed++) {
            run(seed, limits -> {
                HybridClock clock = new HybridClock(() -> Instant.ofEpochMilli(DeliveryHistory.NOON));
                return new RealDelivery(DeliveryLockStep.SELF, clock, limits);
            });
        }
    }

    @Test
    void reference_passesItself() {
        for (long seed = 1; seed <= 100; seed++) {
            run(seed, NaiveDelivery::new);
        }
    }

    @ParameterizedTest
    @EnumSource
    void mistake_isCaught(NaiveDelivery.Mistake mistake) {
        assertThrows(AssertionError.class, () -> {
            for (long seed = 1; seed <= 50; seed++) {
                run(seed, limits -> new NaiveDelivery(limits, mistake));
            }
        });
    }
}
