// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

final class OpPnCounterTest {

    private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);
    private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);

    private final OpReplica<OpPnCounter, OpPnCounter.Add> a = replica(1, new OpPnCounter());
    private final OpReplica<OpPnCounter, OpPnCounter.Add> b = replica(2, new OpPnCounter());

    private static OpReplica<OpPnCounter, OpPnCounter.Add> replica(long id, OpPnCounter counter) {
        HybridClock clock = new HybridClock(() -> Instant.ofEpochMilli(1_000_000));
        return new OpReplica<>(counter, ReplicaId.of(id), clock);
    }

    @Test
    void concurrentIncrementAndDecrement_bothCount() {
        Tagged<OpPnCounter.Add> up = a.update(counter -> counter.increment(5));
        Tagged<OpPnCounter.Add> down = b.update(counter -> counter.decrement(2));
        a.receive(down);
        b.receive(up);
        assertEquals(3L, a.object().value());
        assertEquals(a.object(), b.object());
        assertEquals(BigInteger.valueOf(3).hashCode(), a.object().hashCode());
        assertEquals("OpPnCounter[3]", a.object().toString());
    }

    @Test
    void preparing_changesNothing() {
        OpPnCounter counter = new OpPnCounter();
        assertEquals(new OpPnCounter.Add(1), counter.increment());
        assertEquals(new OpPnCounter.Add(-1), counter.decrement());
        assertEquals(new OpPnCounter.Add(7), counter.decrement(-7));
        assertEquals(0L, counter.value());
    }

    @Test
    void operationThatComesTwice_countsOnce() {
        Tagged<OpPnCounter.Add> up = a.update(OpPnCounter::increment);
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
        a.update(OpPnCounter::increment);
        assertEquals(MAX.add(BigInteger.ONE), a.object().bigValue());
        a.update(OpPnCounter::decrement);
        assertEquals(Long.MAX_VALUE, a.object().value());
    }

    @Test
    void decrementWhoseOppositeDoesNotFit_isRefusedAndNothingIsSent() {
        assertThrows(ArithmeticException.class, () -> a.update(counter -> counter.decrement(Long.MIN_VALUE)));
        assertEquals(1, a.update(OpPnCounter::increment).dot().counter());
    }

    @Test
    void observer_hearsEachChangeOnce() {
        List<ValueChange<BigInteger>> changes = new ArrayList<>();
        b.object().observe(changes::add);
        Tagged<OpPnCounter.Add> first = a.update(OpPnCounter::increment);
        Tagged<OpPnCounter.Add> second = a.update(counter -> counter.increment(2));
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
        b.receive(a.update(OpPnCounter::increment));
        assertEquals(2, changes.size());
    }

    @Test
    void restart_goesOnWithTheSavedValue() {
        Tagged<OpPnCounter.Add> first = a.update(OpPnCounter::increment);
        Tagged<OpPnCounter.Add> second = a.update(OpPnCounter::increment);
        b.receive(second);
        b.update(counter -> counter.increment(Long.MAX_VALUE));
        HybridClock clock = new HybridClock(() -> Instant.ofEpochMilli(1_000_000));
        OpPnCounter restored = new OpPnCounter();
        assertTrue(restored.join(b.object().state()));
        OpReplica<OpPnCounter, OpPnCounter.Add> restarted =
                new OpReplica<>(restored, new CausalDelivery<>(b.save(), clock, CausalDelivery.Limits.DEFAULT));
        restarted.receive(first);
        b.receive(first);
        assertEquals(b.object(), restarted.object());
        assertNotEquals(a.object(), restarted.object());
        assertEquals(b.delivered(), restarted.delivered());
    }

    @Test
    void joinedState_countsEachOperationOnce_andIsReported() {
        a.update(counter -> counter.increment(5));
        b.update(counter -> counter.decrement(2));
        OpPnCounter joined = new OpPnCounter();
        List<ValueChange<BigInteger>> changes = new ArrayList<>();
        joined.observe(changes::add);
        assertTrue(joined.join(a.object().state()));
        assertTrue(joined.join(b.object().state()));
        a.update(counter -> counter.increment(10));
        assertTrue(joined.join(a.object().state()));
        assertFalse(joined.join(b.object().state()));
        assertEquals(13L, joined.value());
        assertEquals(
                List.of(
                        new ValueChange<>(BigInteger.ZERO, BigInteger.valueOf(5)),
                        new ValueChange<>(BigInteger.valueOf(5), BigInteger.valueOf(3)),
                        new ValueChange<>(BigInteger.valueOf(3), BigInteger.valueOf(13))),
                changes);
        joined.checkInvariants();
    }

    @Test
    void stateBeyondLong_survivesTheFormat() {
        for (int round = 0; round < 5; round++) {
            a.update(counter -> counter.increment(Long.MIN_VALUE));
        }
        Sums state = a.object().state();
        byte[] message = Codec.standard().encode(Sums.format(), state);
        assertEquals(state, Codec.standard().decode(Sums.format(), message));
        assertEquals(MIN.multiply(BigInteger.valueOf(5)), state.total());
    }

    @Test
    void format_keepsEveryAmount() {
        for (long amount : new long[] {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE}) {
            byte[] message = Codec.standard().encode(OpPnCounter.type().format(), new OpPnCounter.Add(amount));
            assertEquals(
                    new OpPnCounter.Add(amount),
                    Codec.standard().decode(OpPnCounter.type().format(), message));
        }
    }
}
