// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.curve;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.crdt4j.benchmarks.ours.OurSetWire;
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
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A set of 10,000 elements to which N replicas added: what the number of replicas costs. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms4g", "-Xmx4g", "-XX:+AlwaysPreTouch"})
public class ReplicasCurve {

    private static final int ELEMENTS = 10_000;
    private static final int CHANGED = 50;

    /** The sets. */
    @State(Scope.Benchmark)
    public static class Sets {

        /** Whose set. */
        @Param({"OURS", "FLOOR"})
        public Contender contender;

        /** Replicas that added to it. */
        @Param("3")
        public int replicas;

        SetSubject left;
        Object right = "";
        Object[] deltas = {};
        private String[] extra = {};

        /** Fills the two sides and lets one replica more add. */
        @Setup(Level.Trial)
        public void build() {
            Library library = contender.library();
            String[] elements = Elements.base(ELEMENTS);
            extra = Elements.extra(3 * CHANGED);
            left = LiveSet.filled(library, elements, replicas);
            SetSubject other = library.set(1);
            other.join(left.state());
            SetSubject author = library.set(replicas);
            deltas = new Object[CHANGED];
            for (int i = 0; i < CHANGED; i++) {
                left.add(extra[i]);
                other.add(extra[CHANGED + i]);
                other.remove(elements[i * 100]);
                deltas[i] = author.add(extra[2 * CHANGED + i]);
            }
            right = other.state();
        }

        byte[] encodedDelta() {
            return contender == Contender.OURS
                    ? new OurSetWire(deltas[0]).encode()
                    : extra[2 * CHANGED].getBytes(StandardCharsets.UTF_8);
        }
    }

    /** A fresh left side. */
    @State(Scope.Thread)
    public static class LeftSide {

        SetSubject set;

        /** Copies it before each invocation. */
        @Setup(Level.Invocation)
        public void copy(Sets sets) {
            set = sets.left.copy();
        }
    }

    /** Another replica's deltas; the figure is for one. */
    @Benchmark
    @OperationsPerInvocation(CHANGED)
    public Object apply(Sets sets, LeftSide left) {
        for (Object delta : sets.deltas) {
            left.set.apply(delta);
        }
        return left.set;
    }

    /** The full state of another replica. */
    @Benchmark
    public Object join(Sets sets, LeftSide left) {
        left.set.join(sets.right);
        return left.set;
    }

    /** One delta to bytes; for the floor, its element to UTF-8. */
    @Benchmark
    public byte[] encodeDelta(Sets sets) {
        return sets.encodedDelta();
    }
}
