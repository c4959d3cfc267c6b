// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.crdt4j.benchmarks.report.Measure;
import org.crdt4j.benchmarks.subject.MapSubject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.infra.Blackhole;

/** Every contender of W6 computes what its benchmark says. */
class MapScenarioTest {

    private static final int SIZE = 1_000;
    private static final int SHARE = 5;

    private final Blackhole nothing = new Blackhole(
            "Today's password is swordfish. I understand instantiating Blackholes directly is dangerous.");

    private static MapScenario scenario(Contender contender) {
        MapScenario scenario = new MapScenario();
        scenario.contender = contender;
        scenario.size = SIZE;
        scenario.build();
        return scenario;
    }

    private static W6Map.FullMap fullMap(MapScenario scenario) {
        W6Map.FullMap full = new W6Map.FullMap();
        full.copy(scenario);
        return full;
    }

    static List<Contender> builders() {
        return Contender.takingPart(Measure.MAP_BUILD, SIZE);
    }

    static List<Contender> putters() {
        return Contender.takingPart(Measure.MAP_PUT, SIZE);
    }

    static List<Contender> joiners() {
        return Contender.takingPart(Measure.MAP_JOIN, SIZE);
    }

    static List<Contender> appliers() {
        return Contender.takingPart(Measure.MAP_DELTA, SIZE);
    }

    @ParameterizedTest
    @MethodSource("builders")
    void build_putsEachKey(Contender contender) {
        MapScenario scenario = scenario(contender);
        MapSubject built = (MapSubject) new W6Map().build(scenario, nothing);
        assertEquals(SIZE, built.size());
        for (String key : scenario.keys) {
            assertEquals(MapScenario.FIRST, built.get(key));
        }
    }

    @ParameterizedTest
    @MethodSource("putters")
    void putAtSize_putsTheBatchIntoTheCopyOnly(Contender contender) {
        MapScenario scenario = scenario(contender);
        MapSubject grown = (MapSubject) new W6Map().putAtSize(scenario, fullMap(scenario), nothing);
        assertEquals(SIZE + MapScenario.BATCH, grown.size());
        assertEquals(MapScenario.FIRST, grown.get(scenario.fresh[0]));
        assertEquals(SIZE, scenario.base.size());
    }

    @ParameterizedTest
    @MethodSource("joiners")
    void join_keepsTheNewestOfBothSides(Contender contender) {
        MapScenario scenario = scenario(contender);
        W6Map.LeftSide left = new W6Map.LeftSide();
        left.copy(scenario);
        MapSubject joined = (MapSubject) new W6Map().join(scenario, left);
        assertEquals(SIZE, joined.size());
        for (int i = 0; i < SHARE; i++) {
            assertEquals(MapScenario.RIGHT, joined.get(scenario.rightKey(i)));
            String own = contender == Contender.FLOOR ? MapScenario.FIRST : MapScenario.LEFT;
            assertEquals(own, joined.get(scenario.leftKey(i)), "a plain putAll overwrites what is newer");
        }
        assertEquals(MapScenario.FIRST, scenario.left.get(scenario.rightKey(0)));
    }

    @ParameterizedTest
    @MethodSource("appliers")
    void apply_overwritesTheDeltasKeys(Contender contender) {
        MapScenario scenario = scenario(contender);
        MapSubject changed = (MapSubject) new W6Map().apply(scenario, fullMap(scenario));
        assertEquals(SIZE, changed.size());
        for (int i = 0; i < MapScenario.BATCH; i++) {
            assertEquals(MapScenario.DELTA, changed.get(scenario.deltaKey(i)));
        }
        assertEquals(MapScenario.FIRST, scenario.base.get(scenario.deltaKey(0)));
    }
}
