// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.worst;

import java.util.concurrent.TimeUnit;
import org.crdt4j.benchmarks.ours.OurSetWire;
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

/** Three writers took turns, so that neighbouring rows never share an origin; benign: each wrote a third at once. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms4g", "-Xmx4g", "-XX:+AlwaysPreTouch"})
public class InterleavedWriters {

    /** The set. */
    @State(Scope.Thread)
    public static class Written {

        /** Which set. */
        @Param
        public Shape shape;

        /** Elements in it. */
        @Param("100000")
        public int size;

        Object state = "";
        private byte[] bytes = {};

        /** Fills the set. */
        @Setup(Level.Trial)
        public void build() {
            SetSubject set = set(shape, size);
            state = set.state();
            bytes = shape == Shape.FLOOR ? bytes : encode();
        }

        byte[] encode() {
            return new OurSetWire(state).encode();
        }

        Object decode() {
            return new OurSetWire(state).decode(bytes);
        }
    }

    static SetSubject set(Shape shape, int size) {
        String[] elements = Elements.base(size);
        return shape == Shape.FLOOR
                ? Sets.filled(Sets.empty(shape, 0), elements)
                : Sets.heard(elements, shape == Shape.OURS);
    }

    /** The state as bytes. */
    @Benchmark
    public byte[] encode(Written written) {
        return written.encode();
    }

    /** The bytes as a state. */
    @Benchmark
    public Object decode(Written written) {
        return written.decode();
    }

    /** The whole state into an empty set. */
    @Benchmark
    public Object join(Written written) {
        SetSubject set = Sets.empty(written.shape, 5);
        set.join(written.state);
        return set;
    }
}
