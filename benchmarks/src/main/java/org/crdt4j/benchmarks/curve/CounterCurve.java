// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.curve;

import java.util.concurrent.TimeUnit;
import org.crdt4j.benchmarks.workload.CounterScenario;
import org.crdt4j.benchmarks.workload.W2CounterJoin;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** A counter of N replicas. The join is that of W2. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms4g", "-Xmx4g", "-XX:+AlwaysPreTouch"})
public class CounterCurve {

    /** One increment. */
    @Benchmark
    public Object increment(CounterScenario scenario) {
        return scenario.increment();
    }

    /** The states of two replicas, each ahead on every second one. */
    @Benchmark
    @OperationsPerInvocation(W2CounterJoin.COPIES)
    public Object join(CounterScenario scenario, W2CounterJoin.LeftSides left) {
        return new W2CounterJoin().join(scenario, left);
    }
}
