// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.causality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The growing context in lock step with a set of single dots. */
class MutableCausalContextTest {

    private static final ReplicaId A = NaiveDots.REPLICAS.get(0);
    private static final ReplicaId B = NaiveDots.REPLICAS.get(1);

    /** A context that must not change any more. */
    private record HandedOut(CausalContext context, Set<Dot> dots) {}

    @Property(tries = 500)
    void everyOperation_isThatOfSets(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Set<Dot> start = random.nextBoolean() ? Set.of() : NaiveDots.some(random);
        Set<Dot> model = new HashSet<>(start);
        MutableCausalContext context =
                start.isEmpty() ? new MutableCausalContext() : new MutableCausalContext(NaiveDots.context(start));
        List<HandedOut> handedOut = new ArrayList<>();
        for (int step = 0; step < 30; step++) {
            Set<Dot> added = new HashSet<>();
            boolean grew = grow(random, context, model, added, handedOut);
            assertEquals(model.addAll(added), grew, () -> "grew by " + added);
            assertSameAnswers(random, model, context);
            if (random.nextInt(4) == 0) {
                handedOut.add(new HandedOut(context.snapshot(), Set.copyOf(model)));
            }
        }
        handedOut.forEach(one -> assertEquals(NaiveDots.context(one.dots), one.context));
    }

    private static boolean grow(
            SplittableRandom random,
            MutableCausalContext context,
            Set<Dot> model,
            Set<Dot> added,
            List<HandedOut> handedOut) {
        Dot dot = NaiveDots.dot(random);
        ReplicaId replica = dot.replica();
        return switch (random.nextInt(6)) {
            case 0 -> {
                long counter = random.nextInt(NaiveDots.EVENTS + 1);
                added.addAll(NaiveDots.range(replica, 1, counter));
                yield context.fill(replica, counter);
            }
            case 1 -> {
                long high = Math.min(NaiveDots.EVENTS, dot.counter() + random.nextInt(4));
                added.addAll(NaiveDots.range(replica, dot.counter(), high));
                yield context.addInterval(replica, dot.counter(), high);
            }
            case 2 -> {
                Set<Dot> some = NaiveDots.some(random);
                CausalContext other = NaiveDots.context(some);
                handedOut.add(new HandedOut(other, some));
                added.addAll(some);
                yield context.addAll(other);
            }
            case 3 -> {
                if (NaiveDots.max(model, replica) == NaiveDots.EVENTS) {
                    yield false;
                }
                long next = NaiveDots.max(model, replica) + 1;
                added.add(new Dot(replica, next));
                yield context.next(replica) == next;
            }
            default -> {
                added.add(dot);
                yield context.add(replica, dot.counter());
            }
        };
    }

    private static void assertSameAnswers(SplittableRandom random, Set<Dot> model, MutableCausalContext context) {
        for (Dot dot : NaiveDots.all()) {
            assertEquals(model.contains(dot), context.covers(dot), () -> context + " covers " + dot);
        }
        for (ReplicaId replica : NaiveDots.REPLICAS) {
            assertFalse(context.covers(replica, NaiveDots.EVENTS + 1));
            assertEquals(NaiveDots.max(model, replica), context.max(replica));
            assertEquals(NaiveDots.contiguous(model, replica), context.contiguous(replica));
        }
        CausalContext same = NaiveDots.context(model);
        assertEquals(same, context.snapshot());
        assertEquals(same.toString(), context.toString());
        assertEquals(NaiveDots.vector(model), context.vector());
        Set<Dot> some = NaiveDots.some(random);
        Set<Dot> fewer = new HashSet<>(model);
        fewer.removeIf(dot -> random.nextInt(3) == 0);
        assertEquals(model.containsAll(some), context.covers(NaiveDots.context(some)));
        assertTrue(context.covers(NaiveDots.context(fewer)));
    }

    @Test
    void nextEvent_comesAfterTheHighestWhateverIsMissing() {
        MutableCausalContext context = new MutableCausalContext();
        assertEquals(1, context.next(A));
        context.add(A, 7);
        assertEquals(8, context.next(A));
        assertEquals(1, context.contiguous(A));
        assertEquals(1, context.next(B));
        assertEquals("{3:1, 3:7..8, 7:1}", context.toString());
    }

    @Test
    void lastNumber_hasNoNext() {
        MutableCausalContext context = new MutableCausalContext();
        assertTrue(context.fill(A, Long.MAX_VALUE));
        assertFalse(context.add(A, 5));
        assertThrows(ArithmeticException.class, () -> context.next(A));
        assertTrue(context.add(B, Long.MAX_VALUE));
        assertThrows(ArithmeticException.class, () -> context.next(B));
        assertTrue(context.add(B, 1));
        assertEquals("{3:1..9223372036854775807, 7:1, 7:9223372036854775807}", context.toString());
    }

    @Test
    void absurdEvents_areRefusedAndChangeNothing() {
        MutableCausalContext context = new MutableCausalContext();
        assertThrows(IllegalArgumentException.class, () -> context.add(A, 0));
        assertThrows(IllegalArgumentException.class, () -> context.addInterval(A, -1, 2));
        assertThrows(IllegalArgumentException.class, () -> context.addInterval(A, 3, 2));
        assertThrows(NullPointerException.class, () -> context.add(null, 1));
        assertThrows(NullPointerException.class, () -> context.next(null));
        assertFalse(context.fill(A, 0));
        assertTrue(context.snapshot().isEmpty());
    }
}
