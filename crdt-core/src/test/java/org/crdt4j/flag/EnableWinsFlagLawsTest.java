// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.flag;

import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.crdt4j.causality.DotSet;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.testkit.Event;
import org.crdt4j.testkit.History;
import org.crdt4j.testkit.Laws;
import org.crdt4j.testkit.Subject;

/** The laws of {@link EnableWinsFlag}: it is on as long as an enable remains that no later event has seen. */
public final class EnableWinsFlagLawsTest {

    /** What is done to a flag. */
    public enum Op {
        ENABLE,
        DISABLE
    }

    public static Subject<EnableWinsFlag, Causal<DotSet>, ValueChange<Boolean>, Op> subject() {
        return Subject.of(
                        EnableWinsFlag.type(),
                        (random, flag) -> draw(random),
                        EnableWinsFlagLawsTest::apply,
                        EnableWinsFlagLawsTest::isOn)
                .reporting(EnableWinsFlagLawsTest::reported);
    }

    public static Op draw(RandomGenerator random) {
        return random.nextInt(5) < 3 ? Op.ENABLE : Op.DISABLE;
    }

    public static Causal<DotSet> apply(EnableWinsFlag flag, Op op) {
        return op == Op.ENABLE ? flag.enable() : flag.disable();
    }

    public static Boolean isOn(History<Op> history) {
        return history.remaining((later, earlier) -> true).stream()
                .map(Event::operation)
                .anyMatch(op -> op == Op.ENABLE);
    }

    public static Object reported(Object before, ValueChange<Boolean> change) {
        if (!change.before().equals(before) || change.before().equals(change.after())) {
            throw new IllegalStateException(change + " does not fit " + before);
        }
        return change.after();
    }

    @Property
    void laws(@ForAll long seed) {
        Laws.of(subject()).check(seed);
    }
}
