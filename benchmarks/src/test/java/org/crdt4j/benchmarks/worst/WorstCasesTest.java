// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.worst;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.crdt4j.benchmarks.subject.Elements;
import org.crdt4j.benchmarks.subject.SetSubject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openjdk.jmh.infra.Blackhole;

/** The worst cases are what they say, and end as the benign ones do. */
class WorstCasesTest {

    private static final int SIZE = 600;

    private final Blackhole nothing = new Blackhole(
            "Today's password is swordfish. I understand instantiating Blackholes directly is dangerous.");

    @ParameterizedTest
    @EnumSource(Shape.class)
    void interleavedWriters_leaveOneSet(Shape shape) {
        InterleavedWriters.Written written = new InterleavedWriters.Written();
        written.shape = shape;
        written.size = SIZE;
        written.build();
        SetSubject joined = (SetSubject) new InterleavedWriters().join(written);
        assertEquals(SIZE, joined.size());
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void removeHeavy_removesHalf(Shape shape) {
        RemoveHeavy.Sides sides = new RemoveHeavy.Sides();
        sides.shape = shape;
        sides.size = SIZE;
        sides.build();
        RemoveHeavy.LeftSide left = new RemoveHeavy.LeftSide();
        left.copy(sides);
        SetSubject joined = (SetSubject) new RemoveHeavy().join(sides, left);
        assertEquals(shape == Shape.BENIGN ? SIZE - 3 : SIZE / 2, joined.size());
    }

    @Test
    void addedAgain_isTheSetAsBefore() {
        String[] elements = Elements.base(10);
        SetSubject churned = AddedAgain.set(Shape.OURS, elements);
        assertEquals(10, churned.size());
        assertTrue(Arrays.stream(elements).allMatch(churned::contains));
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void longOffline_catchesUp(Shape shape) {
        LongOffline.Sides sides = new LongOffline.Sides();
        sides.shape = shape;
        sides.size = SIZE;
        sides.build();
        LongOffline.Back back = new LongOffline.Back();
        back.copy(sides);
        SetSubject joined = (SetSubject) new LongOffline().join(sides, back);
        assertEquals(100_000 + SIZE, joined.size());
    }

    @Test
    void collidingKeys_areDistinctStringsOfOneHashCode() {
        String[] keys = CollidingKeys.keys(Shape.OURS, 0, SIZE);
        assertEquals(SIZE, Arrays.stream(keys).distinct().count());
        assertEquals(
                1, Arrays.stream(keys).mapToInt(String::hashCode).distinct().count());
        assertEquals(
                SIZE,
                Arrays.stream(CollidingKeys.keys(Shape.BENIGN, 0, SIZE))
                        .mapToInt(String::hashCode)
                        .distinct()
                        .count());
        assertNotEquals(keys[0], CollidingKeys.keys(Shape.OURS, SIZE, 1)[0]);
        assertArrayEquals(keys, CollidingKeys.keys(Shape.FLOOR, 0, SIZE));
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void collidingKeys_areAddedAndForgotten(Shape shape) {
        CollidingKeys.Keys keys = new CollidingKeys.Keys();
        keys.shape = shape;
        keys.size = SIZE;
        keys.build();
        CollidingKeys benchmark = new CollidingKeys();
        assertEquals(SIZE, ((SetSubject) benchmark.build(keys, nothing)).size());
        CollidingKeys.Deltas deltas = new CollidingKeys.Deltas();
        deltas.write(keys);
        assertEquals(SIZE + 50, ((SetSubject) benchmark.apply(keys, deltas)).size());
        deltas.forget(keys);
        assertEquals(SIZE, keys.full.size());
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void sameElements_areThereOnce(Shape shape) {
        SameElements.Sides sides = new SameElements.Sides();
        sides.shape = shape;
        sides.size = SIZE;
        sides.build();
        SameElements.LeftSide left = new SameElements.LeftSide();
        left.copy(sides);
        SetSubject joined = (SetSubject) new SameElements().join(sides, left);
        assertEquals(SIZE, joined.size());
        assertEquals(SIZE, ((SetSubject) new SameElements().addAgain(sides, left, nothing)).size());
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void gappyContext_isFilled(Shape shape) {
        GappyContext.Sides sides = new GappyContext.Sides();
        sides.shape = shape;
        sides.size = SIZE;
        sides.build();
        assertEquals(SIZE, sides.left.size());
        GappyContext.LeftSide left = new GappyContext.LeftSide();
        left.copy(sides);
        assertEquals(SIZE + 50, ((SetSubject) new GappyContext().apply(sides, left)).size());
        left.copy(sides);
        assertEquals(2 * SIZE, ((SetSubject) new GappyContext().join(sides, left)).size());
        assertEquals(List.of(2 * SIZE, SIZE), List.of(left.set.size(), sides.left.size()));
    }
}
