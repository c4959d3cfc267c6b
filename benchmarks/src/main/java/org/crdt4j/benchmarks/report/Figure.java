// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.report;

/**
 * One measured value.
 *
 * @param measure what was measured
 * @param size elements, keys or replicas; 0 where the workload has no size
 * @param contender who was measured, as the benchmarks name them
 * @param value nanoseconds or bytes
 * @param error half of the 99.9 % confidence interval; not a number where one sample was taken or the value is exact
 * @param unit what the value counts
 * @param allocated bytes allocated an operation; not a number where it was not measured
 */
public record Figure(
        Measure measure, int size, String contender, double value, double error, Unit unit, double allocated) {

    /** What a value counts. */
    public enum Unit {
        /** Time. */
        NANOSECONDS,
        /** Memory or message size. */
        BYTES
    }

    /** An exact number of bytes. */
    public static Figure bytes(Measure measure, int size, String contender, long bytes) {
        return new Figure(measure, size, contender, bytes, Double.NaN, Unit.BYTES, Double.NaN);
    }
}
