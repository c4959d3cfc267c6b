// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.workload;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.crdt4j.benchmarks.report.Measure;
import org.crdt4j.benchmarks.report.Results;
import org.openjdk.jmh.infra.Blackhole;

/** Bytes that one operation allocates where JMH's profiler would count the copy made before it too. Counted by the virtual
 * machine around the operations, after enough of them that they are compiled. */
public final class AllocationProbe {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int SMALL = 1_000;
    private static final int LARGE = 100_000;
    private static final int SMALL_ROUNDS = 400;
    private static final int LARGE_ROUNDS = 12;
    private static final int JOINS = 200;
    private static final Blackhole NOTHING = new Blackhole(
            "Today's password is swordfish. I understand instantiating Blackholes directly is dangerous.");

    private final JsonArray entries = new JsonArray();

    private AllocationProbe() {}

    /** Argument: the file to write. */
    public static void main(String[] arguments) throws IOException {
        AllocationProbe probe = new AllocationProbe();
        for (Contender contender : List.of(Contender.OURS, Contender.FLOOR)) {
            probe.counters(contender);
            probe.sets(contender, SMALL, SMALL_ROUNDS);
            probe.sets(contender, LARGE, LARGE_ROUNDS);
            probe.maps(contender, SMALL, SMALL_ROUNDS);
            probe.maps(contender, LARGE, LARGE_ROUNDS);
        }
        Files.writeString(Path.of(arguments[0]), new Gson().toJson(probe.entries));
    }

    private void counters(Contender contender) {
        for (int replicas : new int[] {3, 64, 1024}) {
            CounterScenario scenario = new CounterScenario();
            scenario.contender = contender;
            scenario.replicas = replicas;
            scenario.build();
            W2CounterJoin.LeftSides left = new W2CounterJoin.LeftSides();
            W2CounterJoin join = new W2CounterJoin();
            add(
                    Measure.COUNTER_JOIN,
                    replicas,
                    contender,
                    W2CounterJoin.COPIES,
                    JOINS,
                    () -> left.copy(scenario),
                    () -> join.join(scenario, left));
        }
    }

    private void sets(Contender contender, int size, int rounds) {
        SetScenario scenario = new SetScenario();
        scenario.contender = contender;
        scenario.size = size;
        scenario.build();
        W3SetAdd.FullSet full = new W3SetAdd.FullSet();
        W3SetAdd adds = new W3SetAdd();
        add(
                Measure.SET_ADD,
                size,
                contender,
                SetScenario.BATCH,
                rounds,
                () -> full.copy(scenario),
                () -> adds.addAtSize(scenario, full, NOTHING));
        W5SetDelta.FullSet grown = new W5SetDelta.FullSet();
        W5SetDelta deltas = new W5SetDelta();
        add(
                Measure.SET_DELTA,
                size,
                contender,
                SetScenario.BATCH,
                rounds,
                () -> grown.copy(scenario),
                () -> deltas.apply(scenario, grown));
        W4SetJoin.LeftSide left = new W4SetJoin.LeftSide();
        W4SetJoin join = new W4SetJoin();
        add(Measure.SET_JOIN, size, contender, 1, rounds, () -> left.copy(scenario), () -> join.join(scenario, left));
    }

    private void maps(Contender contender, int size, int rounds) {
        MapScenario scenario = new MapScenario();
        scenario.contender = contender;
        scenario.size = size;
        scenario.build();
        W6Map work = new W6Map();
        W6Map.FullMap full = new W6Map.FullMap();
        add(
                Measure.MAP_PUT,
                size,
                contender,
                MapScenario.BATCH,
                rounds,
                () -> full.copy(scenario),
                () -> work.putAtSize(scenario, full, NOTHING));
        add(
                Measure.MAP_DELTA,
                size,
                contender,
                MapScenario.BATCH,
                rounds,
                () -> full.copy(scenario),
                () -> work.apply(scenario, full));
        W6Map.LeftSide left = new W6Map.LeftSide();
        add(Measure.MAP_JOIN, size, contender, 1, rounds, () -> left.copy(scenario), () -> work.join(scenario, left));
    }

    /** The median of the later half of the rounds. */
    private void add(
            Measure measure,
            int size,
            Contender contender,
            int operations,
            int rounds,
            Runnable preparation,
            Supplier<Object> work) {
        long[] counts = new long[rounds];
        for (int round = 0; round < rounds; round++) {
            preparation.run();
            long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
            Object result = work.get();
            counts[round] =
                    THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
            NOTHING.consume(result);
        }
        long[] later = Arrays.copyOfRange(counts, rounds / 2, rounds);
        Arrays.sort(later);
        entries.add(Results.allocated(measure, size, contender.name(), later[later.length / 2] / operations));
    }
}
