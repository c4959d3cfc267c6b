// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotFun;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.OpCrdt;
import org.crdt4j.crdt.OpType;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.op.PureTypes.AddWins;
import org.crdt4j.op.PureTypes.Change;
import org.crdt4j.op.PureTypes.Kind;
import org.crdt4j.op.PureTypes.RemoveWins;
import org.crdt4j.testkit.LawViolation;
import org.crdt4j.testkit.OperationLaws;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The laws notice mistakes, in the log and in what users say of their types. */
final class PureOperationLogCatchTest {

    private static final int HISTORIES = 400;

    private static String caughtAmongAddWins(Supplier<Broken> log) {
        OpType<Broken, Change, PureLog<Change>> type =
                new OpType<>("broken", PureLog.none(), log, Change.FORMAT, PureLog.format(Change.FORMAT));
        return assertThrows(
                        LawViolation.class,
                        () -> PureOperationLogLawsTest.addWins()
                                .and(type, (object, op) -> PureOperationLogLawsTest.change(op))
                                .checkAll(1, HISTORIES))
                .getMessage();
    }

    private static String caughtAmongRemoveWins(Supplier<Broken> log) {
        OpType<Broken, Change, PureLog<Change>> type =
                new OpType<>("broken", PureLog.none(), log, Change.FORMAT, PureLog.format(Change.FORMAT));
        return assertThrows(
                        LawViolation.class,
                        () -> OperationLaws.of(PureOperationLogLawsTest.removeWins(), type, (object, change) -> change)
                                .checkAll(1, HISTORIES))
                .getMessage();
    }

    private static String caught(PureSpecification<Change, Set<String>> specification) {
        OpType<PureOperationLog<Change, Set<String>>, Change, PureLog<Change>> type =
                PureOperationLog.type("broken", specification, Change.FORMAT);
        return assertThrows(
                        LawViolation.class,
                        () -> OperationLaws.ofPure(type, (random, elements) -> PureOperationLogLawsTest.draw(random))
                                .checkAll(1, HISTORIES))
                .getMessage();
    }

    @Test
    void withoutMistake_nothingIsCaught() {
        OpType<Broken, Change, PureLog<Change>> type = new OpType<>(
                "not broken",
                PureLog.none(),
                () -> new Broken(new AddWins()),
                Change.FORMAT,
                PureLog.format(Change.FORMAT));
        PureOperationLogLawsTest.addWins()
                .and(type, (object, op) -> PureOperationLogLawsTest.change(op))
                .checkAll(1, HISTORIES / 4);
    }

    @Test
    void concurrentTakenForHappenedBefore_isCaught() {
        caughtAmongAddWins(() -> new Broken(new AddWins()) {
            @Override
            PureLog<Change> after(Tagged<Change> tagged) {
                return state.after(seeing(state.delivered, tagged), specification);
            }
        });
    }

    @Test
    void happenedBeforeTakenForConcurrent_isCaught() {
        caughtAmongAddWins(() -> new Broken(new AddWins()) {
            @Override
            PureLog<Change> after(Tagged<Change> tagged) {
                PureLog<Change> forgetful = new PureLog<>(state.kept, state.delivered, state.stable, Map.of());
                return forgetful.after(tagged, specification);
            }
        });
    }

    @Test
    void pastOfTheOtherStateForgottenByJoin_isCaught() {
        String message = caughtAmongAddWins(() -> new Broken(new AddWins()) {
            @Override
            PureLog<Change> joined(PureLog<Change> other) {
                PureLog<Change> right = super.joined(other);
                return new PureLog<>(right.kept, right.delivered, right.stable, state.pasts);
            }
        });
        assertTrue(message.contains("what comes after the states of broken"), message);
    }

    @Test
    void redundancyOnlyOnArrival_isCaught() {
        caughtAmongAddWins(() -> new Broken(new AddWins() {
            @Override
            public boolean makesRedundant(Change newer, Change older) {
                return false;
            }
        }));
    }

    @Test
    void redundantOnArrivalWithoutEffect_isCaught() {
        caughtAmongAddWins(() -> new Broken(new AddWins()) {
            @Override
            PureLog<Change> after(Tagged<Change> tagged) {
                PureLog<Change> next = super.after(tagged);
                boolean ignored = specification.redundantOnArrival(tagged.operation());
                return ignored ? new PureLog<>(state.kept, next.delivered, next.stable, next.pasts) : next;
            }
        });
    }

    @Test
    void stableDroppedTooEarly_isCaught() {
        String message = caughtAmongRemoveWins(() -> new Broken(new RemoveWins()) {
            @Override
            public void compact(VersionVector stable) {
                super.compact(state.delivered);
            }
        });
        assertTrue(message.contains("compacts"), message);
    }

