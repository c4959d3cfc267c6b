// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.workload;

import java.util.concurrent.TimeUnit;
import org.crdt4j.benchmarks.ours.OurOperationCounter;
import org.crdt4j.benchmarks.subject.CounterSubject;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** W1: one replica of a PN-counter counts up by one and hands out its delta, or its operation. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms4g", "-Xmx4g", "-XX:+AlwaysPreTouch", Contender.JVM_ARGUMENT})
public class W1CounterIncrement {

    /** The counter, which goes on counting over all invocations: its cost does not depend on its value. */
    @State(Scope.Thread)
    public static class Counter {

        /** Whose counter. */
        @Param
        public Contender contender;

        CounterSubject counter;

        /** Starts from zero. */
        @Setup(Level.Trial)
        public void build() {
            counter = contender.library().counter(0, 3);
        }
    }

    /** The same counter by operations, which only this library has. */
    @State(Scope.Thread)
    public static class OperationCounter {

        /** Whose counter. */
        @Param("OURS")
        public Contender contender;

        OurOperationCounter counter;

        /** Starts from zero. */
        @Setup(Level.Trial)
        public void build() {
            counter = new OurOperationCounter();
        }
    }

    /** One increment. */
    @Benchmark
    public Object increment(Counter state) {
        return state.counter.increment();
    }

    /** One increment that hands out its operation, tagged for causal delivery. */
    @Benchmark
    public Object incrementByOperation(OperationCounter state) {
        return state.counter.increment();
    }
}
