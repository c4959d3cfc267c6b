// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.flag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.RemoveWins;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.ValueChange;
import org.junit.jupiter.api.Test;

class DisableWinsFlagTest {

    private final DisableWinsFlag dublin = flag(1);
    private final DisableWinsFlag madrid = flag(2);

    private static DisableWinsFlag flag(long replica) {
        return new DisableWinsFlag(ReplicaContext.of(ReplicaId.of(replica), new HybridClock(() -> Instant.EPOCH)));
    }

    private void exchange() {
        dublin.join(madrid.state());
        madrid.join(dublin.state());
        assertEquals(dublin, madrid);
    }

    @Test
    void concurrentEnableAndDisable_isOff() {
        dublin.enable();
        exchange();
        assertTrue(madrid.isEnabled());
        dublin.disable();
        madrid.enable();
        exchange();
        assertFalse(dublin.isEnabled());
    }

    @Test
    void enableAfterAllDisables_isOn() {
        dublin.disable();
        madrid.disable();
        exchange();
        madrid.enable();
        exchange();
        assertTrue(dublin.isEnabled());
    }

    @Test
    void disableOfFlagThatWasNeverEnabled_isRemembered() {
        dublin.disable();
        madrid.enable();
        exchange();
        assertFalse(madrid.isEnabled());
    }

    @Test
    void secondDisable_winsAgainstAnEnableThatSawTheFirst() {
        dublin.disable();
        exchange();
        dublin.disable();
        madrid.enable();
        exchange();
        assertFalse(madrid.isEnabled());
    }

    @Test
    void enableThatSawOneOfTwoDisables_isNotEnough() {
        dublin.disable();
        Causal<RemoveWins> unseen = dublin.disable();
        DisableWinsFlag paris = flag(3);
        madrid.join(paris.disable());
        Causal<RemoveWins> enable = madrid.enable();
        paris.join(enable);
        assertTrue(paris.isEnabled());
        paris.join(unseen);
        assertFalse(paris.isEnabled());
    }

    @Test
    void reports_areExactAndComeOnce() {
        List<ValueChange<Boolean>> reports = new ArrayList<>();
        madrid.observe(reports::add);
        Causal<RemoveWins> enable = dublin.enable();
        madrid.join(enable);
        madrid.join(enable);
        madrid.disable();
        madrid.disable();
        assertEquals(List.of(new ValueChange<>(false, true), new ValueChange<>(true, false)), reports);
    }
}
