// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.worst;

import java.util.HashSet;
import java.util.Set;
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

/** The other side removed every second element; benign: it removed 0.5 %. The floor removes the same from a plain set. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms4g", "-Xmx4g", "-XX:+AlwaysPreTouch"})
public class RemoveHeavy {

    /** The sides. */
    @State(Scope.Benchmark)
    public static class Sides {

        /** Which set. */
        @Param
        public Shape shape;

        /** Elements before the removal. */
        @Param("100000")
        public int size;

        SetSubject left;
        SetSubject right;
        Set<String> removed = Set.of();

        /** Fills the sides. */
        @Setup(Level.Trial)
        public void build() {
            String[] elements = Elements.base(size);
            left = Sets.filled(Sets.empty(shape, 0), elements);
            right = Sets.empty(shape, 1);
            right.join(left.state());
            removed = new HashSet<>();
            int stride = shape == Shape.BENIGN ? 200 : 2;
            for (int i = 0; i < size; i += stride) {
                right.remove(elements[i]);
                removed.add(elements[i]);
            }
        }
    }

    /** A fresh left side. */
    @State(Scope.Thread)
    public static class LeftSide {

        SetSubject set;
        Object right = "";

        /** Copies it before each invocation. */
        @Setup(Level.Invocation)
        public void copy(Sides sides) {
            set = sides.left.copy();
            right = sides.right.state();
        }
    }

    /** The removals come with the other side's full state. */
    @Benchmark
    public Object join(Sides sides, LeftSide left) {
        if (sides.shape == Shape.FLOOR) {
            for (String element : sides.removed) {
                left.set.remove(element);
            }
        } else {
            left.set.join(left.right);
        }
        return left.set;
    }
}
