// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.crdt4j.benchmarks.report.Measure;
import org.crdt4j.benchmarks.subject.SetSubject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.infra.Blackhole;

/** Every contender of W3 to W5 computes what its benchmark says. */
class SetScenarioTest {

    private static final int SIZE = 1_000;
    private static final int SHARE = 5;

    private final Blackhole nothing = new Blackhole(
            "Today's password is swordfish. I understand instantiating Blackholes directly is dangerous.");

    private static SetScenario scenario(Contender contender) {
        SetScenario scenario = new SetScenario();
        scenario.contender = contender;
        scenario.size = SIZE;
        scenario.build();
        return scenario;
    }

    private static W3SetAdd.FullSet fullSet(SetScenario scenario) {
        W3SetAdd.FullSet full = new W3SetAdd.FullSet();
        full.copy(scenario);
        return full;
    }

    static List<Contender> builders() {
        return Contender.takingPart(Measure.SET_BUILD, SIZE);
    }

    static List<Contender> adders() {
        return Contender.takingPart(Measure.SET_ADD, SIZE);
    }

    static List<Contender> joiners() {
        return Contender.takingPart(Measure.SET_JOIN, SIZE);
    }

    static List<Contender> appliers() {
        return Contender.takingPart(Measure.SET_DELTA, SIZE);
    }

    @ParameterizedTest
    @MethodSource("builders")
    void build_addsEachElement(Contender contender) {
        SetScenario scenario = scenario(contender);
        SetSubject built = (SetSubject) new W3SetAdd().build(scenario, nothing);
        assertHolds(built, scenario.elements);
        assertEquals(SIZE, built.size());
    }

    @ParameterizedTest
    @MethodSource("adders")
    void addAtSize_addsTheBatchToTheCopyOnly(Contender contender) {
        SetScenario scenario = scenario(contender);
        SetSubject grown = (SetSubject) new W3SetAdd().addAtSize(scenario, fullSet(scenario), nothing);
        assertHolds(grown, scenario.fresh);
        assertEquals(SIZE + SetScenario.BATCH, grown.size());
        assertEquals(SIZE, scenario.base.size());
        assertFalse(scenario.base.contains(scenario.fresh[0]));
    }

    @ParameterizedTest
    @MethodSource("joiners")
    void join_bringsWhatTheOtherSideAdded_andRemovesWhatItRemoved(Contender contender) {
        SetScenario scenario = scenario(contender);
        W4SetJoin.LeftSide left = new W4SetJoin.LeftSide();
        left.copy(scenario);
        assertEquals(SIZE + SHARE, left.set.size());
        SetSubject joined = (SetSubject) new W4SetJoin().join(scenario, left);
        assertEquals(SHARE, scenario.removed.length);
        if (contender == Contender.FLOOR) {
            assertEquals(SIZE + 2 * SHARE, joined.size(), "a union removes nothing");
        } else {
            assertEquals(SIZE + SHARE, joined.size());
            for (String removed : scenario.removed) {
                assertFalse(joined.contains(removed));
            }
        }
        assertEquals(SIZE + SHARE, scenario.left.size());
    }

    @ParameterizedTest
    @MethodSource("appliers")
    void apply_addsWhatTheDeltasAdd(Contender contender) {
        SetScenario scenario = scenario(contender);
        W5SetDelta.FullSet full = new W5SetDelta.FullSet();
        full.copy(scenario);
        SetSubject grown = (SetSubject) new W5SetDelta().apply(scenario, full);
        assertEquals(SIZE + SetScenario.BATCH, grown.size());
        assertHolds(grown, scenario.elements);
        assertEquals(SIZE, scenario.base.size());
    }

    private static void assertHolds(SetSubject set, String[] elements) {
        for (String element : elements) {
            assertTrue(set.contains(element), element);
        }
    }
}
