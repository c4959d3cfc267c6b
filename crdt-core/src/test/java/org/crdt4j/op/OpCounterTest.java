// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.codec.Codec;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.crdt.ValueChange;
import org.junit.jupiter.api.Test;

final class OpCounterTest {

    private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);
    private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);

    private final OpReplica<OpCounter, OpCounter.Add> a = replica(1, new OpCounter());
    private final OpReplica<OpCounter, OpCounter.Add> b = replica(2, new OpCounter());

    private static OpReplica<OpCounter, OpCounter.Add> replica(long id, OpCounter counter) {
        HybridClock clock = new HybridClock(() -> Instant.ofEpochMilli(1_000_000));
        return new OpReplica<>(counter, ReplicaId.of(id), clock);
    }

    @Test
    void concurrentIncrementAndDecrement_bothCount() {
        Tagged<OpCounter.Add> up = a.update(counter -> counter.increment(5));
        Tagged<OpCounter.Add> down = b.update(counter -> counter.decrement(2));
        a.receive(down);
        b.receive(up);
        assertEquals(3L, a.object().value());
        assertEquals(a.object(), b.object());
        assertEquals(BigInteger.valueOf(3).hashCode(), a.object().hashCode());
        assertEquals("OpCounter[3]", a.object().toString());
    }

    @Test
    void preparing_changesNothing() {
        OpCounter counter = new OpCounter();
        assertEquals(new OpCounter.Add(1), counter.increment());
        assertEquals(new OpCounter.Add(-1), counter.decrement());
        assertEquals(new OpCounter.Add(7), counter.decrement(-7));
        assertEquals(0L, counter.value());
    }

    @Test
    void operationThatComesTwice_countsOnce() {
        Tagged<OpCounter.Add> up = a.update(OpCounter::increment);
        b.receive(up);
        b.receive(up);
        assertEquals(1L, b.object().value());
    }

    @Test
    void sumsBeyondLong_breakNobody() {
        for (int round = 0; round < 3; round++) {
            b.receive(a.update(counter -> counter.increment(Long.MAX_VALUE)));
        }
        BigInteger expected = MAX.multiply(BigInteger.valueOf(3));
        assertEquals(expected, b.object().bigValue());
        assertThrows(ArithmeticException.class, () -> b.object().value());
        for (int round = 0; round < 6; round++) {
            b.receive(a.update(counter -> counter.increment(Long.MIN_VALUE)));
        }
        assertEquals(
                expected.add(MIN.multiply(BigInteger.valueOf(6))), b.object().bigValue());
    }

    @Test
    void valuesAtTheEdgeOfLong_fit() {
        a.update(counter -> counter.increment(Long.MAX_VALUE));
        assertEquals(Long.MAX_VALUE, a.object().value());
        a.update(OpCounter::increment);
        assertEquals(MAX.add(BigInteger.ONE), a.object().bigValue());
        a.update(OpCounter::decrement);
        assertEquals(Long.MAX_VALUE, a.object().value());
    }

    @Test
    void decrementWhoseOppositeDoesNotFit_isRefusedAndNothingIsSent() {
        assertThrows(ArithmeticException.class, () -> a.update(counter -> counter.decrement(Long.MIN_VALUE)));
        assertEquals(1, a.update(OpCounter::increment).dot().counter());
    }

    @Test
    void observer_hearsEachChangeOnce() {
        List<ValueChange<BigInteger>> changes = new ArrayList<>();
        b.object().observe(changes::add);
        Tagged<OpCounter.Add> first = a.update(OpCounter::increment);
        Tagged<OpCounter.Add> second = a.update(counter -> counter.increment(2));
        b.receive(second);
        assertEquals(List.of(), changes);
        b.receive(first);
        b.receive(first);
        b.receive(a.update(counter -> counter.increment(0)));
        assertEquals(
                List.of(
                        new ValueChange<>(BigInteger.ZERO, BigInteger.ONE),
                        new ValueChange<>(BigInteger.ONE, BigInteger.valueOf(3))),
                changes);
        b.object().observe(null);
        b.receive(a.update(OpCounter::increment));
        assertEquals(2, changes.size());
    }

    @Test
    void restart_goesOnWithTheSavedValue() {
        Tagged<OpCounter.Add> first = a.update(OpCounter::increment);
        Tagged<OpCounter.Add> second = a.update(OpCounter::increment);
        b.receive(second);
        b.update(counter -> counter.increment(Long.MAX_VALUE));
        HybridClock clock = new HybridClock(() -> Instant.ofEpochMilli(1_000_000));
        OpReplica<OpCounter, OpCounter.Add> restarted = new OpReplica<>(
                new OpCounter(b.object().bigValue()),
                new CausalDelivery<>(b.save(), clock, CausalDelivery.Limits.DEFAULT));
        restarted.receive(first);
        b.receive(first);
        assertEquals(b.object(), restarted.object());
        assertNotEquals(a.object(), restarted.object());
        assertEquals(b.delivered(), restarted.delivered());
    }

    @Test
    void format_keepsEveryAmount() {
        for (long amount : new long[] {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE}) {
            byte[] message = Codec.standard().encode(OpCounter.format(), new OpCounter.Add(amount));
            assertEquals(new OpCounter.Add(amount), Codec.standard().decode(OpCounter.format(), message));
        }
    }
}
