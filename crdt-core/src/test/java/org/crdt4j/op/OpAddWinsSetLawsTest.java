// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.List;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.DotSet;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.SetChange;
import org.crdt4j.op.OpAddWinsSet.Operation;
import org.crdt4j.set.AddWinsSet;
import org.crdt4j.set.AddWinsSetLawsTest;
import org.crdt4j.set.AddWinsSetLawsTest.Op;
import org.crdt4j.testkit.OperationLaws;
import org.crdt4j.testkit.Subject;

/** A set has the same elements by operations, by deltas and by whole states. */
public final class OpAddWinsSetLawsTest {

    static Subject<AddWinsSet<String>, Causal<DotMap<String, DotSet>>, SetChange<String>, Op> oneByOne() {
        return Subject.of(
                AddWinsSet.<String>type(),
                (random, set) -> draw(random),
                AddWinsSetLawsTest::apply,
                AddWinsSetLawsTest::elements);
    }

    /* an operation adds one element */
    static Op draw(RandomGenerator random) {
        Op op = AddWinsSetLawsTest.draw(random);
        return op.equals(Op.CLEAR)
                ? op
                : new Op(op.kind(), List.of(op.elements().get(0)));
    }

    static Operation<String> prepare(OpAddWinsSet<String> set, Op op) {
        String element = op.elements().get(0);
        return switch (op.kind()) {
            case ADD -> set.add(element);
            case REMOVE -> set.remove(element);
            case CLEAR -> set.clear();
        };
    }

    @Property(tries = 1_500)
    void laws(@ForAll long seed) {
        OperationLaws.of(oneByOne(), OpAddWinsSet.<String>type(), OpAddWinsSetLawsTest::prepare)
                .check(seed);
    }
}
