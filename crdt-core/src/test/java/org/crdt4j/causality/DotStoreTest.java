// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.causality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** All dot stores against the formulas of the paper. */
class DotStoreTest {

    /** A store with its context, and what both should be. */
    private record Side<S extends DotStore<S>>(S store, Paper paper, Set<Dot> context, boolean partial) {

        static <S extends DotStore<S>> Side<S> draw(Shape<S> shape, SplittableRandom random) {
            Set<Dot> context = NaiveDots.some(random);
            Set<Dot> present = new HashSet<>(context);
            int of4 = random.nextInt(5);
            present.removeIf(dot -> random.nextInt(4) >= of4);
            boolean partial = random.nextBoolean();
            S store = shape.store(present, context, partial);
            return new Side<>(store, shape.read(shape.store(present)), context, partial);
        }

        DotCover cover() {
            return NaiveDots.context(context);
        }
    }

    @Property(tries = 400)
    void join_isThatOfThePaper(@ForAll long seed) {
        for (Shape<?> shape : Shape.all()) {
            checkJoin(shape, new SplittableRandom(seed));
        }
    }

    private static <S extends DotStore<S>> void checkJoin(Shape<S> shape, SplittableRandom random) {
        Side<S> mine = Side.draw(shape, random);
        Side<S> theirs = Side.draw(shape, random);
        DotStore.Owner owner = random.nextBoolean() ? new DotStore.Owner() : null;
        JoinScope scope = new JoinScope(mine.cover(), theirs.cover(), owner);
        S joined = mine.store.join(theirs.store, scope);
        Paper expected = Paper.join(mine.paper, mine.context, theirs.paper, theirs.context);
        String what = shape + ": " + mine + " with " + theirs;
        assertEquals(expected, shape.read(joined), what);
        assertEquals(!expected.equals(mine.paper), scope.changed(), "changed: " + what);
        assertEquals(mine.paper, shape.read(mine.store), "this side, which nobody owned, is as before: " + what);
        assertEquals(theirs.paper, shape.read(theirs.store), "the other side is as before: " + what);
        if (!scope.changed() && !mine.partial && owner == null) {
            assertSame(mine.store, joined, "nothing changed: " + what);
        }
        S rebuilt = shape.store(expected.dots());
        assertEquals(rebuilt, joined, what);
        assertEquals(rebuilt.hashCode(), joined.hashCode(), what);
        checkParts(shape, joined, expected, random);
    }

    private static <S extends DotStore<S>> void checkParts(
            Shape<S> shape, S store, Paper paper, SplittableRandom random) {
        assertEquals(paper.isEmpty(), store.isEmpty());
        assertEquals(NaiveDots.context(paper.dots()), CausalContext.of(store));
        Set<Dot> seen = NaiveDots.some(random);
        S since = store.since(NaiveDots.context(seen));
        assertEquals(paper.keeping(dot -> !seen.contains(dot)), shape.read(since), () -> store + " since " + seen);
        assertEquals(paper, shape.read(store.since(DotCover.NONE)));
        assertTrue(store.removed().isEmpty());
        assertTrue(store.removal().isEmpty());
        assertTrue(store.bottom().isEmpty());
        assertEquals(store.bottom(), store.removed());
        assertSame(store, store.self());
        assertEquals(paper, shape.read(store), "asking changes nothing");
    }

    @Property(tries = 200)
    void joinOfPartialStores_saysAllThatBothSaid(@ForAll long seed) {
        for (Shape<?> shape : Shape.all()) {
            checkGroup(shape, new SplittableRandom(seed));
        }
    }

    /* whatever two deltas say to a third, their join says too; so it lists every place that either touches */
    private static <S extends DotStore<S>> void checkGroup(Shape<S> shape, SplittableRandom random) {
        Side<S> one = Side.draw(shape, random);
        Side<S> two = Side.draw(shape, random);
        Side<S> third = Side.draw(shape, random);
        S group = one.store.join(two.store, new JoinScope(one.cover(), two.cover(), null));
        Set<Dot> both = NaiveDots.union(one.context, two.context);
        S joined = third.store.join(group, new JoinScope(third.cover(), NaiveDots.context(both), null));
        Paper paper = Paper.join(one.paper, one.context, two.paper, two.context);
        Paper expected = Paper.join(third.paper, third.context, paper, both);
        assertEquals(expected, shape.read(joined), () -> shape + ": " + third + " with " + one + " and " + two);
        if (group instanceof DotMap<?, ?> map) {
            assertEquals(one.partial && two.partial, map.isPartial());
        }
    }

    @Property(tries = 300)
    void storeThatIsEditedInPlace_isThatOfThePaperAndLeavesAllOthersAlone(@ForAll long seed) {
        for (Shape<?> shape : Shape.all()) {
            new LiveStore<>(shape, new SplittableRandom(seed)).run(25);
        }
    }
}
