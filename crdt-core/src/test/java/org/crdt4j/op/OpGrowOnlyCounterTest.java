// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.time.Instant;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.error.CorruptDataException;
import org.junit.jupiter.api.Test;

final class OpGrowOnlyCounterTest {

    private final OpReplica<OpGrowOnlyCounter, OpPnCounter.Add> a = replica(1);
    private final OpReplica<OpGrowOnlyCounter, OpPnCounter.Add> b = replica(2);

    private static OpReplica<OpGrowOnlyCounter, OpPnCounter.Add> replica(long id) {
        HybridClock clock = new HybridClock(() -> Instant.ofEpochMilli(1_000_000));
        return new OpReplica<>(new OpGrowOnlyCounter(), ReplicaId.of(id), clock);
    }

    @Test
    void concurrentIncrements_allCount() {
        Tagged<OpPnCounter.Add> three = a.update(counter -> counter.increment(3));
        Tagged<OpPnCounter.Add> one = b.update(OpGrowOnlyCounter::increment);
        a.receive(one);
        b.receive(three);
        b.receive(three);
        assertEquals(4L, a.object().value());
        assertEquals(BigInteger.valueOf(4), b.object().bigValue());
        assertEquals(a.object(), b.object());
        assertEquals("OpGrowOnlyCounter[4]", a.object().toString());
    }

    @Test
    void takingAway_isRefusedHereAndFromElsewhere() {
        assertThrows(IllegalArgumentException.class, () -> a.update(counter -> counter.increment(-1)));
        Tagged<OpPnCounter.Add> one = b.update(OpGrowOnlyCounter::increment);
        Tagged<OpPnCounter.Add> forged =
                new Tagged<>(new OpPnCounter.Add(-5), one.dot(), one.dependencies(), one.time());
        assertThrows(CorruptDataException.class, () -> a.receive(forged));
        a.receive(one);
        assertEquals(1L, a.object().value());
    }
}
