// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.crdt4j.flag.EnableWinsFlagLawsTest;
import org.crdt4j.flag.EnableWinsFlagLawsTest.Op;
import org.crdt4j.testkit.OperationLaws;

/** A flag in which enabling wins is the same by operations, by deltas and by whole states. */
public final class OpEnableWinsFlagLawsTest {

    static FlagOperation prepare(OpEnableWinsFlag flag, Op op) {
        return op == Op.ENABLE ? flag.enable() : flag.disable();
    }

    @Property(tries = 1_500)
    void laws(@ForAll long seed) {
        OperationLaws.of(EnableWinsFlagLawsTest.subject(), OpEnableWinsFlag.type(), OpEnableWinsFlagLawsTest::prepare)
                .check(seed);
    }
}
