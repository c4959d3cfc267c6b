// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.DotSet;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.counter.PnCounter;
import org.crdt4j.crdt.OpCrdt;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.op.OpAddWinsSet.Operation;
import org.crdt4j.set.AddWinsSetLawsTest.Kind;
import org.crdt4j.set.AddWinsSetLawsTest.Op;
import org.crdt4j.testkit.LawViolation;
import org.crdt4j.testkit.OperationLaws;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each law can fail: mistakes that were made in real libraries are put in, and have to be found. */
final class OperationLawsCatchTest {

    private static final int HISTORIES = 200;

    private static LawViolation caught(BiFunction<OpAddWinsSet<String>, Op, Operation<String>> preparer) {
        return assertThrows(
                LawViolation.class,
                () -> OperationLaws.of(
                                OpAddWinsSetLawsTest.oneByOne(),
                                OpAddWinsSet<String>::new,
                                (OpAddWinsSet<String> set, Op op) -> op.kind() == Kind.ADD
                                        ? OpAddWinsSetLawsTest.prepare(set, op)
                                        : preparer.apply(set, op))
                        .checkAll(1, HISTORIES));
    }

    @Test
    void removeThatCarriesNoDots_isCaught() {
        caught((set, op) -> op.kind() == Kind.CLEAR
                ? set.clear()
                : new OpAddWinsSet.Remove<>(op.elements().get(0), DotSet.empty()));
    }

    @Test
    void clearThatCarriesNothing_isCaught() {
        caught((set, op) -> op.kind() == Kind.CLEAR
                ? new OpAddWinsSet.Clear<>(CausalContext.empty())
                : set.remove(op.elements().get(0)));
    }

    @Test
    void removeThatIsAClear_isCaught_withAShortHistory() {
        LawViolation violation = caught((set, op) -> set.clear());
        String message = violation.getMessage();
        assertEquals("OperationLaws", violation.law());
        assertTrue(message.contains("replay with OperationLaws.of(subject, ...).check("), message);
        assertTrue(message.lines().count() < 20, message);
    }

    private static void caught(Supplier<? extends Broken> flavour) {
        OperationLaws<?, ?, ?, ?, ?, ?> laws =
                OperationLaws.<PnCounter, PnCounter.Tallies, ValueChange<BigInteger>, Long, Broken, Long>of(
                        OpCounterLawsTest.counting(), flavour, (counter, amount) -> amount);
        assertThrows(LawViolation.class, () -> laws.checkAll(1, HISTORIES));
    }

    @Test
    void effectThatDependsOnTheOrder_isCaught() {
        caught(() -> new Broken() {
            @Override
            void effect(long amount, HybridTimestamp time) {
                sum = Math.max(0, sum + amount);
            }
        });
    }

    @Test
    void effectThatIgnoresEqualAmounts_isCaught() {
        caught(() -> new Broken() {
            private final Set<Long> counted = new HashSet<>();

            @Override
            void effect(long amount, HybridTimestamp time) {
                sum += counted.add(amount) ? amount : 0;
            }
        });
    }

    @Test
    void effectThatIgnoresWhatIsOlder_isCaught() {
        caught(() -> new Broken() {
            private HybridTimestamp latest = HybridTimestamp.ZERO;

            @Override
            void effect(long amount, HybridTimestamp time) {
                sum += time.compareTo(latest) >= 0 ? amount : 0;
                latest = time;
            }
        });
    }

    @Test
    void effectThatLagsBehind_isCaught() {
        caught(() -> new Broken() {
            private final List<Long> later = new ArrayList<>();

            @Override
            void effect(long amount, HybridTimestamp time) {
                later.add(amount);
                if (later.size() > 1) {
                    sum += later.remove(0);
                }
            }
        });
    }

    @Test
    void effectThatFails_isCaught() {
        caught(() -> new Broken() {
            @Override
            void effect(long amount, HybridTimestamp time) {
                sum = Math.toIntExact(Math.addExact(sum, amount * 500_000_000));
            }
        });
    }

    /** A counter of which each child makes one mistake. */
    private abstract static class Broken implements OpCrdt<Long, BigInteger> {

        long sum;

        abstract void effect(long amount, HybridTimestamp time);

        @Override
        public final Object value() {
            return sum;
        }

        @Override
        public final void validate(Long operation) {
            assertTrue(operation < 10, "the laws draw no such amount");
        }

        @Override
        public final void effect(Tagged<Long> operation) {
            effect(operation.operation(), operation.time());
        }

        @Override
        public final void observe(@Nullable Consumer<? super BigInteger> observer) {}

        @Override
        public final void checkInvariants() {}
    }
}
