// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.decision;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a version vector costs: one counter advanced (copy, in place, hash map), a snapshot, and the join of two vectors
 * that know the same replicas, each ahead on every other one.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class VectorCostBenchmark {

    private static final int COPIES = 64;

    /** The vectors, and a fixed random order in which replicas speak. */
    @State(Scope.Benchmark)
    public static class Vectors {

        /** Replicas that each vector knows. */
        @Param({"3", "64", "1000"})
        public int replicas;

        final Id[] speakers = new Id[1024];
        Id[] ids = {};
        SortedVector even = new SortedVector(new Id[0], new long[0]);
        SortedVector odd = even;
        Map<Id, Long> evenMap = Map.of();
        Map<Id, Long> oddMap = Map.of();
        private int turn;
        private long counter = 1_000;

        /** Builds both vectors and checks that both forms of the join agree. */
        @Setup(Level.Trial)
        public void build() {
            ids = Id.sorted(replicas, 7);
            even = vector(0);
            odd = vector(1);
            evenMap = map(0);
            oddMap = map(1);
            Random order = new Random(11);
            for (int i = 0; i < speakers.length; i++) {
                speakers[i] = ids[order.nextInt(replicas)];
            }
            check();
        }

        Id speaker() {
            turn = (turn + 1) & (speakers.length - 1);
            return speakers[turn];
        }

        long next() {
            return ++counter;
        }

        private void check() {
            SortedVector joined = even.joined(odd);
            Map<Id, Long> joinedMap = new HashMap<>(evenMap);
            oddMap.forEach((id, counter) -> joinedMap.merge(id, counter, Math::max));
            for (Id id : ids) {
                if (joined.get(id) != 107 || joinedMap.getOrDefault(id, 0L) != 107) {
                    throw new IllegalStateException("the joins disagree at " + id);
                }
            }
        }

        private SortedVector vector(int ahead) {
            long[] counters = new long[replicas];
            for (int i = 0; i < replicas; i++) {
                counters[i] = counter(i, ahead);
            }
            return new SortedVector(ids, counters);
        }

        private Map<Id, Long> map(int ahead) {
            Map<Id, Long> map = new HashMap<>();
            for (int i = 0; i < replicas; i++) {
                map.put(ids[i], counter(i, ahead));
            }
            return map;
        }

        private static long counter(int replica, int ahead) {
            return (replica & 1) == ahead ? 107 : 100;
        }
    }

    /** Fresh copies for joins in place: the second join of the same pair would change nothing. */
    @State(Scope.Thread)
    public static class Copies {

        final SortedVector[] vectors = new SortedVector[COPIES];

        /** Copies before each invocation; an invocation joins all of them. */
        @Setup(Level.Invocation)
        public void copy(Vectors vectors) {
            for (int i = 0; i < COPIES; i++) {
                this.vectors[i] = vectors.even.snapshot();
            }
        }
    }

    /** As {@link Copies}, hash maps. */
    @State(Scope.Thread)
    public static class MapCopies {

        final java.util.List<Map<Id, Long>> maps = new java.util.ArrayList<>();

        /** Copies before each invocation. */
        @Setup(Level.Invocation)
        public void copy(Vectors vectors) {
            maps.clear();
            for (int i = 0; i < COPIES; i++) {
                maps.add(new HashMap<>(vectors.evenMap));
            }
        }
    }

    /** Advances one counter of an immutable vector. */
    @Benchmark
    public SortedVector advance_immutable(Vectors vectors) {
        vectors.even = vectors.even.with(vectors.speaker(), vectors.next());
        return vectors.even;
    }

    /** Advances one counter in place. */
    @Benchmark
    public SortedVector advance_inPlace(Vectors vectors) {
        vectors.even.advance(vectors.speaker(), vectors.next());
        return vectors.even;
    }

    /** Advances one counter of a hash map in place. */
    @Benchmark
    public Map<Id, Long> advance_hashMap(Vectors vectors) {
        vectors.evenMap.put(vectors.speaker(), vectors.next());
        return vectors.evenMap;
    }

    /** An immutable copy of a mutable vector. */
    @Benchmark
    public SortedVector snapshot_array(Vectors vectors) {
        return vectors.even.snapshot();
    }

    /** A copy of a hash map. */
    @Benchmark
    public Map<Id, Long> snapshot_hashMap(Vectors vectors) {
        return new HashMap<>(vectors.evenMap);
    }

    /** Joins two immutable vectors into a third. */
    @Benchmark
    public SortedVector join_immutable(Vectors vectors) {
        return vectors.even.joined(vectors.odd);
    }

    /** Joins a vector into another in place. */
    @Benchmark
    @OperationsPerInvocation(COPIES)
    public SortedVector[] join_inPlace(Vectors vectors, Copies copies) {
        for (SortedVector vector : copies.vectors) {
            vector.join(vectors.odd);
        }
        return copies.vectors;
    }

    /** Joins a hash map into another in place. */
    @Benchmark
    @OperationsPerInvocation(COPIES)
    public Object join_hashMap(Vectors vectors, MapCopies copies) {
        for (Map<Id, Long> map : copies.maps) {
            vectors.oddMap.forEach((id, counter) -> map.merge(id, counter, Math::max));
        }
        return copies.maps;
    }
}
