// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.RemoveWins;
import org.crdt4j.crdt.SetChange;
import org.crdt4j.op.OpRemoveWinsSet.Operation;
import org.crdt4j.set.RemoveWinsSet;
import org.crdt4j.set.RemoveWinsSetLawsTest;
import org.crdt4j.set.RemoveWinsSetLawsTest.Op;
import org.crdt4j.testkit.OperationLaws;
import org.crdt4j.testkit.Subject;

/** A set in which removing wins has the same elements by operations, by deltas and by whole states. */
public final class OpRemoveWinsSetLawsTest {

    static Subject<RemoveWinsSet<String>, Causal<DotMap<String, RemoveWins>>, SetChange<String>, Op> oneByOne() {
        return Subject.of(
                RemoveWinsSet.<String>type(),
                (random, set) -> draw(random),
                RemoveWinsSetLawsTest::apply,
                RemoveWinsSetLawsTest::elements);
    }

    /* an operation adds or removes one element */
    private static Op draw(RandomGenerator random) {
        Op op = RemoveWinsSetLawsTest.draw(random);
        return op.elements().size() == 2 ? new Op(op.kind(), op.elements().subList(0, 1)) : op;
    }

    static Operation<String> prepare(OpRemoveWinsSet<String> set, Op op) {
        String element = op.elements().get(0);
        return switch (op.kind()) {
            case ADD -> set.add(element);
            case REMOVE -> set.remove(element);
            case CLEAR -> set.clear();
            case FORGET -> set.forgetRemoves(everythingSeen(set));
        };
    }

    private static VersionVector everythingSeen(OpRemoveWinsSet<String> set) {
        VersionVector[] seen = {VersionVector.empty()};
        set.state().store().forEachDot((origin, counter) -> seen[0] = seen[0].with(origin, counter));
        return seen[0];
    }

    @Property(tries = 1_500)
    void laws(@ForAll long seed) {
        OperationLaws.of(oneByOne(), OpRemoveWinsSet.<String>type(), OpRemoveWinsSetLawsTest::prepare)
                .check(seed);
    }
}
