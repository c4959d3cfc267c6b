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
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** A hundred replicas added the same elements without knowing of each other, so that each element has a hundred dots;
 * benign: each added its share. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms4g", "-Xmx4g", "-XX:+AlwaysPreTouch"})
public class SameElements {

    static final int REPLICAS = 100;
    private static final int BATCH = 50;

    /** Each side knows half of the replicas. */
    @State(Scope.Benchmark)
    public static class Sides {

        /** Which set. */
        @Param
        public Shape shape;

        /** Elements. */
        @Param("1000")
        public int size;

        String[] elements = {};
        SetSubject left;
        Object right = "";

        /** Fills the sides. */
        @Setup(Level.Trial)
        public void build() {
            elements = Elements.base(size);
            left = side(shape, elements, 0);
            right = side(shape, elements, REPLICAS / 2).state();
        }
    }

    /** A fresh left side. */
    @State(Scope.Thread)
    public static class LeftSide {

        SetSubject set;

        /** Copies it before each invocation. */
        @Setup(Level.Invocation)
        public void copy(Sides sides) {
            set = sides.left.copy();
        }
    }

    /** What half of the replicas did, from the first one of them on. */
    static SetSubject side(Shape shape, String[] elements, int first) {
        SetSubject all = Sets.empty(shape, first);
        for (int replica = first; replica < first + REPLICAS / 2; replica++) {
            SetSubject one = Sets.empty(shape, replica);
            for (int i = 0; i < elements.length; i++) {
                if (shape != Shape.BENIGN || i % REPLICAS == replica) {
                    one.add(elements[i]);
                }
            }
            all.join(one.state());
        }
        return all;
    }

    /** The two halves together. */
    @Benchmark
    public Object join(Sides sides, LeftSide left) {
        left.set.join(sides.right);
        return left.set;
    }

    /** Elements that are there are added once more, which makes one dot of many; the figure is for one. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public Object addAgain(Sides sides, LeftSide left, Blackhole deltas) {
        for (int i = 0; i < BATCH; i++) {
            deltas.consume(left.set.add(sides.elements[i * sides.elements.length / (2 * BATCH)]));
        }
        return left.set;
    }
}
