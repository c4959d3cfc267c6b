// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.set.AddWinsSet;
import org.junit.jupiter.api.Test;

/**
 * The index in lock step with the obvious one, which keeps every event and searches all of them. Replay one run with {@code
 * -Dtest=ChangeIndexTest -Dcrdt4j.seed=SEED}.
 */
class ChangeIndexTest {

    private static final long RUNS = 200;
    private static final int STEPS = 100;
    private static final List<ReplicaId> ORIGINS =
            List.of(ReplicaId.of(1), ReplicaId.of(1).nextIncarnation(), ReplicaId.of(2), ReplicaId.of(-3));

    /** The obvious index. */
    private static final class AllEvents {

        private record Event(ReplicaId origin, long number, ObjectEntry<?, ?, ?> object) {}

        private final List<Event> events = new ArrayList<>();

        void add(ReplicaId origin, long number, ObjectEntry<?, ?, ?> object) {
            events.add(new Event(origin, number, object));
        }

        void remove(ObjectEntry<?, ?, ?> object) {
            events.removeIf(event -> event.object == object);
        }

        long latest(ReplicaId origin, ObjectEntry<?, ?, ?> object) {
            return events.stream()
                    .filter(event -> event.origin.equals(origin) && event.object == object)
                    .mapToLong(Event::number)
                    .max()
                    .orElse(0);
        }

        List<ObjectEntry<?, ?, ?>> since(VersionVector seen) {
            return events.stream()
                    .filter(event -> event.number > seen.get(event.origin))
                    .filter(event -> event.number == latest(event.origin, event.object))
                    .sorted(Comparator.comparing(Event::origin).thenComparing(Event::number))
                    .<ObjectEntry<?, ?, ?>>map(Event::object)
                    .distinct()
                    .toList();
        }

        ObjectEntry<?, ?, ?> at(ReplicaId origin, long number) {
            return events.stream()
                    .filter(event -> event.origin.equals(origin) && event.number == number)
                    .filter(event -> event.number == latest(origin, event.object))
                    .<ObjectEntry<?, ?, ?>>map(Event::object)
                    .findAny()
                    .orElse(null);
        }
    }

    /** One random history of some objects. */
    private static final class Run {

        private final Random random;
        private final ChangeIndex index = new ChangeIndex();
        private final AllEvents reference = new AllEvents();
        private final Map<ReplicaId, Long> numbers = new HashMap<>();
        private final List<ObjectEntry<?, ?, ?>> objects = new ArrayList<>();
        private final String name;

        Run(long seed) {
            random = new Random(seed);
            name = "seed " + seed;
        }

        void step() {
            if (objects.isEmpty() || random.nextInt(10) == 0) {
                objects.add(object("object" + objects.size()));
            }
            ObjectEntry<?, ?, ?> object = objects.get(random.nextInt(objects.size()));
            if (random.nextInt(12) == 0) {
                collect(object);
            } else {
                change(ORIGINS.get(random.nextInt(ORIGINS.size())), object);
            }
        }

        private void change(ReplicaId origin, ObjectEntry<?, ?, ?> object) {
            long number = numbers.merge(origin, 1L + random.nextInt(3), Long::sum);
            index.move(origin, reference.latest(origin, object), number, object);
            reference.add(origin, number, object);
        }

        private void collect(ObjectEntry<?, ?, ?> object) {
            objects.remove(object);
            for (ReplicaId origin : ORIGINS) {
                index.remove(origin, reference.latest(origin, object));
            }
            reference.remove(object);
        }

        void checkSomeVersion() {
            VersionVector seen = VersionVector.empty();
            for (ReplicaId origin : ORIGINS) {
                seen = seen.with(origin, random.nextInt(80));
            }
            checkSince(seen);
        }

        void checkSince(VersionVector seen) {
            List<ObjectEntry<?, ?, ?>> expected = reference.since(seen);
            assertEquals(expected, index.since(seen), name);
            assertEquals(!expected.isEmpty(), index.reachesBeyond(seen), name);
        }

        void checkAll() {
            checkSince(VersionVector.empty());
            checkSince(VersionVector.copyOf(numbers));
            numbers.forEach((origin, last) -> {
                for (long number = 0; number <= last + 1; number++) {
                    assertSame(reference.at(origin, number), index.at(origin, number), name);
                }
            });
        }
    }

    private static ObjectEntry<?, ?, ?> object(String name) {
        ReplicaContext context = ReplicaContext.of(ReplicaId.of(9), new HybridClock(() -> Instant.EPOCH));
        return ObjectEntry.of(name, AddWinsSet.<String>type(), context, Portions.STANDARD);
    }

    @Test
    void anyHistory_isIndexedAsTheObviousIndexWould() {
        Long only = Long.getLong("crdt4j.seed");
        long first = only == null ? 0 : only;
        for (long seed = first; seed < (only == null ? RUNS : only + 1); seed++) {
            Run run = new Run(seed);
            for (int step = 0; step < STEPS; step++) {
                run.step();
                run.checkSomeVersion();
            }
            run.checkAll();
        }
    }

    @Test
    void manyChangesOfOneObject_areOneEntry() {
        ChangeIndex index = new ChangeIndex();
        ObjectEntry<?, ?, ?> object = object("sold");
        ReplicaId origin = ORIGINS.get(0);
        for (long number = 1; number <= 1_000; number++) {
            index.move(origin, number - 1, number, object);
        }
        assertEquals(List.of(object), index.since(VersionVector.empty()));
        assertSame(object, index.at(origin, 1_000));
        assertNull(index.at(origin, 999));
        assertNull(index.at(ORIGINS.get(1), 1));
    }

    @Test
    void emptyIndex_hasNothing() {
        ChangeIndex index = new ChangeIndex();
        index.move(ORIGINS.get(0), 0, 1, object("sold"));
        index.remove(ORIGINS.get(0), 1);
        index.remove(ORIGINS.get(1), 1);
        assertEquals(List.of(), index.since(VersionVector.empty()));
        assertEquals(false, index.reachesBeyond(VersionVector.empty()));
        assertNull(index.at(ORIGINS.get(0), 1));
    }
}
