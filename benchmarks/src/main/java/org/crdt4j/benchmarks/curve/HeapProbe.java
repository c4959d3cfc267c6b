// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.curve;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.crdt4j.benchmarks.report.Measure;
import org.crdt4j.benchmarks.report.Results;
import org.crdt4j.benchmarks.subject.Elements;
import org.crdt4j.benchmarks.subject.MapSubject;
import org.crdt4j.benchmarks.subject.SetSubject;
import org.crdt4j.benchmarks.workload.Contender;
import org.crdt4j.benchmarks.workload.CounterScenario;
import org.openjdk.jol.info.GraphLayout;

/** Heap by size: sets and maps beyond what they hold, counters, and one delta more that is retained. Exact, and needs no JMH. */
public final class HeapProbe {

    private static final int[] REPLICAS = {3, 10, 100, 1_000, 10_000};
    private static final int FIRST = 1_000;
    private static final String VALUE = "value-first";

    private final JsonArray entries = new JsonArray();

    private HeapProbe() {}

    /** Arguments: the file to write, the largest size. */
    public static void main(String[] arguments) throws IOException {
        HeapProbe probe = new HeapProbe();
        int largest = Integer.parseInt(arguments[1]);
        for (Contender contender : List.of(Contender.OURS, Contender.FLOOR)) {
            for (int size = FIRST; size <= largest; size *= 10) {
                probe.set(contender, size);
                probe.map(contender, size);
            }
            for (int replicas : REPLICAS) {
                if (replicas <= largest) {
                    probe.counter(contender, replicas);
                }
            }
        }
        Files.writeString(Path.of(arguments[0]), new Gson().toJson(probe.entries));
    }

    private void set(Contender contender, int size) {
        String[] elements = Elements.base(size);
        SetSubject set = LiveSet.filled(contender.library(), elements, 3);
        add(Measure.HEAP_SET, size, contender, beyond(set.retained(), (Object[]) elements));
        if (contender == Contender.OURS) {
            String[] extra = Elements.extra(2);
            add(Measure.HEAP_SET_DELTA, size, contender, oneMore(set.add(extra[0]), set.add(extra[1]), (Object[])
                    extra));
        }
    }

    private void map(Contender contender, int size) {
        String[] keys = Elements.base(size);
        MapSubject map = contender.library().map(0);
        for (String key : keys) {
            map.put(key, VALUE);
        }
        Object[] payload = Arrays.copyOf(keys, size + 1, Object[].class);
        payload[size] = VALUE;
        add(Measure.HEAP_MAP, size, contender, beyond(map.retained(), payload));
        if (contender == Contender.OURS) {
            String[] extra = Elements.extra(2);
            Object first = map.put(extra[0], VALUE);
            add(
                    Measure.HEAP_MAP_DELTA,
                    size,
                    contender,
                    oneMore(first, map.put(extra[1], VALUE), extra[0], extra[1], VALUE));
        }
    }

    private void counter(Contender contender, int replicas) {
        CounterScenario scenario = new CounterScenario();
        scenario.contender = contender;
        scenario.replicas = replicas;
        scenario.build();
        add(
                Measure.HEAP_COUNTER,
                replicas,
                contender,
                GraphLayout.parseInstance(scenario.state()).totalSize());
        if (contender == Contender.OURS) {
            add(Measure.HEAP_COUNTER_DELTA, replicas, contender, oneMore(scenario.increment(), scenario.increment()));
        }
    }

    private void add(Measure measure, int size, Contender contender, long bytes) {
        entries.add(Results.entry(measure, size, contender.name(), bytes));
    }

    /** Bytes reachable from the root and not from the payload. */
    private static long beyond(Object root, Object... payload) {
        return GraphLayout.parseInstance(root).totalSize()
                - GraphLayout.parseInstance(payload).totalSize();
    }

    /** What the second delta takes beside the first one and the payload of both: what all deltas share is not counted. */
    private static long oneMore(Object first, Object second, Object... payload) {
        Object[] before = Arrays.copyOf(payload, payload.length + 2, Object[].class);
        before[payload.length] = first;
        before[payload.length + 1] = first;
        Object[] after = before.clone();
        after[payload.length + 1] = second;
        return GraphLayout.parseInstance(after).totalSize()
                - GraphLayout.parseInstance(before).totalSize();
    }
}
