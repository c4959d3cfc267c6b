// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.DotSet;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.SetChange;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.op.OpAddWinsSet.Operation;
import org.crdt4j.set.AddWinsSetLawsTest;
import org.crdt4j.set.AddWinsSetLawsTest.Op;
import org.crdt4j.testkit.Laws;
import org.crdt4j.testkit.Subject;

/** An operation-based object in its state-based form keeps the laws of state-based types, with causal delivery in its meaning. */
public final class OperationObjectLawsTest {

    public static Subject<
                    OperationObject<
                            OpAddWinsSet<String>, Operation<String>, Causal<DotMap<String, DotSet>>, SetChange<String>>,
                    OperationLog<Operation<String>, Causal<DotMap<String, DotSet>>>,
                    SetChange<String>,
                    Op>
            sets() {
        return Subject.of(
                        OperationObject.of(OpAddWinsSet.<String>type()),
                        (random, set) -> OpAddWinsSetLawsTest.draw(random),
                        (set, op) -> set.update(object -> OpAddWinsSetLawsTest.prepare(object, op)),
                        history -> AddWinsSetLawsTest.elements(history.inEffect()))
                .reporting(OperationObjectLawsTest::changed);
    }

    private static Object changed(Object before, SetChange<String> change) {
        Set<Object> after = new HashSet<>((Set<?>) before);
        after.removeAll(change.removed());
        after.addAll(change.added());
        return after;
    }

    static Subject<
                    OperationObject<OpPnCounter, OpPnCounter.Add, Sums, ValueChange<BigInteger>>,
                    OperationLog<OpPnCounter.Add, Sums>,
                    ValueChange<BigInteger>,
                    Long>
            counters() {
        return Subject.of(
                        OperationObject.of(OpPnCounter.type()),
                        (random, counter) -> random.nextLong(-5, 10),
                        (counter, amount) -> counter.update(object -> object.increment(amount)),
                        history -> history.inEffect()
                                .operations()
                                .mapToLong(amount -> amount)
                                .sum())
                .reporting((before, change) -> change.after().longValueExact());
    }

    @Property(tries = 1_000)
    void lawsOfASet(@ForAll long seed) {
        Laws.of(sets()).check(seed);
    }

    @Property(tries = 1_000)
    void lawsOfACounter(@ForAll long seed) {
        Laws.of(counters()).check(seed);
    }
}
