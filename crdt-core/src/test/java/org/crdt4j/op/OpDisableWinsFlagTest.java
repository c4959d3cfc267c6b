// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class OpDisableWinsFlagTest {

    private final TwoReplicas<OpDisableWinsFlag, FlagOperation> replicas = new TwoReplicas<>(OpDisableWinsFlag::new);

    @Test
    void concurrentEnableAndDisable_isOff() {
        replicas.atA(OpDisableWinsFlag::enable);
        replicas.exchange();
        assertTrue(replicas.b().isEnabled());
        replicas.atA(OpDisableWinsFlag::enable);
        replicas.atB(OpDisableWinsFlag::disable);
        replicas.exchange();
        replicas.assertBoth(false);
        assertFalse(replicas.a().isEnabled());
    }

    @Test
    void disableOfWhatIsOff_winsAgainstAConcurrentEnable() {
        replicas.atA(OpDisableWinsFlag::disable);
        replicas.atB(OpDisableWinsFlag::enable);
        replicas.exchange();
        replicas.assertBoth(false);
        replicas.atB(OpDisableWinsFlag::enable);
        replicas.exchange();
        replicas.assertBoth(true);
    }
}
