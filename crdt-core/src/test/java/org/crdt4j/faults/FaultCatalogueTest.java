// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.faults;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Arrays;
import java.util.stream.Stream;
import org.crdt4j.faults.Fault.Family;
import org.crdt4j.testkit.LawViolation;
import org.crdt4j.testkit.Laws;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fault is found by a law; the plain types without a fault keep all laws on the same histories. */
class FaultCatalogueTest {

    private static final long FIRST_SEED = 1;
    private static final int HISTORIES = 400;

    @ParameterizedTest
    @EnumSource(Family.class)
    void withoutFault_allLawsHold(Family family) {
        assertDoesNotThrow(() -> laws(family, Fault.NONE).checkAll(FIRST_SEED, HISTORIES));
    }

    static Stream<Fault> faults() {
        return Arrays.stream(Fault.values()).filter(fault -> fault != Fault.NONE);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void withFault_aLawIsBroken(Fault fault) {
        Laws<?, ?, ?, ?> laws = laws(fault.family(), fault);
        for (long seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES; seed++) {
            try {
                laws.check(seed);
            } catch (LawViolation violation) {
                System.out.println(fault + " (" + fault.what() + "): seed " + seed + ", " + violation.law());
                return;
            }
        }
        fail(fault + " was not found in " + HISTORIES + " histories");
    }

    @Test
    void catalogueHasAtLeastFifteenFaults() {
        if (faults().count() < 15) {
            fail("only " + faults().count() + " faults");
        }
    }

    private static Laws<?, ?, ?, ?> laws(Family family, Fault fault) {
        return switch (family) {
            case SET -> Laws.of(FaultySet.subject(fault));
            case DOCUMENT -> Laws.of(FaultyDocument.subject(fault));
            case MULTI_MAP -> Laws.of(FaultyMultiMap.subject(fault));
            case COUNTER -> Laws.of(FaultyCounter.subject(fault));
            case COUNTER_MAP -> Laws.of(FaultyCounterMap.subject(fault));
            case REGISTER -> Laws.of(FaultyRegister.subject(fault));
            case MAP -> Laws.of(FaultyMap.subject(fault));
            case LOG -> Laws.of(FaultyLog.subject(fault));
            case LEDGER -> Laws.of(FaultyLedger.subject(fault));
            case REMOVE_WINS -> Laws.of(FaultyRemoveWins.subject(fault));
            case FLAG -> Laws.of(FaultyFlag.subject(fault));
            case GROW_ONLY_FLAG -> Laws.of(FaultyGrowOnlyFlag.subject(fault));
            case ESCROW -> Laws.of(FaultyEscrow.subject(fault));
            case LATTICE -> Laws.of(FaultyLattice.subject(fault));
            case CONFIRMATIONS -> Laws.of(FaultyConfirmations.subject(fault));
            case TALLY -> Laws.of(FaultyTally.subject(fault));
            case SKETCH -> Laws.of(FaultySketch.subject(fault));
        };
    }
}
