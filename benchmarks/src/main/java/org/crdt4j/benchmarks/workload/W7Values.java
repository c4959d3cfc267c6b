// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.workload;

import java.util.HashMap;
import java.util.Random;
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

/** W7, great: a map of values of N bytes, a million bytes in all, to bytes and back. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms4g", "-Xmx4g", "-XX:+AlwaysPreTouch"})
public class W7Values {

    private static final int TOTAL_BYTES = 1 << 20;
    private static final long SEED = 44;

    /** The maps and their bytes. */
    @State(Scope.Thread)
    public static class Values {

        /** Whose serializer. */
        @Param
        public MessageFormat format;

        /** Bytes of a value. */
        @Param({"1024", "65536"})
        public int size;

        MessageWire text;
        MessageWire binary;
        byte[] textBytes;
        byte[] binaryBytes;

        /** Fills the maps and encodes each once. */
        @Setup(Level.Trial)
        public void build() {
            HashMap<String, Object> texts = new HashMap<>();
            HashMap<String, Object> binaries = new HashMap<>();
            Random random = new Random(SEED);
            for (String key : Elements.base(TOTAL_BYTES / size)) {
                byte[] value = new byte[size];
                random.nextBytes(value);
                binaries.put(key, value);
                texts.put(key, letters(random));
            }
            text = format.map(texts);
            binary = format.map(binaries);
            textBytes = text.encode();
            binaryBytes = binary.encode();
        }

        private String letters(Random random) {
            return random.ints(size, ' ', 0x7F)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
        }
    }

    /** A map of strings. */
    @Benchmark
    public byte[] encodeText(Values state) {
        return state.text.encode();
    }

    /** The bytes of a map of strings. */
    @Benchmark
    public Object decodeText(Values state) {
        return state.text.decode(state.textBytes);
    }

    /** A map of byte arrays. */
    @Benchmark
    public byte[] encodeBinary(Values state) {
        return state.binary.encode();
    }

    /** The bytes of a map of byte arrays. */
    @Benchmark
    public Object decodeBinary(Values state) {
        return state.binary.decode(state.binaryBytes);
    }
}
