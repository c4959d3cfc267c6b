// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.command;

import java.util.List;
import org.crdt4j.benchmarks.curve.HeapProbe;
import org.crdt4j.benchmarks.delivery.BufferProbe;
import org.crdt4j.benchmarks.workload.AllocationProbe;
import org.crdt4j.benchmarks.workload.SizeProbe;
import org.crdt4j.benchmarks.worst.WorstProbe;

/**
 * A program that counts instead of timing. Its first argument is the file for what it finds.
 *
 * @param title what it counts
 * @param main its class
 * @param arguments what it is told beside the file
 * @param seconds how long it takes, roughly
 */
record Probe(String title, String main, List<String> arguments, double seconds) {

    /** Heap and bytes of all contenders: W7 and W8. */
    static final Probe SIZES = new Probe("bytes and heap", SizeProbe.class.getName(), List.of(), 30);
    /** What one operation allocates. */
    static final Probe ALLOCATION = new Probe("allocated bytes", AllocationProbe.class.getName(), List.of(), 25);
    /** What waits in causal delivery. */
    static final Probe WAITING =
            new Probe("operations that wait", BufferProbe.class.getName(), List.of("" + 100_000), 15);

    /** Heap by size. */
    static Probe heapCurve(int largest) {
        return new Probe("heap by size", HeapProbe.class.getName(), List.of("" + largest), largest / 20_000.0);
    }

    /** Bytes and heap of the worst cases. */
    static Probe worstCases(int size) {
        return new Probe("bytes and heap of the worst cases", WorstProbe.class.getName(), List.of("" + size), 30);
    }
}
