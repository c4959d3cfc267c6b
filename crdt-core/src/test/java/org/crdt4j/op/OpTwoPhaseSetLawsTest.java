// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.List;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.crdt4j.crdt.SetChange;
import org.crdt4j.op.OpTwoPhaseSet.Operation;
import org.crdt4j.set.TwoPhaseSet;
import org.crdt4j.set.TwoPhaseSet.Phases;
import org.crdt4j.set.TwoPhaseSetLawsTest;
import org.crdt4j.set.TwoPhaseSetLawsTest.Kind;
import org.crdt4j.set.TwoPhaseSetLawsTest.Op;
import org.crdt4j.testkit.OperationLaws;
import org.crdt4j.testkit.Subject;

/** A set from which elements go for ever has the same elements by operations, by deltas and by whole states. */
public final class OpTwoPhaseSetLawsTest {

    static Subject<TwoPhaseSet<String>, Phases<String>, SetChange<String>, Op> subject() {
        return Subject.of(
                TwoPhaseSet.<String>type(),
                (random, set) -> draw(random),
                TwoPhaseSetLawsTest::apply,
                TwoPhaseSetLawsTest::elements);
    }

    /* an operation adds or removes, never both */
    private static Op draw(RandomGenerator random) {
        Op op = TwoPhaseSetLawsTest.draw(random);
        return op.kind() == Kind.REPLACE ? new Op(Kind.REMOVE, op.first(), op.second()) : op;
    }

    static Operation<String> prepare(OpTwoPhaseSet<String> set, Op op) {
        return switch (op.kind()) {
            case ADD -> set.add(op.first());
            case ADD_ALL -> set.addAll(List.of(op.first(), op.second()));
            case REMOVE, REPLACE -> set.remove(op.first());
            case CLEAR -> set.clear();
        };
    }

    @Property(tries = 1_500)
    void laws(@ForAll long seed) {
        OperationLaws.of(subject(), OpTwoPhaseSet.<String>type(), OpTwoPhaseSetLawsTest::prepare)
                .check(seed);
    }
}
