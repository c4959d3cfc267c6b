// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Two replicas write records at once; each component has to come out by its own rule, whatever the others do. */
class ConcurrentWritesTest {

    record Inner(
            @OrElse("0") int size,
            Set<String> notes,
            @MergeAs(Kind.COUNTER) long uses) {}

    record Outer(
            Optional<String> name,
            @MergeAs(Kind.COUNTER) int visits,
            Set<Integer> tags,
            @MergeAs(Kind.FLAG) boolean on,
            List<String> lines,
            Inner inner) {}

    private static Outer random(Random random) {
        return new Outer(
                random.nextBoolean() ? Optional.empty() : Optional.of("n" + random.nextInt(3)),
                random.nextInt(-5, 5),
                random.nextInt(4) == 0 ? Set.of() : Set.of(random.nextInt(3), 3 + random.nextInt(3)),
                random.nextBoolean(),
                random.nextBoolean() ? List.of() : List.of("l" + random.nextInt(2)),
                new Inner(
                        random.nextInt(3),
                        random.nextBoolean() ? Set.of() : Set.of("s" + random.nextInt(2)),
                        random.nextInt(3)));
    }

    @Property(tries = 500)
    void eachComponent_followsItsOwnRule(@ForAll long seed) {
        Random random = new Random(seed);
        Document dublin = DocumentTest.document(1);
        Document madrid = DocumentTest.document(2);
        for (int round = 0; round < 4; round++) {
            Outer before = dublin.read(Outer.class);
            assertEquals(before, madrid.read(Outer.class));
            Outer one = random(random);
            Outer other = random.nextInt(4) == 0 ? before : random(random);
            dublin.write(one);
            assertEquals(one, dublin.read(Outer.class));
            madrid.write(before, other);
            assertEquals(other, madrid.read(Outer.class));
            dublin.join(madrid.state());
            madrid.join(dublin.state());
            assertEquals(dublin, madrid);
            check(before, one, other, dublin.read(Outer.class));
        }
    }

    private static void check(Outer before, Outer one, Outer other, Outer now) {
        assertEquals(one.visits + other.visits - before.visits, now.visits);
        assertEquals(merged(before.tags, one.tags, other.tags), now.tags);
        assertOneOf(before.name, one.name, other.name, now.name);
        assertOneOf(before.lines, one.lines, other.lines, now.lines);
        assertOneOf(before.inner.size, one.inner.size, other.inner.size, now.inner.size);
        assertEquals(merged(before.inner.notes, one.inner.notes, other.inner.notes), now.inner.notes);
        assertEquals(one.inner.uses + other.inner.uses - before.inner.uses, now.inner.uses);
        boolean changed = one.on != before.on || other.on != before.on;
        assertEquals(changed ? !before.on : before.on, now.on);
    }

    /* nobody can both add and remove one element at once: what was there can only be removed, the rest only added */
    private static <E> Set<E> merged(Set<E> before, Set<E> one, Set<E> other) {
        Set<E> merged = new HashSet<>(one);
        merged.addAll(other);
        merged.removeIf(element -> before.contains(element) && !(one.contains(element) && other.contains(element)));
        return merged;
    }

    private static void assertOneOf(Object before, Object one, Object other, Object now) {
        if (Objects.equals(one, before)) {
            assertEquals(other, now);
        } else if (Objects.equals(other, before)) {
            assertEquals(one, now);
        } else {
            assertTrue(now.equals(one) || now.equals(other), () -> now + " is neither " + one + " nor " + other);
        }
    }
}
