// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.DotSet;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.RemoveWins;
import org.crdt4j.crdt.SetChange;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.flag.DisableWinsFlagLawsTest;
import org.crdt4j.flag.EnableWinsFlagLawsTest;
import org.crdt4j.op.PureTypes.Change;
import org.crdt4j.register.MultiValueRegisterLawsTest;
import org.crdt4j.set.AddWinsSet;
import org.crdt4j.set.AddWinsSetLawsTest;
import org.crdt4j.set.RemoveWinsSet;
import org.crdt4j.set.RemoveWinsSetLawsTest;
import org.crdt4j.testkit.Laws;
import org.crdt4j.testkit.OperationLaws;
import org.crdt4j.testkit.SpecificationLaws;
import org.crdt4j.testkit.Subject;

/** One history, four flavours, one value: by operations, by deltas, by whole states, and as a log of operations. */
final class PureOperationLogLawsTest {

    static OperationLaws<
                    AddWinsSet<String>,
                    Causal<DotMap<String, DotSet>>,
                    SetChange<String>,
                    AddWinsSetLawsTest.Op,
                    OpAddWinsSet<String>,
                    OpAddWinsSet.Operation<String>,
                    Causal<DotMap<String, DotSet>>>
            addWins() {
        return OperationLaws.of(
                OpAddWinsSetLawsTest.oneByOne(), OpAddWinsSet.<String>type(), OpAddWinsSetLawsTest::prepare);
    }

    static Change change(AddWinsSetLawsTest.Op op) {
        String element = op.elements().get(0);
        return switch (op.kind()) {
            case ADD -> Change.add(element);
            case REMOVE -> Change.remove(element);
            case CLEAR -> Change.clear();
        };
    }

    /* without forgetRemoves, which is not causally stable in the tests of that type */
    static Subject<RemoveWinsSet<String>, Causal<DotMap<String, RemoveWins>>, SetChange<String>, Change> removeWins() {
        return Subject.of(
                RemoveWinsSet.<String>type(),
                (random, set) -> draw(random),
                (set, change) -> RemoveWinsSetLawsTest.apply(set, asOp(change)),
                history -> RemoveWinsSetLawsTest.elements(history.project(change -> List.of(asOp(change)))));
    }

    private static RemoveWinsSetLawsTest.Op asOp(Change change) {
        List<String> element = List.of(change.element());
        return switch (change.kind()) {
            case ADD -> new RemoveWinsSetLawsTest.Op(RemoveWinsSetLawsTest.Kind.ADD, element);
            case REMOVE -> new RemoveWinsSetLawsTest.Op(RemoveWinsSetLawsTest.Kind.REMOVE, element);
            case CLEAR -> RemoveWinsSetLawsTest.Op.CLEAR;
        };
    }

    static Change draw(RandomGenerator random) {
        String element = List.of("a", "b", "c").get(random.nextInt(3));
        int kind = random.nextInt(12);
        return kind < 2 ? Change.clear() : kind < 6 ? Change.remove(element) : Change.add(element);
    }

    private static Change change(boolean on) {
        return on ? Change.add("") : Change.remove("");
    }

    @Property(tries = 750)
    void addWinsSet(@ForAll long seed) {
        addWins().and(PureTypes.ADD_WINS, (log, op) -> change(op)).check(seed);
    }

    @Property(tries = 750)
    void removeWinsSet(@ForAll long seed) {
        OperationLaws.of(
                        removeWins(),
                        OpRemoveWinsSet.<String>type(),
                        (OpRemoveWinsSet<String> set, Change change) ->
                                OpRemoveWinsSetLawsTest.prepare(set, asOp(change)))
                .and(PureTypes.REMOVE_WINS, (log, change) -> change)
                .check(seed);
    }

    @Property(tries = 750)
    void multiValueRegister(@ForAll long seed) {
        OperationLaws.of(
                        MultiValueRegisterLawsTest.subject(),
                        OpMultiValueRegister.<String>type(),
                        OpMultiValueRegisterLawsTest::prepare)
                .and(
                        PureTypes.REGISTER,
                        (log, op) -> op.value().map(Change::add).orElseGet(Change::clear))
                .check(seed);
    }

    @Property(tries = 300)
    void enableWinsFlag(@ForAll long seed) {
        OperationLaws.of(EnableWinsFlagLawsTest.subject(), OpEnableWinsFlag.type(), OpEnableWinsFlagLawsTest::prepare)
                .and(PureTypes.ENABLE_WINS, (log, op) -> change(op == EnableWinsFlagLawsTest.Op.ENABLE))
                .check(seed);
    }

    @Property(tries = 300)
    void disableWinsFlag(@ForAll long seed) {
        OperationLaws.of(
                        OpDisableWinsFlagLawsTest.subject(),
                        OpDisableWinsFlag.type(),
                        OpDisableWinsFlagLawsTest::prepare)
                .and(PureTypes.DISABLE_WINS, (log, op) -> change(op == DisableWinsFlagLawsTest.Op.ENABLE))
                .check(seed);
    }

    /* what users do who have no other flavour of their type */
    @Property(tries = 100)
    void withoutAnotherFlavour(@ForAll long seed) {
        OperationLaws.ofPure(PureTypes.ADD_WINS, (random, elements) -> draw(random))
                .check(seed);
        OperationLaws.ofPure(PureTypes.REMOVE_WINS, (random, elements) -> draw(random))
                .check(seed);
        OperationLaws.ofPure(PureTypes.DISABLE_WINS, (random, on) -> draw(random))
                .check(seed);
    }

    static Subject<
                    OperationObject<
                            PureOperationLog<Change, Set<String>>, Change, PureLog<Change>, ValueChange<Set<String>>>,
                    OperationLog<Change, PureLog<Change>>,
                    ValueChange<Set<String>>,
                    AddWinsSetLawsTest.Op>
            inReplicas() {
        return Subject.of(
                        OperationObject.of(PureTypes.ADD_WINS),
                        (random, set) -> OpAddWinsSetLawsTest.draw(random),
                        (set, op) -> set.update(log -> change(op)),
                        history -> AddWinsSetLawsTest.elements(history.inEffect()))
                .reporting((before, change) -> change.after());
    }

    /* Values alone: who compacted knows more of what is stable than who did not, and says so in its bytes. */
    @Property(tries = 300)
    void lawsInReplicas(@ForAll long seed) {
        Laws.only(inReplicas(), SpecificationLaws::new).check(seed);
    }
}
