// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.curve;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.crdt4j.benchmarks.subject.Elements;
import org.crdt4j.benchmarks.subject.Library;
import org.crdt4j.benchmarks.subject.MapSubject;
import org.crdt4j.benchmarks.workload.Contender;
import org.crdt4j.causality.DotFun;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.Stamped;
import org.crdt4j.codec.Codec;
import org.crdt4j.crdt.Causal;
import org.crdt4j.map.LastWriterWinsMap;
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

/** A map of 1,000 keys with values of 1 to 64 KiB: what their length costs. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms4g", "-Xmx4g", "-XX:+AlwaysPreTouch"})
public class ValuesCurve {

    private static final int KEYS = 1_000;
    private static final int BATCH = 50;
    private static final int DISTINCT = 16;

    /** The map, and another replica that writes the same keys. */
    @State(Scope.Benchmark)
    public static class Maps {

        /** Whose map. */
        @Param({"OURS", "FLOOR"})
        public Contender contender;

        /** Length of a value. */
        @Param("1024")
        public int bytes;

        MapSubject map;
        private final Codec codec = Codec.standard();
        private final String[] values = new String[DISTINCT];
        private String[] keys = {};
        private MapSubject author;
        private Object delta = "";
        private byte[] encoded = {};
        private int next;

        /** Fills the map. */
        @Setup(Level.Trial)
        public void build() {
            Library library = contender.library();
            keys = Elements.base(KEYS);
            Random random = new Random(7);
            for (int i = 0; i < DISTINCT; i++) {
                values[i] = text(random, bytes);
            }
            map = library.map(0);
            author = library.map(1);
            for (int i = 0; i < KEYS; i++) {
                map.put(keys[i], values[i % DISTINCT]);
            }
            delta = author.putForPeers(keys[0], values[0]);
            encoded = encode();
        }

        private static String text(Random random, int length) {
            StringBuilder text = new StringBuilder(length);
            for (int i = 0; i < length; i++) {
                text.append((char) (' ' + random.nextInt(95)));
            }
            return text.toString();
        }

        String key() {
            next = (next + 1) % KEYS;
            return keys[next];
        }

        String value() {
            return values[next * 7 % DISTINCT];
        }

        String lastKey() {
            return keys[next];
        }

        Object deltaOfAuthor() {
            return author.putForPeers(key(), value());
        }

        @SuppressWarnings("unchecked") // the delta is of a map of strings: build() made it
        byte[] encode() {
            return contender == Contender.OURS
                    ? codec.encode(
                            LastWriterWinsMap.<String, String>type(),
                            (Causal<DotMap<String, DotFun<Stamped<String>>>>) delta)
                    : values[0].getBytes(StandardCharsets.UTF_8);
        }

        Object decode() {
            return contender == Contender.OURS
                    ? codec.decode(LastWriterWinsMap.<String, String>type(), encoded)
                    : new String(encoded, StandardCharsets.UTF_8);
        }
    }

    /** What another replica wrote since the last invocation. */
    @State(Scope.Thread)
    public static class Deltas {

        final Object[] deltas = new Object[BATCH];

        /** Writes it. */
        @Setup(Level.Invocation)
        public void write(Maps maps) {
            for (int i = 0; i < BATCH; i++) {
                deltas[i] = maps.deltaOfAuthor();
            }
        }
    }

    /** A key is overwritten. */
    @Benchmark
    public Object put(Maps maps) {
        return maps.map.put(maps.key(), maps.value());
    }

    /** Another replica's writes; the figure is for one. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public Object apply(Maps maps, Deltas deltas) {
        for (Object delta : deltas.deltas) {
            maps.map.apply(delta);
        }
        return maps.map;
    }

    /** One delta to bytes; for the floor, its value to UTF-8. */
    @Benchmark
    public byte[] encode(Maps maps) {
        return maps.encode();
    }

    /** The bytes as a delta; for the floor, as a value. */
    @Benchmark
    public Object decode(Maps maps) {
        return maps.decode();
    }
}
