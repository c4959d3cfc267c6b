// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.DotFun;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.DotSet;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.Stamped;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.Crdt;
import org.crdt4j.crdt.Delta;
import org.crdt4j.crdt.KernelCrdt;
import org.crdt4j.crdt.MapChange;
import org.crdt4j.crdt.OpCrdt;
import org.crdt4j.crdt.OpType;
import org.crdt4j.crdt.RegisterChange;
import org.crdt4j.crdt.RemoveWins;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.flag.EnableWinsFlagLawsTest;
import org.crdt4j.log.CausalLogLawsTest;
import org.crdt4j.map.LastWriterWinsMap;
import org.crdt4j.map.LastWriterWinsMapLawsTest;
import org.crdt4j.register.LastWriterWinsRegister;
import org.crdt4j.register.LastWriterWinsRegisterLawsTest;
import org.crdt4j.register.MultiValueRegisterLawsTest;
import org.crdt4j.set.Elements;
import org.crdt4j.set.RemoveWinsSetLawsTest;
import org.crdt4j.set.TwoPhaseSetLawsTest;
import org.crdt4j.testkit.LawViolation;
import org.crdt4j.testkit.OperationLaws;
import org.crdt4j.testkit.Subject;
import org.junit.jupiter.api.Test;

/** Mistakes in the operations of each kind of type, and that the laws find them. */
final class OperationFaultsCatchTest {

    private static final int HISTORIES = 200;

    private static <T extends Crdt<D, C>, D extends Delta<D>, C, A, X extends OpCrdt<O, S, ?>, O, S extends Delta<S>>
            void assertCaught(
                    Subject<T, D, C, A> subject,
                    OpType<X, O, S> flavour,
                    BiFunction<? super X, ? super A, ? extends O> preparer) {
        OperationLaws<T, D, C, A, X, O, S> laws = OperationLaws.of(subject, flavour, preparer);
        assertThrows(LawViolation.class, () -> laws.checkAll(1, HISTORIES));
    }

    /** The type with other live objects. */
    private static <X extends OpCrdt<O, S, ?>, O, S extends Delta<S>> OpType<X, O, S> broken(
            OpType<?, O, S> right, Supplier<X> objects) {
        return new OpType<>("broken", right.bottom(), objects, right.format(), right.stateFormat());
    }

    @Test
    void removeWinsAddThatNamesNothing_isCaught() {
        assertCaught(
                OpRemoveWinsSetLawsTest.oneByOne(),
                OpRemoveWinsSet.<String>type(),
                (OpRemoveWinsSet<String> set, RemoveWinsSetLawsTest.Op op) ->
                        op.kind() == RemoveWinsSetLawsTest.Kind.ADD
                                ? new OpRemoveWinsSet.Add<>(op.elements().get(0), DotSet.empty())
                                : OpRemoveWinsSetLawsTest.prepare(set, op));
    }

    @Test
    void removeWinsRemoveThatForgetsAtOnce_isCaught() {
        assertCaught(
                OpRemoveWinsSetLawsTest.oneByOne(),
                OpRemoveWinsSet.<String>type(),
                (OpRemoveWinsSet<String> set, RemoveWinsSetLawsTest.Op op) ->
                        op.kind() == RemoveWinsSetLawsTest.Kind.REMOVE
                                ? new OpRemoveWinsSet.Forget<>(
                                        tombstone(set, op.elements().get(0)))
                                : OpRemoveWinsSetLawsTest.prepare(set, op));
    }

    /* whoever has seen the remove has seen what it should have named, and will name both */
    @Test
    void removeWinsRemoveThatNamesNothing_onlyLeavesDotsBehind() {
        OperationLaws.of(
                        OpRemoveWinsSetLawsTest.oneByOne(),
                        OpRemoveWinsSet.<String>type(),
                        (OpRemoveWinsSet<String> set, RemoveWinsSetLawsTest.Op op) -> op.kind()
                                        == RemoveWinsSetLawsTest.Kind.REMOVE
                                ? new OpRemoveWinsSet.Remove<>(op.elements().get(0), DotSet.empty())
                                : OpRemoveWinsSetLawsTest.prepare(set, op))
                .checkAll(1, HISTORIES);
    }

    private static DotMap<String, RemoveWins> tombstone(OpRemoveWinsSet<String> set, String element) {
        RemoveWins events = set.state().store().get(element);
        return events == null ? DotMap.empty() : DotMap.touching(element, events);
    }

    @Test
    void removeOfWhatIsNotThere_thatIsForgotten_isCaught() {
        assertCaught(
                OpTwoPhaseSetLawsTest.subject(),
                OpTwoPhaseSet.<String>type(),
                (OpTwoPhaseSet<String> set, TwoPhaseSetLawsTest.Op op) ->
                        op.kind() == TwoPhaseSetLawsTest.Kind.REMOVE && !set.contains(op.first())
                                ? new OpTwoPhaseSet.Remove<>(Elements.none())
                                : OpTwoPhaseSetLawsTest.prepare(set, op));
    }

    @Test
    void disableThatNamesNothing_isCaught() {
        assertCaught(
                EnableWinsFlagLawsTest.subject(),
                OpEnableWinsFlag.type(),
                (OpEnableWinsFlag flag, EnableWinsFlagLawsTest.Op op) -> op == EnableWinsFlagLawsTest.Op.ENABLE
                        ? flag.enable()
                        : new FlagOperation(false, DotSet.empty()));
    }

