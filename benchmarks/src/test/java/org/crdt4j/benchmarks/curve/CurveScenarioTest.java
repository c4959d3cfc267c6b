// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.curve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.crdt4j.benchmarks.subject.MapSubject;
import org.crdt4j.benchmarks.subject.SetSubject;
import org.crdt4j.benchmarks.workload.Contender;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openjdk.jmh.infra.Blackhole;

/** The cost curves do what they say. */
class CurveScenarioTest {

    private static final int SIZE = 500;

    private final Blackhole nothing = new Blackhole(
            "Today's password is swordfish. I understand instantiating Blackholes directly is dangerous.");

    @ParameterizedTest
    @EnumSource(names = {"OURS", "FLOOR"})
    void addAndApply_addNewElements_andForgetThem(Contender contender) {
        LiveSet live = new LiveSet();
        live.contender = contender;
        live.size = SIZE;
        live.build();
        assertEquals(SIZE, live.set.size());
        ElementsCurve curve = new ElementsCurve();
        ElementsCurve.Added added = new ElementsCurve.Added();
        for (int round = 0; round < 100; round++) {
            added.choose(live);
            Object grown = round % 2 == 0 ? curve.add(live, added, nothing) : curve.apply(live, added);
            assertEquals(SIZE + LiveSet.BATCH, ((SetSubject) grown).size());
            added.forget(live);
            assertEquals(SIZE, live.set.size());
            assertTrue(curve.contains(live));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OURS", "FLOOR"})
    void join_addsAndRemoves(Contender contender) {
        FullJoinCurve.Sides sides = new FullJoinCurve.Sides();
        sides.contender = contender;
        sides.size = 1_000;
        sides.build();
        FullJoinCurve.LeftSide left = new FullJoinCurve.LeftSide();
        left.copy(sides);
        SetSubject joined = (SetSubject) new FullJoinCurve().join(sides, left);
        assertEquals(contender == Contender.OURS ? 1_005 : 1_010, joined.size());
        assertEquals(1_005, sides.left.size());
    }

    @ParameterizedTest
    @EnumSource(names = {"OURS", "FLOOR"})
    void manyReplicas_giveTheSameSet(Contender contender) {
        ReplicasCurve.Sets sets = new ReplicasCurve.Sets();
        sets.contender = contender;
        sets.replicas = 100;
        sets.build();
        ReplicasCurve.LeftSide left = new ReplicasCurve.LeftSide();
        ReplicasCurve curve = new ReplicasCurve();
        left.copy(sets);
        assertEquals(10_050, left.set.size());
        assertEquals(10_100, ((SetSubject) curve.apply(sets, left)).size());
        left.copy(sets);
        int removed = contender == Contender.OURS ? 50 : 0;
        assertEquals(10_100 - removed, ((SetSubject) curve.join(sets, left)).size());
        assertFalse(curve.encodeDelta(sets).length < 36);
    }

    @ParameterizedTest
    @EnumSource(names = {"OURS", "FLOOR"})
    void values_areWrittenAndJoined(Contender contender) {
        ValuesCurve.Maps maps = new ValuesCurve.Maps();
        maps.contender = contender;
        maps.bytes = 2_048;
        maps.build();
        ValuesCurve curve = new ValuesCurve();
        curve.put(maps);
        ValuesCurve.Deltas deltas = new ValuesCurve.Deltas();
        deltas.write(maps);
        MapSubject map = (MapSubject) curve.apply(maps, deltas);
        assertEquals(1_000, map.size());
        assertEquals(maps.value(), map.get(maps.lastKey()));
        assertTrue(curve.encode(maps).length >= 2_048);
        assertTrue(curve.decode(maps).toString().length() > 36);
    }
}
