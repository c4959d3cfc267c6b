// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.crdt4j.set.GrowOnlySetLawsTest;
import org.crdt4j.set.GrowOnlySetLawsTest.Op;
import org.crdt4j.testkit.OperationLaws;

/** A set that only grows has the same elements by operations, by deltas and by whole states. */
public final class OpGrowOnlySetLawsTest {

    static OpGrowOnlySet.Add<String> prepare(OpGrowOnlySet<String> set, Op op) {
        return op.added().size() == 1 ? set.add(op.added().get(0)) : set.addAll(op.added());
    }

    @Property(tries = 1_500)
    void laws(@ForAll long seed) {
        OperationLaws.of(GrowOnlySetLawsTest.subject(), OpGrowOnlySet.<String>type(), OpGrowOnlySetLawsTest::prepare)
                .check(seed);
    }
}
