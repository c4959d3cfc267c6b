// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.worst;

import java.util.concurrent.TimeUnit;
import org.crdt4j.benchmarks.subject.Elements;
import org.crdt4j.benchmarks.subject.SetSubject;
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
import org.openjdk.jmh.infra.Blackhole;

/** The same thousand elements were removed and added again a thousand times; benign: added once. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms4g", "-Xmx4g", "-XX:+AlwaysPreTouch"})
public class AddedAgain {

    static final int ELEMENTS = 1_000;
    private static final int ROUNDS = 1_000;

    /** The set. */
    @State(Scope.Thread)
    public static class Churned {

        /** Which set. */
        @Param
        public Shape shape;

        SetSubject set;
        private String[] elements = {};
        private int next;

        /** Fills the set and churns it. */
        @Setup(Level.Trial)
        public void build() {
            elements = Elements.base(ELEMENTS);
            set = set(shape, elements);
        }

        String next() {
            next = (next + 1) % ELEMENTS;
            return elements[next];
        }
    }

    static SetSubject set(Shape shape, String[] elements) {
        SetSubject set = Sets.filled(Sets.empty(shape, 0), elements);
        for (int round = 0; shape == Shape.OURS && round < ROUNDS; round++) {
            for (String element : elements) {
                set.remove(element);
                set.add(element);
            }
        }
        return set;
    }

    /** One element is removed and added. */
    @Benchmark
    public Object addAndRemove(Churned churned, Blackhole deltas) {
        String element = churned.next();
        deltas.consume(churned.set.remove(element));
        return churned.set.add(element);
    }
}
