// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.workload;

import java.util.concurrent.TimeUnit;
import org.crdt4j.benchmarks.subject.SetSubject;
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

/** W3: distinct adds to a set, one at a time, each handing out its delta. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms4g", "-Xmx4g", "-XX:+AlwaysPreTouch", Contender.JVM_ARGUMENT})
public class W3SetAdd {

    /** A fresh copy of the full set. */
    @State(Scope.Thread)
    public static class FullSet {

        SetSubject set;

        /** Copies it before each invocation. */
        @Setup(Level.Invocation)
        public void copy(SetScenario scenario) {
            set = scenario.base.copy();
        }

        /** Gives the copy back. */
        @TearDown(Level.Invocation)
        public void release() {
            set.release();
        }
    }

    /** All adds from the empty set; the figure is for all of them. */
    @Benchmark
    public Object build(SetScenario scenario, Blackhole deltas) {
        SetSubject set = scenario.library.set(0);
        for (String element : scenario.elements) {
            deltas.consume(set.add(element));
        }
        return scenario.keep(set);
    }

    /** Adds to a set that is full already; the figure is for one. */
    @Benchmark
    @OperationsPerInvocation(SetScenario.BATCH)
    public Object addAtSize(SetScenario scenario, FullSet full, Blackhole deltas) {
        for (String element : scenario.fresh) {
            deltas.consume(full.set.add(element));
        }
        return full.set;
    }
}
