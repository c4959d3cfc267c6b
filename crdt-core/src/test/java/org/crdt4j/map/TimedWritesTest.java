// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotFun;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.Stamped;
import org.crdt4j.causality.TimedWrites;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.ReplicaContext;
import org.junit.jupiter.api.Test;

/** Writes and joins in columns of numbers, in lock step with those that stores and dots are made for because somebody listens. */
class TimedWritesTest {

    private static final int REPLICAS = 3;
    private static final int MOST_KEYS = 60;

    /** One replica twice: silent, and observed, which makes every step in the general way. */
    private static final class Twins {

        final AtomicLong now;
        final LastWriterWinsMap<Integer, String> silent;
        final LastWriterWinsMap<Integer, String> observed;
        final ReplicaId id;

        Twins(int number, AtomicLong now) {
            this.now = now;
            id = ReplicaId.of(number);
            silent = new LastWriterWinsMap<>(surroundings());
            observed = new LastWriterWinsMap<>(surroundings());
            observed.observe(change -> {});
        }

        private ReplicaContext surroundings() {
            return ReplicaContext.of(id, new HybridClock(() -> Instant.ofEpochMilli(now.get())));
        }

        void assertSame() {
            silent.checkInvariants();
            observed.checkInvariants();
            assertEquals(observed.state(), silent.state());
            assertEquals(observed.size(), silent.size());
            assertEquals(observed.value(), silent.value());
            assertEquals(observed.entries(), silent.entries());
            for (int key = 0; key < MOST_KEYS; key++) {
                assertEquals(observed.get(key), silent.get(key));
            }
        }
    }

    private static Causal<DotMap<Integer, DotFun<Stamped<String>>>> write(
            LastWriterWinsMap<Integer, String> map, int kind, int key, String value, HybridTimestamp time) {
        return switch (kind) {
            case 0, 1, 2 -> map.put(key, value);
            case 3 -> map.remove(key);
            case 4 -> map.put(key, value, time);
            case 5 -> map.remove(key, time);
            case 6 -> map.clear();
            default ->
                map.inOneDelta(() -> {
                    map.put(key, value);
                    map.remove(key + 1);
                    map.put(key + 2, value);
                    map.put(key, value + "!");
                });
        };
    }

    @Property(tries = 250)
    void silentMap_doesWhatAnObservedOneDoes(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        AtomicLong now = new AtomicLong(1_000);
        List<Twins> replicas = new ArrayList<>();
        List<Causal<DotMap<Integer, DotFun<Stamped<String>>>>> deltas = new ArrayList<>();
        for (int number = 0; number < REPLICAS; number++) {
            replicas.add(new Twins(number, now));
        }
        int keys = 1 + random.nextInt(MOST_KEYS - 2);
        for (int step = 0; step < 80; step++) {
            Twins one = replicas.get(random.nextInt(REPLICAS));
            Twins other = replicas.get(random.nextInt(REPLICAS));
            now.addAndGet(random.nextInt(3));
            switch (random.nextInt(8)) {
                case 0 -> joined(one, other.silent.state());
                case 1 -> joined(one, other.silent.deltaSince(VersionVector.of(one.id, Long.MAX_VALUE)));
                case 2 ->
                    joined(one, deltas.isEmpty() ? other.silent.state() : deltas.get(random.nextInt(deltas.size())));
                default -> {
                    int kind = random.nextInt(8);
                    int key = random.nextInt(keys);
                    HybridTimestamp time = HybridTimestamp.of(990 + random.nextInt(100), random.nextInt(2));
                    Causal<DotMap<Integer, DotFun<Stamped<String>>>> delta =
                            write(one.silent, kind, key, "v" + step, time);
                    assertEquals(write(one.observed, kind, key, "v" + step, time), delta);
                    assertEquals(delta.hashCode(), new Causal<>(delta.store(), delta.context()).hashCode());
                    deltas.add(delta);
                }
            }
            one.assertSame();
        }
        compactAll(replicas);
    }

    private static void joined(Twins into, Causal<DotMap<Integer, DotFun<Stamped<String>>>> delta) {
        assertEquals(into.observed.join(delta), into.silent.join(delta));
        assertEquals(false, into.silent.join(delta), "the second time nothing is new");
        into.observed.join(delta);
    }

    /* what was compacted at one is gone from the others as well, and the next write is later than it everywhere */
    private static void compactAll(List<Twins> replicas) {
        replicas.forEach(one -> replicas.forEach(other -> joined(one, other.silent.state())));
        replicas.forEach(one -> replicas.forEach(other -> joined(one, other.silent.state())));
        Twins first = replicas.get(0);
        VersionVector stable = first.silent.state().context().vector();
        first.silent.compact(stable);
        first.observed.compact(stable);
        first.assertSame();
        for (Twins other : replicas) {
            joined(other, first.silent.state());
            other.assertSame();
            assertEquals(other.observed.put(-1, "late"), other.silent.put(-1, "late"));
        }
    }

    @Test
    void iterator_givesPresentKeys_andNoticesEdits() {
        Twins twins = new Twins(1, new AtomicLong(1));
        twins.silent.put(1, "a");
        twins.silent.put(2, "b");
        twins.silent.remove(1);
        Iterator<Map.Entry<Integer, String>> each =
                twins.silent.entries().entrySet().iterator();
        assertEquals(Map.entry(2, "b"), each.next());
        assertThrows(NoSuchElementException.class, each::next);
        Iterator<Map.Entry<Integer, String>> late =
                twins.silent.entries().entrySet().iterator();
        twins.silent.put(3, "c");
        assertThrows(ConcurrentModificationException.class, late::next);
    }

    @Test
    void functionsOfOtherValues_standBesideTimedWrites() {
        DotFun<Object> timed = DotFun.of(dot(1), new Stamped<>(HybridTimestamp.of(1, 0), "x"));
        DotFun<Object> plain = DotFun.of(dot(2), "y");
        DotMap<String, DotFun<Object>> map = DotMap.of(List.of("a", "b"), List.of(timed, plain), false);
        assertEquals(timed, map.get("a"));
        assertEquals(plain, map.get("b"));
        assertEquals(CausalContext.of(dot(1), dot(2)), CausalContext.of(map));
    }

    @Test
    void contextOfTwoEvents_isThatOfTheirDots() {
        for (int one = 1; one <= 3; one++) {
            for (int other = 1; other <= 3; other++) {
                for (int replica = 8; replica <= 10; replica++) {
                    Dot second = new Dot(ReplicaId.of(replica), other);
                    assertEquals(
                            CausalContext.of(dot(one), second),
                            CausalContext.of(ReplicaId.of(9), one, second.replica(), other));
                }
            }
        }
        assertThrows(IllegalArgumentException.class, () -> CausalContext.of(ReplicaId.of(1), 0, ReplicaId.of(2), 1));
    }

    @Test
    void placeOfAKey_tellsWhatIsThere() {
        Twins twins = new Twins(1, new AtomicLong(5));
        twins.silent.put(1, "a");
        DotMap<Integer, DotFun<Stamped<String>>> map = twins.silent.frozenStore();
        assertEquals("a", TimedWrites.value(map, 1));
        assertEquals(null, TimedWrites.value(map, 2));
        assertEquals(null, TimedWrites.value(map, null));
        assertEquals(1, TimedWrites.present(map));
    }

    private static Dot dot(long counter) {
        return new Dot(ReplicaId.of(9), counter);
    }
}
