// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.report;

import static org.crdt4j.benchmarks.report.Section.DELIVERY;
import static org.crdt4j.benchmarks.report.Section.ELEMENTS;
import static org.crdt4j.benchmarks.report.Section.HEAP;
import static org.crdt4j.benchmarks.report.Section.REPLICAS;
import static org.crdt4j.benchmarks.report.Section.TREE;
import static org.crdt4j.benchmarks.report.Section.VALUES;
import static org.crdt4j.benchmarks.report.Section.WORKLOADS;
import static org.crdt4j.benchmarks.report.Section.WORST;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a row of the report is about, in the order of the rows: its number, a few words, and how results name it (a
 * benchmark's class and method, or the name of a size). The words are the documentation.
 */
public enum Measure {
    COUNTER_INCREMENT(WORKLOADS, "W1", "counter: one increment", "W1CounterIncrement.increment", Target.absolute(5)),
    COUNTER_OPERATION(
            WORKLOADS, "W1", "counter: one increment as an operation", "W1CounterIncrement.incrementByOperation"),
    COUNTER_JOIN(WORKLOADS, "W2", "counter: join of states of N replicas", "W2CounterJoin.join", Target.timesFloor(2)),
    SET_BUILD(WORKLOADS, "W3", "set: N adds from empty", "W3SetAdd.build", Target.timesFloor(1.3)),
    SET_ADD(WORKLOADS, "W3m", "set: one add at N", "W3SetAdd.addAtSize", Target.timesFloor(1.3)),
    SET_JOIN(WORKLOADS, "W4", "set: join of full states", "W4SetJoin.join", Target.timesFloor(0.5, 100_000)),
    SET_DELTA(WORKLOADS, "W5", "set: one delta at N", "W5SetDelta.apply", Target.timesFloor(1.5)),
    MAP_BUILD(WORKLOADS, "W6", "map: N puts from empty", "W6Map.build", Target.timesFloor(1.5)),
    MAP_PUT(WORKLOADS, "W6", "map: one put at N", "W6Map.putAtSize", Target.timesFloor(1.5)),
    MAP_JOIN(WORKLOADS, "W6", "map: join of full states", "W6Map.join", Target.timesFloor(0.5)),
    MAP_DELTA(WORKLOADS, "W6", "map: one delta at N", "W6Map.apply", Target.timesFloor(1.5)),
    WIRE_ENCODE(WORKLOADS, "W7", "set to bytes", "W7Wire.encode", Target.timesFloor(1.5)),
    WIRE_DECODE(WORKLOADS, "W7", "bytes to set", "W7Wire.decode", Target.timesFloor(1.5)),
    DELTA_ADD_ENCODE(WORKLOADS, "W7", "set: delta of one add to bytes", "W7Delta.encodeAdd"),
    DELTA_ADD_DECODE(WORKLOADS, "W7", "set: bytes to delta of one add", "W7Delta.decodeAdd"),
    DELTA_INCREMENT_ENCODE(WORKLOADS, "W7", "counter: delta of one increment to bytes", "W7Delta.encodeIncrement"),
    DELTA_INCREMENT_DECODE(WORKLOADS, "W7", "counter: bytes to delta of one increment", "W7Delta.decodeIncrement"),
    DELTA_PUT_ENCODE(WORKLOADS, "W7", "map: delta of one put to bytes", "W7Delta.encodePut"),
    DELTA_PUT_DECODE(WORKLOADS, "W7", "map: bytes to delta of one put", "W7Delta.decodePut"),
    TEXTS_ENCODE(WORKLOADS, "W7", "map: 1 MiB of strings of N bytes to bytes", "W7Values.encodeText"),
    TEXTS_DECODE(WORKLOADS, "W7", "map: bytes to 1 MiB of strings of N bytes", "W7Values.decodeText"),
    BINARIES_ENCODE(WORKLOADS, "W7", "map: 1 MiB of byte arrays of N bytes to bytes", "W7Values.encodeBinary"),
    BINARIES_DECODE(WORKLOADS, "W7", "map: bytes to 1 MiB of byte arrays of N bytes", "W7Values.decodeBinary"),
    WIRE_BYTES(WORKLOADS, "W7", "set: bytes", "wire-bytes", Target.absolute(390_000)),
    WIRE_BYTES_COMPRESSED(
            WORKLOADS,
            "W7",
            "set: bytes, compressed by the library",
            "wire-bytes-compressed",
            Target.absolute(225_000)),
    WIRE_BYTES_GZIP(WORKLOADS, "W7", "set: bytes after gzip", "wire-bytes-gzip"),
    SET_HEAP(WORKLOADS, "W8", "set: heap beyond the elements", "set-heap", Target.timesFloor(1)),
    MAP_HEAP(WORKLOADS, "W8", "map: heap beyond keys and values", "map-heap", Target.timesFloor(1)),

    DELIVERY_TIME(DELIVERY, "W9", "time for all operations", "W9Delivery.deliver"),
    DELIVERY_TRACKED(DELIVERY, "W9", "time for all operations, stability tracked", "W9Delivery.deliverAndTrack"),
    DELIVERY_WAITING(DELIVERY, "W9", "operations that wait at most", "delivery-waiting"),
    DELIVERY_HEAP(DELIVERY, "W9", "heap of what waits, beside the operations", "delivery-heap"),

    TREE_SINGLE(TREE, "tree", "one by one", "MovableTreeBenchmark.remote_oneByOne"),
    TREE_BATCHES(TREE, "tree", "a hundred at a time", "MovableTreeBenchmark.remote_inBatches"),
    TREE_OBSERVED(TREE, "tree", "one by one, observed", "MovableTreeBenchmark.remote_observed"),
    TREE_LOCAL(TREE, "tree", "a local move", "MovableTreeBenchmark.local"),

    ELEMENTS_ADD(ELEMENTS, "set", "one add, with its delta", "ElementsCurve.add"),
    ELEMENTS_DELTA(ELEMENTS, "set", "one delta joined in", "ElementsCurve.apply"),
    ELEMENTS_JOIN(ELEMENTS, "set", "join of full states", "FullJoinCurve.join"),
    ELEMENTS_CONTAINS(ELEMENTS, "set", "one contains", "ElementsCurve.contains"),

    REPLICAS_INCREMENT(REPLICAS, "counter", "one increment, with its delta", "CounterCurve.increment"),
    REPLICAS_COUNTER_JOIN(REPLICAS, "counter", "join of full states", "CounterCurve.join"),
    REPLICAS_SET_DELTA(REPLICAS, "set", "one delta into a set of 10,000", "ReplicasCurve.apply"),
    REPLICAS_SET_JOIN(REPLICAS, "set", "join of full states of 10,000", "ReplicasCurve.join"),
    REPLICAS_ENCODE(REPLICAS, "set", "one delta to bytes", "ReplicasCurve.encodeDelta"),

    VALUES_PUT(VALUES, "map", "one put, with its delta", "ValuesCurve.put"),
    VALUES_DELTA(VALUES, "map", "one delta joined in", "ValuesCurve.apply"),
    VALUES_ENCODE(VALUES, "map", "one delta to bytes", "ValuesCurve.encode"),
    VALUES_DECODE(VALUES, "map", "bytes to one delta", "ValuesCurve.decode"),

    HEAP_SET(HEAP, "set", "set of N, beyond the elements", "heap-set"),
    HEAP_MAP(HEAP, "map", "map of N, beyond keys and values", "heap-map"),
    HEAP_COUNTER(HEAP, "counter", "counter of N replicas", "heap-counter"),
    HEAP_SET_DELTA(HEAP, "set", "one retained delta of a set of N", "heap-set-delta"),
    HEAP_MAP_DELTA(HEAP, "map", "one retained delta of a map of N", "heap-map-delta"),
    HEAP_COUNTER_DELTA(HEAP, "counter", "one retained delta, N replicas", "heap-counter-delta"),

    INTERLEAVED_ENCODE(WORST, "writers take turns", "state to bytes", "InterleavedWriters.encode"),
    INTERLEAVED_DECODE(WORST, "writers take turns", "bytes to state", "InterleavedWriters.decode"),
    INTERLEAVED_JOIN(WORST, "writers take turns", "join into an empty set", "InterleavedWriters.join"),
    INTERLEAVED_BYTES(WORST, "writers take turns", "bytes", "interleaved-bytes"),
    REMOVED_JOIN(WORST, "half was removed", "join of full states", "RemoveHeavy.join"),
    REMOVED_BYTES(WORST, "half was removed", "bytes", "removed-bytes"),
    REMOVED_HEAP(WORST, "half was removed", "heap", "removed-heap"),
    AGAIN_PAIR(WORST, "added and removed again", "one add and its removal", "AddedAgain.addAndRemove"),
    AGAIN_BYTES(WORST, "added and removed again", "bytes", "again-bytes"),
    AGAIN_HEAP(WORST, "added and removed again", "heap", "again-heap"),
    OFFLINE_DELTA(WORST, "long offline", "what is missing (deltaSince)", "LongOffline.collect"),
    OFFLINE_JOIN(WORST, "long offline", "what is missing joined in", "LongOffline.join"),
    OFFLINE_BYTES(WORST, "long offline", "bytes of what is missing", "offline-bytes"),
    COLLIDING_ADD(WORST, "equal hash codes", "N adds from empty", "CollidingKeys.build"),
    COLLIDING_DELTA(WORST, "equal hash codes", "one delta at N", "CollidingKeys.apply"),
    SAME_JOIN(WORST, "100 replicas add the same", "join of full states", "SameElements.join"),
    SAME_ADD(WORST, "100 replicas add the same", "one add of such an element", "SameElements.addAgain"),
    SAME_BYTES(WORST, "100 replicas add the same", "bytes", "same-bytes"),
    SAME_HEAP(WORST, "100 replicas add the same", "heap", "same-heap"),
    GAPS_DELTA(WORST, "context with a gap for each element", "one delta joined in", "GappyContext.apply"),
    GAPS_JOIN(WORST, "context with a gap for each element", "join of full states", "GappyContext.join"),
    GAPS_BYTES(WORST, "context with a gap for each element", "bytes", "gaps-bytes"),
    GAPS_HEAP(WORST, "context with a gap for each element", "heap", "gaps-heap");

    private final Section section;
    private final String workload;
    private final String title;
    private final String key;
    private final Target target;

    Measure(Section section, String workload, String title, String key) {
        this(section, workload, title, key, Target.NONE);
    }

    Measure(Section section, String workload, String title, String key, Target target) {
        this.section = section;
        this.workload = workload;
        this.title = title;
        this.key = key;
        this.target = target;
    }

    /** Where it stands. */
    public Section section() {
        return section;
    }

    /** The workload's number, such as {@code W3}; elsewhere the type or the case. */
    public String workload() {
        return workload;
    }

    /** What is measured, in a few words. */
    public String title() {
        return title;
    }

    /** How results name it: a benchmark's class and method, or the name of a size. */
    public String key() {
        return key;
    }

    /** What was promised of it. */
    Target target() {
        return target;
    }

    /** Whether it is a benchmark; otherwise a probe counts it. */
    public boolean isTimed() {
        return key.contains(".");
    }

    /**
     * Whether what was allocated while it was timed is the work's own. Where a fresh copy is made before each invocation,
     * JMH's profiler counts that copy too, and the number says nothing.
     */
    boolean allocatesOnlyItsOwn() {
        return switch (this) {
            case COUNTER_INCREMENT, SET_BUILD, MAP_BUILD, WIRE_ENCODE, WIRE_DECODE -> true;
            default -> false;
        };
    }

    /** The measure of a benchmark by its full name, or of a size by its key. */
    public static Optional<Measure> of(String name) {
        return Arrays.stream(values())
                .filter(measure -> name.equals(measure.key) || name.endsWith("." + measure.key))
                .findFirst();
    }
}
