// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.curve;

import java.util.concurrent.TimeUnit;
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

/** What one operation on a set of N elements costs. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms4g", "-Xmx4g", "-XX:+AlwaysPreTouch"})
public class ElementsCurve {

    /** What one invocation adds. */
    @State(Scope.Thread)
    public static class Added {

        String[] batch = {};
        Object[] deltas = {};

        /** Chooses the elements. */
        @Setup(Level.Invocation)
        public void choose(LiveSet live) {
            batch = live.batch();
            deltas = live.deltas(batch);
        }

        /** Takes them away again. */
        @TearDown(Level.Invocation)
        public void forget(LiveSet live) {
            live.forget(batch);
        }
    }

    /** New elements; the figure is for one. */
    @Benchmark
    @OperationsPerInvocation(LiveSet.BATCH)
    public Object add(LiveSet live, Added added, Blackhole deltas) {
        for (String element : added.batch) {
            deltas.consume(live.set.add(element));
        }
        return live.set;
    }

    /** Another replica's deltas; the figure is for one. */
    @Benchmark
    @OperationsPerInvocation(LiveSet.BATCH)
    public Object apply(LiveSet live, Added added) {
        for (Object delta : added.deltas) {
            live.set.apply(delta);
        }
        return live.set;
    }

    /** A present element is looked up. */
    @Benchmark
    public boolean contains(LiveSet live) {
        return live.set.contains(live.present());
    }
}
