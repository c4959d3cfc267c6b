// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotSet;
import org.crdt4j.causality.ReplicaId;
import org.junit.jupiter.api.Test;

class CausalTest {

    private static final Dot A = new Dot(ReplicaId.of(1), 1);
    private static final Dot B = new Dot(ReplicaId.of(2), 1);
    private static final Causal<DotSet> NOTHING = new Causal<>(DotSet.empty(), CausalContext.empty());

    private static Causal<DotSet> added(Dot dot) {
        return new Causal<>(DotSet.of(dot), CausalContext.of(dot));
    }

    private static Causal<DotSet> removed(Dot dot) {
        return new Causal<>(DotSet.empty(), CausalContext.of(dot));
    }

    @Test
    void concurrentDeltas_joinToBoth() {
        assertEquals(new Causal<>(DotSet.of(A, B), CausalContext.of(A, B)), added(A).join(added(B)));
    }

    @Test
    void removal_winsOverWhatItHasSeen() {
        assertEquals(removed(A), added(A).join(removed(A)));
        assertEquals(removed(A), removed(A).join(added(A)));
    }

    @Test
    void bottom_addsNothing() {
        Causal<DotSet> delta = added(A);
        assertSame(delta, delta.join(NOTHING));
        assertSame(delta, NOTHING.join(delta));
        Causal<DotSet> removal = removed(A);
        assertSame(removal, NOTHING.join(removal));
        assertSame(removal, removal.join(NOTHING));
    }

    @Test
    void onlyWhatSpeaksOfNothing_isBottom() {
        assertTrue(NOTHING.isBottom());
        assertFalse(added(A).isBottom());
        assertFalse(removed(A).isBottom());
    }
}
