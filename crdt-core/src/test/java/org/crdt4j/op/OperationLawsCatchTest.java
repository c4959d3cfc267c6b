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
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.OpCrdt;
import org.crdt4j.crdt.OpType;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;
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
                                OpAddWinsSet.<String>type(),
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

    private static LawViolation caught(Supplier<Broken> flavour) {
        OpType<Broken, Long, Sums> type = new OpType<>("broken", Sums.none(), flavour, AMOUNT, Sums.format());
        return assertThrows(
                LawViolation.class,
                () -> OperationLaws.of(OpPnCounterLawsTest.counting(), type, (Broken counter, Long amount) -> amount)
                        .checkAll(1, HISTORIES));
    }

    private static final WireFormat<Long> AMOUNT = new WireFormat<>() {
        @Override
        public void write(Long amount, WireOutput out) {
            out.writeSigned(amount);
        }

        @Override
        public Long read(WireInput in) {
            return in.readSigned();
        }
    };

    @Test
    void stateThatIsAddedInsteadOfJoined_isCaught() {
        LawViolation violation = caught(() -> new Broken() {
            @Override
            void effect(long amount, HybridTimestamp time) {
                sum += amount;
            }

            @Override
            public boolean join(Sums state) {
                sum += state.total().longValue();
                return !state.isBottom();
            }
        });
        assertTrue(violation.getMessage().contains("a state that was joined adds nothing"), violation.getMessage());
    }

    @Test
    void stateWithoutTheLatestOperation_isCaught() {
        LawViolation violation = caught(() -> new Broken() {
            private Sums before = Sums.none();

            @Override
            void effect(long amount, HybridTimestamp time) {
                before = super.state();
                sum += amount;
            }

            @Override
            public Sums state() {
                return before;
            }
        });
        assertTrue(violation.getMessage().contains("the states of"), violation.getMessage());
    }

    @Test
    void compactionThatForgets_isCaught() {
        LawViolation violation = caught(() -> new Broken() {
            @Override
            void effect(long amount, HybridTimestamp time) {
                sum += amount;
            }

            @Override
            public void compact(VersionVector stable) {
                sum = stable.isEmpty() ? sum : 0;
            }
        });
        assertTrue(violation.getMessage().contains("compacts"), violation.getMessage());
    }

    @Test
    void operationThatIsWrittenWrong_isCaught() {
        OpType<OpPnCounter, OpPnCounter.Add, Sums> type = new OpType<>(
                "broken",
                Sums.none(),
                OpPnCounter::new,
                new WireFormat<OpPnCounter.Add>() {
                    @Override
                    public void write(OpPnCounter.Add add, WireOutput out) {
                        out.writeCount(Math.abs(add.amount()));
                    }

                    @Override
                    public OpPnCounter.Add read(WireInput in) {
                        return new OpPnCounter.Add(in.readCount());
                    }
                },
                Sums.format());
        assertThrows(
                LawViolation.class,
                () -> OperationLaws.of(OpPnCounterLawsTest.counting(), type, OpPnCounter::increment)
                        .checkAll(1, HISTORIES));
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

    /** A counter of which each child makes one mistake. Its states are right. */
    private abstract static class Broken implements OpCrdt<Long, Sums, BigInteger> {

        private final OpPnCounter right = new OpPnCounter();
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
            right.effect(new Tagged<>(
                    new OpPnCounter.Add(operation.operation()),
                    operation.dot(),
                    operation.dependencies(),
                    operation.time()));
        }

        @Override
        public Sums state() {
            return right.state();
        }

        @Override
        public boolean join(Sums state) {
            boolean grew = right.join(state);
            sum = right.value();
            return grew;
        }

        @Override
        public void compact(VersionVector stable) {
            right.compact(stable);
        }

        @Override
        public final void observe(@Nullable Consumer<? super BigInteger> observer) {}

        @Override
        public final void checkInvariants() {}
    }
}
