// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.workload;

import java.util.concurrent.TimeUnit;
import org.crdt4j.benchmarks.subject.Elements;
import org.crdt4j.benchmarks.subject.MessageWire;
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

/** W7, small: deltas of one change, which are what replicas send most, to bytes and back. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms4g", "-Xmx4g", "-XX:+AlwaysPreTouch"})
public class W7Delta {

    /** The deltas and their bytes. */
    @State(Scope.Thread)
    public static class Deltas {

        /** Whose serializer. */
        @Param
        public MessageFormat format;

        MessageWire add;
        MessageWire increment;
        MessageWire put;
        byte[] addBytes;
        byte[] incrementBytes;
        byte[] putBytes;

        /** Makes the deltas and encodes each once. */
        @Setup(Level.Trial)
        public void build() {
            String[] texts = Elements.base(2);
            add = format.add(texts[0]);
            increment = format.increment();
            put = format.put(texts[0], texts[1]);
            addBytes = add.encode();
            incrementBytes = increment.encode();
            putBytes = put.encode();
        }
    }

    /** The delta of one element added to a set. */
    @Benchmark
    public byte[] encodeAdd(Deltas state) {
        return state.add.encode();
    }

    /** The bytes of one element added to a set. */
    @Benchmark
    public Object decodeAdd(Deltas state) {
        return state.add.decode(state.addBytes);
    }

    /** The delta of one increment of a counter. */
    @Benchmark
    public byte[] encodeIncrement(Deltas state) {
        return state.increment.encode();
    }

    /** The bytes of one increment of a counter. */
    @Benchmark
    public Object decodeIncrement(Deltas state) {
        return state.increment.decode(state.incrementBytes);
    }

    /** The delta of one entry put into a map. */
    @Benchmark
    public byte[] encodePut(Deltas state) {
        return state.put.encode();
    }

    /** The bytes of one entry put into a map. */
    @Benchmark
    public Object decodePut(Deltas state) {
        return state.put.decode(state.putBytes);
    }
}
