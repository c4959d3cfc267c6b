// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.worst;

import java.util.concurrent.TimeUnit;
import org.crdt4j.benchmarks.ours.OurReplicas;
import org.crdt4j.benchmarks.subject.Elements;
import org.crdt4j.benchmarks.subject.SetSubject;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.DotSet;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Causal;
import org.crdt4j.set.AddWinsSet;
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

/** A replica of 100,000 elements missed N updates and gets what it missed; benign: it gets the whole state instead. The floor
 * adds the missing elements to a plain set. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms4g", "-Xmx4g", "-XX:+AlwaysPreTouch"})
public class LongOffline {

    private static final int KNOWN = 100_000;

    /** The replica that was away and the one that stayed. */
    @State(Scope.Benchmark)
    public static class Sides {

        /** Which set. */
        @Param
        public Shape shape;

        /** Updates that were missed. */
        @Param("100000")
        public int size;

        SetSubject away;
        Object missing = "";
        private AddWinsSet<String> stayed;
        private VersionVector seen = VersionVector.empty();

        /** Lets one replica go on while the other is away. */
        @Setup(Level.Trial)
        public void build() {
            String[] missed = Elements.extra(size);
            away = Sets.filled(Sets.empty(shape, 1), Elements.base(KNOWN));
            if (shape == Shape.FLOOR) {
                missing = Sets.filled(Sets.empty(shape, 2), missed).state();
            } else {
                stayed = stayed(away.state());
                seen = stayed.state().context().vector();
                for (String element : missed) {
                    stayed.add(element);
                }
                missing = collect();
            }
        }

        Object collect() {
            return shape == Shape.OURS ? stayed.deltaSince(seen) : stayed.state();
        }
    }

    @SuppressWarnings("unchecked") // states of our sets of strings are of this type
    static AddWinsSet<String> stayed(Object state) {
        AddWinsSet<String> stayed = new AddWinsSet<>(OurReplicas.context(OurReplicas.id(2)));
        stayed.join((Causal<DotMap<String, DotSet>>) state);
        return stayed;
    }

    /** A fresh copy of the replica that was away. */
    @State(Scope.Thread)
    public static class Back {

        SetSubject set;

        /** Copies it before each invocation. */
        @Setup(Level.Invocation)
        public void copy(Sides sides) {
            set = sides.away.copy();
        }
    }

    /** What is missing is collected. */
    @Benchmark
    public Object collect(Sides sides) {
        return sides.collect();
    }

    /** What is missing is joined. */
    @Benchmark
    public Object join(Sides sides, Back back) {
        back.set.join(sides.missing);
        return back.set;
    }
}
