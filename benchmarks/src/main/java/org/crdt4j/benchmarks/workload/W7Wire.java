// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.workload;

import java.util.concurrent.TimeUnit;
import org.crdt4j.benchmarks.subject.Elements;
import org.crdt4j.benchmarks.subject.WireSubject;
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

/** W7: a set of 10,000 strings, element i added by replica i mod 3, to bytes and back. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms4g", "-Xmx4g", "-XX:+AlwaysPreTouch", Contender.JVM_ARGUMENT})
public class W7Wire {

    /** Elements in the set. */
    public static final int SIZE = 10_000;

    /** The set and its bytes. */
    @State(Scope.Thread)
    public static class Wire {

        /** Whose serializer. */
        @Param
        public WireFormat format;

        /** Elements in the set. */
        @Param("" + SIZE)
        public int size;

        WireSubject wire;
        byte[] bytes;

        /** Fills the set and encodes it once. */
        @Setup(Level.Trial)
        public void build() {
            wire = format.wire(Elements.base(size));
            bytes = wire.encode();
        }

        /** Releases the serializer. */
        @TearDown(Level.Trial)
        public void close() {
            wire.close();
        }
    }

    /** The set as bytes. */
    @Benchmark
    public byte[] encode(Wire state) {
        return state.wire.encode();
    }

    /** The bytes as a set. */
    @Benchmark
    public Object decode(Wire state) {
        return state.wire.decode(state.bytes);
    }
}
