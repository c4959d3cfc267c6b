// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.flag;

import java.util.List;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.RemoveWins;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.testkit.Event;
import org.crdt4j.testkit.History;
import org.crdt4j.testkit.Laws;
import org.crdt4j.testkit.Subject;

/** The laws of {@link DisableWinsFlag}: it is on if an event remains that no later one has seen, and all that remain are enables. */
public final class DisableWinsFlagLawsTest {

    /** What is done to a flag. */
    public enum Op {
        ENABLE,
        DISABLE,
        /** A removal by observation, as a map around this flag does it. */
        FORGET
    }

    public static Subject<DisableWinsFlag, Causal<RemoveWins>, ValueChange<Boolean>, Op> subject() {
        return Subject.of(
                        DisableWinsFlag.type(),
                        (random, flag) -> random.nextInt(9) == 0 ? Op.FORGET : draw(random),
                        DisableWinsFlagLawsTest::apply,
                        DisableWinsFlagLawsTest::isOn)
                .reporting(EnableWinsFlagLawsTest::reported);
    }

    public static Op draw(RandomGenerator random) {
        return random.nextInt(5) < 3 ? Op.ENABLE : Op.DISABLE;
    }

    public static Causal<RemoveWins> apply(DisableWinsFlag flag, Op op) {
        return switch (op) {
            case ENABLE -> flag.enable();
            case DISABLE -> flag.disable();
            case FORGET -> flag.removeAll();
        };
    }

    public static Boolean isOn(History<Op> history) {
        List<Op> latest = history.remaining((later, earlier) -> true).stream()
                .map(Event::operation)
                .filter(op -> op != Op.FORGET)
                .toList();
        return !latest.isEmpty() && !latest.contains(Op.DISABLE);
    }

    @Property
    void laws(@ForAll long seed) {
        Laws.of(subject()).check(seed);
    }
}
