// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.command;

/**
 * What one benchmark at one size is worth.
 *
 * @param forks virtual machines, one after the other; 0 means this one
 * @param warmups iterations that are thrown away
 * @param iterations iterations that count
 * @param millis milliseconds an iteration, at least one invocation
 * @param heapMiB heap of a virtual machine, touched beforehand
 */
record Effort(int forks, int warmups, int iterations, int millis, int heapMiB) {

    /** What starting a virtual machine and JMH in it takes, in seconds. */
    private static final double START = 0.6;
    /** What touching a GiB of heap takes, in seconds. */
    private static final double TOUCH = 0.35;

    /** In this process, once. */
    static final Effort SMOKE = new Effort(0, 0, 1, 5, 0);

    Effort withHeap(int newHeapMiB) {
        return forks == 0 ? this : new Effort(forks, warmups, iterations, millis, newHeapMiB);
    }

    /** How long it takes where an invocation is short, the preparation of the data excluded. */
    double seconds() {
        return Math.max(1, forks) * (warmups + iterations) * millis / 1000.0
                + forks * (START + TOUCH * heapMiB / 1024.0);
    }
}
