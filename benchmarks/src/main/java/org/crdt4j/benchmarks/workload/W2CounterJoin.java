// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.workload;

import java.util.concurrent.TimeUnit;
import org.crdt4j.benchmarks.subject.CounterSubject;
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

/** W2: the join of two PN-counter states, each ahead on every second replica. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms4g", "-Xmx4g", "-XX:+AlwaysPreTouch", Contender.JVM_ARGUMENT})
public class W2CounterJoin {

    /** Joins of one invocation. */
    public static final int COPIES = 64;

    /** Fresh left sides: a second join of the same pair would change nothing. */
    @State(Scope.Thread)
    public static class LeftSides {

        final CounterSubject[] counters = new CounterSubject[COPIES];

        /** Copies them before each invocation. */
        @Setup(Level.Invocation)
        public void copy(CounterScenario scenario) {
            for (int i = 0; i < COPIES; i++) {
                counters[i] = scenario.left.copy();
            }
        }

        /** Gives the copies back. */
        @TearDown(Level.Invocation)
        public void release() {
            for (CounterSubject counter : counters) {
                counter.release();
            }
        }
    }

    /** Joins the right state into each left side. */
    @Benchmark
    @OperationsPerInvocation(COPIES)
    public Object join(CounterScenario scenario, LeftSides left) {
        for (CounterSubject counter : left.counters) {
            counter.join(scenario.right);
        }
        return left.counters;
    }
}
