// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.workload;

import java.util.concurrent.TimeUnit;
import org.crdt4j.benchmarks.subject.MapSubject;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** W6: the life of a last-writer-wins map: puts, full joins, one-key deltas. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms4g", "-Xmx4g", "-XX:+AlwaysPreTouch", Contender.JVM_ARGUMENT})
public class W6Map {

    /** A fresh copy of the full map. */
    @State(Scope.Thread)
    public static class FullMap {

        MapSubject map;

        /** Copies it before each invocation. */
        @Setup(Level.Invocation)
        public void copy(MapScenario scenario) {
            map = scenario.base.copy();
        }

        /** Gives the copy back. */
        @TearDown(Level.Invocation)
        public void release() {
            map.release();
        }
    }

    /** A fresh left side. */
    @State(Scope.Thread)
    public static class LeftSide {

        MapSubject map;

        /** Copies it before each invocation. */
        @Setup(Level.Invocation)
        public void copy(MapScenario scenario) {
            map = scenario.left.copy();
        }

        /** Gives the copy back. */
        @TearDown(Level.Invocation)
        public void release() {
            map.release();
        }
    }

    /** All puts from the empty map; the figure is for all of them. */
    @Benchmark
    public Object build(MapScenario scenario, Blackhole deltas) {
        MapSubject map = scenario.library.map(0);
        for (String key : scenario.keys) {
            deltas.consume(map.put(key, MapScenario.FIRST));
        }
        return scenario.keep(map);
    }

    /** Puts of new keys into a map that is full already; the figure is for one. */
    @Benchmark
    @OperationsPerInvocation(MapScenario.BATCH)
    public Object putAtSize(MapScenario scenario, FullMap full, Blackhole deltas) {
        for (String key : scenario.fresh) {
            deltas.consume(full.map.put(key, MapScenario.FIRST));
        }
        return full.map;
    }

    /** The full state of another replica is joined in; both had overwritten 0.5 %. */
    @Benchmark
    public Object join(MapScenario scenario, LeftSide left) {
        left.map.join(scenario.right);
        return left.map;
    }

    /** One-key deltas of another replica are joined one by one; the figure is for one. */
    @Benchmark
    @OperationsPerInvocation(MapScenario.BATCH)
    public Object apply(MapScenario scenario, FullMap full) {
        for (Object delta : scenario.deltas) {
            full.map.apply(delta);
        }
        return full.map;
    }
}
