// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.curve;

import java.util.concurrent.TimeUnit;
import org.crdt4j.benchmarks.subject.Elements;
import org.crdt4j.benchmarks.subject.Library;
import org.crdt4j.benchmarks.subject.SetSubject;
import org.crdt4j.benchmarks.workload.Contender;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The join of two full states of N elements; each side added 0.5 %, the other removed 0.5 %. As W4, with less kept beside,
 * so that ten million elements fit. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms4g", "-Xmx4g", "-XX:+AlwaysPreTouch"})
public class FullJoinCurve {

    private static final int ONE_IN_200 = 200;

    /** The two sides. */
    @State(Scope.Benchmark)
    public static class Sides {

        /** Whose set. */
        @Param({"OURS", "FLOOR"})
        public Contender contender;

        /** Elements in the set. */
        @Param("1000")
        public int size;

        SetSubject left;
        Object right = "";

        /** Fills them. */
        @Setup(Level.Trial)
        public void build() {
            Library library = contender.library();
            String[] elements = Elements.base(size);
            int share = Math.max(1, size / ONE_IN_200);
            String[] extra = Elements.extra(2 * share);
            left = LiveSet.filled(library, elements, 3);
            SetSubject other = library.set(1);
            other.join(left.state());
            for (int i = 0; i < share; i++) {
                left.add(extra[i]);
                other.add(extra[share + i]);
                other.remove(elements[(i * (ONE_IN_200 - 10) + 1) % size]);
            }
            right = other.state();
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

        /** Leaves room for the next copy. */
        @TearDown(Level.Iteration)
        public void release(Sides sides) {
            set = sides.left;
        }
    }

    /** One join. */
    @Benchmark
    public Object join(Sides sides, LeftSide left) {
        left.set.join(sides.right);
        return left.set;
    }
}
