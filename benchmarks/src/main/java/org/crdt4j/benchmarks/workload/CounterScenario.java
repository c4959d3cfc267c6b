// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.workload;

import org.crdt4j.benchmarks.subject.CounterSubject;
import org.crdt4j.benchmarks.subject.Library;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Two states of one counter, each ahead of the other on every second replica, both up and down. */
@State(Scope.Benchmark)
public class CounterScenario {

    /** Whose counter. */
    @Param
    public Contender contender;

    /** Replicas that have counted. */
    @Param({"3", "64", "1024"})
    public int replicas;

    /** Ahead on even replicas. */
    CounterSubject left;
    /** Ahead on odd replicas. */
    Object right;

    /** Lets every replica count and collects the two states. */
    @Setup(Level.Trial)
    public void build() {
        Library library = contender.library();
        left = library.counter(0, replicas);
        CounterSubject other = library.counter(1, replicas);
        for (int i = 0; i < replicas; i++) {
            CounterSubject replica = library.counter(i, replicas);
            replica.add(100 + i);
            replica.add(-10 - i);
            Object early = replica.state();
            replica.add(7);
            replica.add(-3);
            Object late = replica.state();
            left.join(i % 2 == 0 ? late : early);
            other.join(i % 2 == 0 ? early : late);
        }
        right = other.state();
    }

    /** One increment of the left side. */
    public Object increment() {
        return left.increment();
    }

    /** The left side's state. */
    public Object state() {
        return left.state();
    }

    /** What both states read once joined. */
    long expected() {
        return replicas * (100L - 10 + 7 - 3);
    }
}