    @Test
    void hiddenThatIsNotStable_droppedTooEarly_isCaught() {
        String message = caughtAmongRemoveWins(() -> new Broken(new RemoveWins()) {
            @Override
            public void compact(VersionVector stable) {
                List<Change> removes = new ArrayList<>();
                each(state, (dot, change) -> {
                    if (stable.covers(dot) && change.is(Kind.REMOVE)) {
                        removes.add(change);
                    }
                });
                state = keeping(
                        state,
                        (dot, change) -> removes.stream()
                                .noneMatch(remove ->
                                        remove.concerns(change) && (change.is(Kind.ADD) || stable.covers(dot))));
            }
        });
        assertTrue(message.contains("compacts"), message);
    }

    @Test
    void joinThatResurrects_isCaught() {
        String message = caughtAmongAddWins(() -> new Broken(new AddWins()) {
            @Override
            PureLog<Change> joined(PureLog<Change> other) {
                PureLog<Change> right = super.joined(other);
                Map<Dot, Change> all = new TreeMap<>();
                List.of(state, other).forEach(log -> each(log, all::put));
                DotFun<Change> both = DotFun.of(List.copyOf(all.keySet()), List.copyOf(all.values()));
                return new PureLog<>(both, right.delivered, right.stable, right.pasts);
            }
        });
        assertTrue(message.contains("the states of broken"), message);
    }

    @Test
    void joinThatTakesTheirsForMissing_isCaught() {
        caughtAmongAddWins(() -> new Broken(new AddWins()) {
            @Override
            PureLog<Change> joined(PureLog<Change> other) {
                PureLog<Change> right = super.joined(other);
                return keeping(right, (dot, change) -> !state.delivered.isEmpty() == state.delivered.covers(dot));
            }
        });
    }

    @Test
    void stableRemoveThatTakesNothingAlong_isCaught() {
        caught(new RemoveWins() {
            @Override
            public boolean hides(Change removal, Change other) {
                return false;
            }
        });
    }

    @Test
    void stableAddForgotten_isCaught() {
        caught(new AddWins() {
            @Override
            public boolean redundantWhenStable(Change change) {
                return true;
            }
        });
    }

    @Test
    void hiddenThatOutlivesWhatHidesIt_isCaught() {
        caught(new RemoveWins() {
            @Override
            public boolean makesRedundant(Change newer, Change older) {
                return newer.concerns(older) && older.is(Kind.REMOVE);
            }
        });
    }

    @Test
    void twoPhaseSetThatForgetsRemoves_isCaught_andOneThatKeepsThemIsNot() {
        RemoveWins forgetting = new TwoPhase();
        caught(forgetting);
        TwoPhase keeping = new TwoPhase() {
            @Override
            public boolean redundantWhenStable(Change change) {
                return false;
            }
        };
        OperationLaws.ofPure(
                        PureOperationLog.type("two-phase", keeping, Change.FORMAT),
                        (random, elements) -> PureOperationLogLawsTest.draw(random))
                .checkAll(1, HISTORIES / 4);
    }

    /** What was removed never comes back. */
    private static class TwoPhase extends RemoveWins {

        @Override
        public boolean makesRedundant(Change newer, Change older) {
            return newer.is(Kind.REMOVE) && newer.concerns(older);
        }
    }

    private static void each(PureLog<Change> log, BiConsumer<Dot, Change> action) {
        for (int index = 0; index < log.kept.size(); index++) {
            action.accept(log.kept.dot(index), log.kept.value(index));
        }
    }

    private static PureLog<Change> keeping(PureLog<Change> log, BiPredicate<Dot, Change> test) {
        List<Dot> dots = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        each(log, (dot, change) -> {
            if (test.test(dot, change)) {
                dots.add(dot);
                changes.add(change);
            }
        });
        return new PureLog<>(DotFun.of(dots, changes), log.delivered, log.stable, log.pasts);
    }

    private static Tagged<Change> seeing(VersionVector seen, Tagged<Change> tagged) {
        return new Tagged<>(tagged.operation(), tagged.dot(), seen, tagged.time());
    }

    /** A log of operations that children make one mistake in. */
    private static class Broken implements OpCrdt<Change, PureLog<Change>, ValueChange<Set<String>>> {

        final PureSpecification<Change, Set<String>> specification;
        PureLog<Change> state = PureLog.none();

        Broken(PureSpecification<Change, Set<String>> specification) {
            this.specification = specification;
        }

        PureLog<Change> after(Tagged<Change> tagged) {
            return state.after(tagged, specification);
        }

        PureLog<Change> joined(PureLog<Change> other) {
            return state.join(other);
        }

        @Override
        public final Object value() {
            return specification.value(state.operations());
        }

        @Override
        public final void validate(Change operation) {}

        @Override
        public final void effect(Tagged<Change> operation) {
            state = after(operation);
        }

        @Override
        public final PureLog<Change> state() {
            return state;
        }

        @Override
        public final boolean join(PureLog<Change> other) {
            PureLog<Change> before = state;
            state = joined(other);
            return !state.equals(before);
        }

        @Override
        public void compact(VersionVector stable) {
            state = state.compacted(stable, specification);
        }

        @Override
        public final void observe(@Nullable Consumer<? super ValueChange<Set<String>>> observer) {}

        @Override
        public final void checkInvariants() {}
    }
}
