// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.crdt4j.causality.DotSet;
import org.junit.jupiter.api.Test;

final class OpEnableWinsFlagTest {

    private final TwoReplicas<OpEnableWinsFlag, FlagOperation> replicas = new TwoReplicas<>(OpEnableWinsFlag::new);

    @Test
    void concurrentEnableAndDisable_isOn() {
        replicas.atA(OpEnableWinsFlag::enable);
        replicas.exchange();
        replicas.atA(OpEnableWinsFlag::enable);
        replicas.atB(OpEnableWinsFlag::disable);
        replicas.exchange();
        replicas.assertBoth(true);
        assertTrue(replicas.a().isEnabled());
    }

    @Test
    void disableThatHasSeenAllEnables_isOff() {
        replicas.atA(OpEnableWinsFlag::enable);
        replicas.atB(OpEnableWinsFlag::enable);
        replicas.exchange();
        replicas.atB(OpEnableWinsFlag::disable);
        replicas.exchange();
        replicas.assertBoth(false);
        assertFalse(replicas.b().isEnabled());
    }

    @Test
    void disableOfWhatIsOff_namesNothing_andHasNoEffect() {
        assertEquals(new FlagOperation(false, DotSet.empty()), replicas.a().disable());
        replicas.atA(OpEnableWinsFlag::disable);
        replicas.atB(OpEnableWinsFlag::enable);
        replicas.exchange();
        replicas.assertBoth(true);
    }
}
