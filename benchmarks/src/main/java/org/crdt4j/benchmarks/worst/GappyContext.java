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

/** Only every second of 2N adds arrived, so that the context has a gap for each element; benign: the first N arrived. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms4g", "-Xmx4g", "-XX:+AlwaysPreTouch"})
public class GappyContext {

    private static final int BATCH = 50;

    /** What arrived and what its author knows. */
    @State(Scope.Benchmark)
    public static class Sides {

        /** Which set. */
        @Param
        public Shape shape;

        /** Elements that arrived. */
        @Param("50000")
        public int size;

        SetSubject left;
        Object right = "";
        final Object[] deltas = new Object[BATCH];

        /** Lets the author add and the reader miss some of it. */
        @Setup(Level.Trial)
        public void build() {
            SetSubject author = Sets.empty(shape, 1);
            left = reader(shape, author, Elements.base(2 * size));
            right = author.state();
            String[] extra = Elements.extra(2 * BATCH);
            for (int i = 0; i < 2 * BATCH; i++) {
                Object delta = author.add(extra[i]);
                if (i % 2 == 1) {
                    deltas[i / 2] = delta;
                }
            }
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

    static SetSubject reader(Shape shape, SetSubject author, String[] elements) {
        SetSubject reader = Sets.empty(shape, 0);
        for (int i = 0; i < elements.length; i++) {
            Object delta = author.add(elements[i]);
            if (shape == Shape.BENIGN ? i < elements.length / 2 : i % 2 == 0) {
                reader.apply(delta);
            }
        }
        return reader;
    }

    /** More deltas with gaps between them; the figure is for one. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public Object apply(Sides sides, LeftSide left) {
        for (Object delta : sides.deltas) {
            left.set.apply(delta);
        }
        return left.set;
    }

    /** The author's full state, which fills all gaps. */
    @Benchmark
    public Object join(Sides sides, LeftSide left) {
        left.set.join(sides.right);
        return left.set;
    }
}
