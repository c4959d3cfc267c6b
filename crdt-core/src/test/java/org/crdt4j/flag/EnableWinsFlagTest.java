// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.flag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.crdt4j.causality.DotSet;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.ValueChange;
import org.junit.jupiter.api.Test;

class EnableWinsFlagTest {

    private final EnableWinsFlag dublin = flag(1);
    private final EnableWinsFlag madrid = flag(2);

    private static EnableWinsFlag flag(long replica) {
        return new EnableWinsFlag(ReplicaContext.of(ReplicaId.of(replica), new HybridClock(() -> Instant.EPOCH)));
    }

    private void exchange() {
        dublin.join(madrid.state());
        madrid.join(dublin.state());
        assertEquals(dublin, madrid);
    }

    @Test
    void atFirst_isOff() {
        assertFalse(dublin.isEnabled());
        assertTrue(dublin.disable().isBottom());
    }

    @Test
    void concurrentEnableAndDisable_isOn() {
        dublin.enable();
        exchange();
        dublin.disable();
        madrid.enable();
        exchange();
        assertTrue(dublin.isEnabled());
    }

    @Test
    void concurrentEnables_areOffWhenBothAreDisabled() {
        dublin.enable();
        madrid.enable();
        madrid.join(dublin.disable());
        assertTrue(madrid.isEnabled());
        exchange();
        dublin.disable();
        exchange();
        assertFalse(madrid.isEnabled());
    }

    /* the mistake of keeping a vector instead of dots: the newer enable of Dublin would count as disabled */
    @Test
    void disableThatSawTheSecondEnable_doesNotTakeBackTheThird() {
        dublin.enable();
        Causal<DotSet> second = dublin.enable();
        madrid.join(second);
        Causal<DotSet> disable = madrid.disable();
        dublin.enable();
        dublin.join(disable);
        assertTrue(dublin.isEnabled());
    }

    @Test
    void disableThatComesBeforeItsEnable_stillDisables() {
        Causal<DotSet> enable = dublin.enable();
        Causal<DotSet> disable = dublin.disable();
        madrid.join(disable);
        assertFalse(madrid.join(enable));
        assertFalse(madrid.isEnabled());
    }

    @Test
    void reports_areExactAndComeOnce() {
        List<ValueChange<Boolean>> reports = new ArrayList<>();
        madrid.observe(reports::add);
        Causal<DotSet> enable = dublin.enable();
        madrid.join(enable);
        madrid.join(enable);
        madrid.join(dublin.enable());
        madrid.disable();
        assertEquals(List.of(new ValueChange<>(false, true), new ValueChange<>(true, false)), reports);
    }
}
