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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** N strings of one hash code, as an attacker chooses them; benign: strings of as many hash codes. The floor gets the
 * colliding ones too: a plain set sorts them into a tree. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms4g", "-Xmx4g", "-XX:+AlwaysPreTouch"})
public class CollidingKeys {

    private static final int BITS = 17;
    private static final int BATCH = 50;

    /** The set. */
    @State(Scope.Benchmark)
    public static class Keys {

        /** Which keys in which set. */
        @Param
        public Shape shape;

        /** Keys in the set. */
        @Param({"1000", "10000", "100000"})
        public int size;

        String[] keys = {};
        SetSubject full;
        private String[] others = {};
        private SetSubject author;

        /** Fills the set. */
        @Setup(Level.Trial)
        public void build() {
            keys = keys(shape, 0, size);
            others = keys(shape, size, BATCH);
            full = Sets.filled(Sets.empty(shape, 0), keys);
            author = Sets.empty(shape, 1);
        }
    }

    /** Deltas that add other keys. */
    @State(Scope.Thread)
    public static class Deltas {

        final Object[] deltas = new Object[BATCH];

        /** Makes them. */
        @Setup(Level.Invocation)
        public void write(Keys keys) {
            for (int i = 0; i < BATCH; i++) {
                deltas[i] = keys.author.add(keys.others[i]);
                keys.author.remove(keys.others[i]);
            }
        }

        /** Takes the keys out again. */
        @TearDown(Level.Invocation)
        public void forget(Keys keys) {
            for (String key : keys.others) {
                keys.full.remove(key);
            }
        }
    }

    static String[] keys(Shape shape, int from, int count) {
        if (shape == Shape.BENIGN) {
            return from == 0 ? Elements.base(count) : Elements.extra(count);
        }
        String[] keys = new String[count];
        for (int i = 0; i < count; i++) {
            keys[i] = colliding(from + i);
        }
        return keys;
    }

    /** "Aa" and "BB" have one hash code, and so have all strings that are made of as many of them. */
    static String colliding(int number) {
        StringBuilder key = new StringBuilder(2 * BITS);
        for (int bit = 0; bit < BITS; bit++) {
            key.append((number >>> bit & 1) == 0 ? "Aa" : "BB");
        }
        return key.toString();
    }

    /** All adds from the empty set; the figure is for all of them. */
    @Benchmark
    public Object build(Keys keys, Blackhole deltas) {
        SetSubject set = Sets.empty(keys.shape, 0);
        for (String key : keys.keys) {
            deltas.consume(set.add(key));
        }
        return set;
    }

    /** Another replica's deltas; the figure is for one. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public Object apply(Keys keys, Deltas deltas) {
        for (Object delta : deltas.deltas) {
            keys.full.apply(delta);
        }
        return keys.full;
    }
}
