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
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.ValueChange;
import org.junit.jupiter.api.Test;

class GrowOnlyFlagTest {

    private final GrowOnlyFlag dublin = flag(1);
    private final GrowOnlyFlag madrid = flag(2);

    private static GrowOnlyFlag flag(long replica) {
        return new GrowOnlyFlag(ReplicaContext.of(ReplicaId.of(replica), new HybridClock(() -> Instant.EPOCH)));
    }

    @Test
    void onceOn_staysOn() {
        assertFalse(dublin.isEnabled());
        madrid.join(dublin.enable());
        madrid.join(flag(3).state());
        assertTrue(madrid.isEnabled());
        assertEquals(dublin, madrid);
    }

    @Test
    void enableOfWhatIsOn_tellsThoseWhoMissedIt() {
        dublin.enable();
        assertTrue(madrid.join(dublin.enable()));
        assertFalse(madrid.join(dublin.enable()));
    }

    @Test
    void reports_comeOnce() {
        List<ValueChange<Boolean>> reports = new ArrayList<>();
        madrid.observe(reports::add);
        madrid.join(dublin.enable());
        madrid.enable();
        assertEquals(List.of(new ValueChange<>(false, true)), reports);
    }
}
