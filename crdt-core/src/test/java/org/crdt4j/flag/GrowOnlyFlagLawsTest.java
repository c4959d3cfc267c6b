// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.flag;

import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.testkit.History;
import org.crdt4j.testkit.Laws;
import org.crdt4j.testkit.Subject;

/** The laws of {@link GrowOnlyFlag}: it is on if a visible event has enabled it. */
public final class GrowOnlyFlagLawsTest {

    /** What is done to a flag. */
    public enum Op {
        NOTHING,
        ENABLE
    }

    public static Subject<GrowOnlyFlag, GrowOnlyFlag.State, ValueChange<Boolean>, Op> subject() {
        return Subject.of(
                        GrowOnlyFlag.type(),
                        (random, flag) -> draw(random),
                        GrowOnlyFlagLawsTest::apply,
                        GrowOnlyFlagLawsTest::isOn)
                .reporting(EnableWinsFlagLawsTest::reported);
    }

    public static Op draw(RandomGenerator random) {
        return random.nextInt(8) == 0 ? Op.ENABLE : Op.NOTHING;
    }

    public static boolean isOn(History<Op> history) {
        return history.operations().anyMatch(op -> op == Op.ENABLE);
    }

    private static GrowOnlyFlag.State apply(GrowOnlyFlag flag, Op op) {
        return op == Op.ENABLE ? flag.enable() : flag.inOneDelta(() -> {});
    }

    @Property
    void laws(@ForAll long seed) {
        Laws.of(subject()).check(seed);
    }
}
