// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.RemoveWins;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.flag.DisableWinsFlag;
import org.crdt4j.flag.DisableWinsFlagLawsTest;
import org.crdt4j.flag.DisableWinsFlagLawsTest.Op;
import org.crdt4j.testkit.OperationLaws;
import org.crdt4j.testkit.Subject;

/** A flag in which disabling wins is the same by operations, by deltas and by whole states. */
public final class OpDisableWinsFlagLawsTest {

    /* nothing forgets a flag that stands alone */
    static Subject<DisableWinsFlag, Causal<RemoveWins>, ValueChange<Boolean>, Op> subject() {
        return Subject.of(
                DisableWinsFlag.type(),
                (random, flag) -> DisableWinsFlagLawsTest.draw(random),
                DisableWinsFlagLawsTest::apply,
                DisableWinsFlagLawsTest::isOn);
    }

    static FlagOperation prepare(OpDisableWinsFlag flag, Op op) {
        return op == Op.ENABLE ? flag.enable() : flag.disable();
    }

    @Property(tries = 1_500)
    void laws(@ForAll long seed) {
        OperationLaws.of(subject(), OpDisableWinsFlag.type(), OpDisableWinsFlagLawsTest::prepare)
                .check(seed);
    }
}
