// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.report;

import java.util.Arrays;
import java.util.Optional;

/** What a row of the report is about, in the order of the rows. */
public enum Measure {
    /** One increment. */
    COUNTER_INCREMENT("W1", "counter: one increment", "W1CounterIncrement.increment"),
    /** One increment by operation. */
    COUNTER_OPERATION("W1", "counter: one increment as an operation", "W1CounterIncrement.incrementByOperation"),
    /** One join, by number of replicas. */
    COUNTER_JOIN("W2", "counter: join of states of N replicas", "W2CounterJoin.join"),
    /** N adds. */
    SET_BUILD("W3", "set: N adds from empty", "W3SetAdd.build"),
    /** One add. */
    SET_ADD("W3m", "set: one add at N", "W3SetAdd.addAtSize"),
    /** One join. */
    SET_JOIN("W4", "set: join of full states", "W4SetJoin.join"),
    /** One delta. */
    SET_DELTA("W5", "set: one delta at N", "W5SetDelta.apply"),
    /** N puts. */
    MAP_BUILD("W6", "map: N puts from empty", "W6Map.build"),
    /** One put. */
    MAP_PUT("W6", "map: one put at N", "W6Map.putAtSize"),
    /** One join. */
    MAP_JOIN("W6", "map: join of full states", "W6Map.join"),
    /** One delta. */
    MAP_DELTA("W6", "map: one delta at N", "W6Map.apply"),
    /** Encoding. */
    WIRE_ENCODE("W7", "set to bytes", "W7Wire.encode"),
    /** Decoding. */
    WIRE_DECODE("W7", "bytes to set", "W7Wire.decode"),
    /** Encoding of a small delta. */
    DELTA_ADD_ENCODE("W7", "set: delta of one add to bytes", "W7Delta.encodeAdd"),
    /** Decoding of a small delta. */
    DELTA_ADD_DECODE("W7", "set: bytes to delta of one add", "W7Delta.decodeAdd"),
    /** Encoding of a small delta. */
    DELTA_INCREMENT_ENCODE("W7", "counter: delta of one increment to bytes", "W7Delta.encodeIncrement"),
    /** Decoding of a small delta. */
    DELTA_INCREMENT_DECODE("W7", "counter: bytes to delta of one increment", "W7Delta.decodeIncrement"),
    /** Encoding of a small delta. */
    DELTA_PUT_ENCODE("W7", "map: delta of one put to bytes", "W7Delta.encodePut"),
    /** Decoding of a small delta. */
    DELTA_PUT_DECODE("W7", "map: bytes to delta of one put", "W7Delta.decodePut"),
    /** Encoding of great values, by their size. */
    TEXTS_ENCODE("W7", "map: 1 MiB of strings of N bytes to bytes", "W7Values.encodeText"),
    /** Decoding of great values, by their size. */
    TEXTS_DECODE("W7", "map: bytes to 1 MiB of strings of N bytes", "W7Values.decodeText"),
    /** Encoding of great values, by their size. */
    BINARIES_ENCODE("W7", "map: 1 MiB of byte arrays of N bytes to bytes", "W7Values.encodeBinary"),
    /** Decoding of great values, by their size. */
    BINARIES_DECODE("W7", "map: bytes to 1 MiB of byte arrays of N bytes", "W7Values.decodeBinary"),
    /** Encoded size. */
    WIRE_BYTES("W7", "set: bytes", "wire-bytes"),
    /** Encoded size after gzip. */
    WIRE_BYTES_GZIP("W7", "set: bytes after gzip", "wire-bytes-gzip"),
    /** Heap of a set. */
    SET_HEAP("W8", "set: heap beyond the elements", "set-heap"),
    /** Heap of a map. */
    MAP_HEAP("W8", "map: heap beyond keys and values", "map-heap");

    private final String workload;
    private final String title;
    private final String key;

    Measure(String workload, String title, String key) {
        this.workload = workload;
        this.title = title;
        this.key = key;
    }

    /** The workload's number, such as {@code W3}. */
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
    static Optional<Measure> of(String name) {
        return Arrays.stream(values())
                .filter(measure -> name.equals(measure.key) || name.endsWith("." + measure.key))
                .findFirst();
    }
}