    @Test
    void assignmentThatNamesNothing_isCaught() {
        assertCaught(
                MultiValueRegisterLawsTest.subject(),
                OpMultiValueRegister.<String>type(),
                (OpMultiValueRegister<String> register, MultiValueRegisterLawsTest.Op op) -> op.value()
                        .<OpMultiValueRegister.Operation<String>>map(
                                value -> new OpMultiValueRegister.Assign<>(value, DotSet.empty()))
                        .orElseGet(register::clear));
    }

    /** Takes what comes later for newer. */
    private static final class ByArrival
            extends KernelCrdt<
                    LastWriterWinsRegister<String>,
                    Causal<DotFun<Stamped<String>>>,
                    RegisterChange<String>,
                    OpLastWriterWinsRegister.Operation<String>> {

        private final OpLastWriterWinsRegister<String> preparing = new OpLastWriterWinsRegister<>();
        private HybridTimestamp arrivals = HybridTimestamp.ZERO;

        ByArrival() {
            super(LastWriterWinsRegister.type());
        }

        OpLastWriterWinsRegister.Operation<String> prepare(LastWriterWinsRegisterLawsTest.Op op) {
            preparing.join(state());
            return OpLastWriterWinsRegisterLawsTest.prepare(preparing, op);
        }

        @Override
        protected Causal<DotFun<Stamped<String>>> delta(Tagged<OpLastWriterWinsRegister.Operation<String>> operation) {
            arrivals = arrivals.next();
            return operation.operation() instanceof OpLastWriterWinsRegister.Assign<String> assign
                    ? new OpLastWriterWinsRegister.Assign<>(
                                    assign.value(),
                                    new Standing(
                                            EventTime.of(arrivals),
                                            assign.standing().observed()))
                            .delta(operation.dot(), operation.time())
                    : operation.operation().delta(operation.dot(), operation.time());
        }
    }

    @Test
    void newestByArrival_isCaught() {
        assertCaught(
                OpLastWriterWinsRegisterLawsTest.subject(),
                broken(OpLastWriterWinsRegister.<String>type(), ByArrival::new),
                ByArrival::prepare);
    }

    @Test
    void earlierWriteThatDoesNotKnowWhatOverrulesIt_isCaught() {
        assertCaught(
                OpLastWriterWinsRegisterLawsTest.subject(),
                OpLastWriterWinsRegister.<String>type(),
                (OpLastWriterWinsRegister<String> register, LastWriterWinsRegisterLawsTest.Op op) ->
                        op.value().isPresent() && op.given().isPresent()
                                ? new OpLastWriterWinsRegister.Assign<>(
                                        op.value().get(),
                                        new Standing(EventTime.of(op.given().get()), DotFun.empty()))
                                : OpLastWriterWinsRegisterLawsTest.prepare(register, op));
    }

    /** Lets a removal take away what its author had seen, as if it were no write of its own. */
    private static final class RemovalWithoutTime
            extends KernelCrdt<
                    LastWriterWinsMap<String, String>,
                    Causal<DotMap<String, DotFun<Stamped<String>>>>,
                    MapChange<String, RegisterChange<String>>,
                    OpLastWriterWinsMap.Operation<String, String>> {

        private final OpLastWriterWinsMap<String, String> preparing = new OpLastWriterWinsMap<>();

        RemovalWithoutTime() {
            super(LastWriterWinsMap.type());
        }

        OpLastWriterWinsMap.Operation<String, String> prepare(LastWriterWinsMapLawsTest.Op op) {
            preparing.join(state());
            return OpLastWriterWinsMapLawsTest.prepare(preparing, op);
        }

        @Override
        protected Causal<DotMap<String, DotFun<Stamped<String>>>> delta(
                Tagged<OpLastWriterWinsMap.Operation<String, String>> operation) {
            return operation.operation() instanceof OpLastWriterWinsMap.Remove<String, String> remove
                    ? new Causal<>(
                            DotMap.touching(remove.key(), DotFun.empty()),
                            contextOf(remove.standing().observed(), operation.dot()))
                    : operation.operation().delta(operation.dot(), operation.time());
        }
    }

    @Test
    void removalWithoutATime_isCaught() {
        assertCaught(
                OpLastWriterWinsMapLawsTest.subject(false),
                broken(OpLastWriterWinsMap.<String, String>type(), RemovalWithoutTime::new),
                RemovalWithoutTime::prepare);
    }

    @Test
    void postThatAnswersNothing_isCaught() {
        assertCaught(
                OpCausalLogLawsTest.subject(),
                OpCausalLog.<String>type(),
                (OpCausalLog<String> log, CausalLogLawsTest.Op op) ->
                        OpCausalLogLawsTest.prepare(log, op) instanceof OpCausalLog.Post<String> post
                                ? new OpCausalLog.Post<>(post.item(), post.time(), DotSet.empty())
                                : log.clear());
    }

    @Test
    void clearOfALogThatNamesNothing_isCaught() {
        assertCaught(
                OpCausalLogLawsTest.subject(),
                OpCausalLog.<String>type(),
                (OpCausalLog<String> log, CausalLogLawsTest.Op op) ->
                        OpCausalLogLawsTest.prepare(log, op) instanceof OpCausalLog.Post<String> post
                                ? post
                                : new OpCausalLog.Clear<>(CausalContext.empty()));
    }
}
