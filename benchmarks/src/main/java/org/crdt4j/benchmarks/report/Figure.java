// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.report;

/**
 * One measured value.
 *
 * @param measure what was measured
 * @param size elements, keys or replicas; 0 where the workload has no size
 * @param contender who was measured, as the benchmarks name them
 * @param value nanoseconds or bytes: the median of the iterations of all forks, which a burst of other work on the machine hardly
 *     moves
 * @param low the smallest iteration
 * @param high the largest iteration
 * @param unit what the value counts
 * @param allocated bytes allocated an operation; not a number where it was not measured
 */
public record Figure(
        Measure measure,
        int size,
        String contender,
        double value,
        double low,
        double high,
        Unit unit,
        double allocated) {

    /** What a value counts. */
    public enum Unit {
        /** Time. */
        NANOSECONDS,
        /** Memory or message size. */
        BYTES,
        /** Things. */
        COUNT
    }

    /** An exact number of bytes. */
    public static Figure bytes(Measure measure, int size, String contender, long bytes) {
        return new Figure(measure, size, contender, bytes, bytes, bytes, Unit.BYTES, Double.NaN);
    }

    /** The value with its unit and spread, as a person reads it. */
    public String inWords() {
        return Quantity.of(this);
    }
}
