// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.warehouse;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happened in a run.
 *
 * @param movements how many each region booked
 * @param took the whole time, without the start of the processes
 * @param cut what happened while the link was cut; null if there were too few movements to cut anything
 * @param settled from the last movement until all regions knew all of them
 * @param corrections how many corrections each region noted, all at the same time
 * @param bytesSent what each region handed to its sockets
 * @param disagreements files in which a region differs from the first; empty if all are identical
 */
record RunResult(
        Map<SalesRegion, Integer> movements,
        Duration took,
        @Nullable Cut cut,
        Duration settled,
        Map<SalesRegion, Integer> corrections,
        Map<SalesRegion, Long> bytesSent,
        List<String> disagreements) {

    /**
     * The time in which the two sides did not hear each other.
     *
     * @param from recorded time of the last movement before it
     * @param to recorded time of the last movement in it
     * @param movements how many were booked meanwhile
     * @param oversold articles below zero at its end, all movements taken together
     * @param unnoticed those of them that every region still took for available
     * @param healing from the end of the cut until all regions knew everything
     */
    record Cut(LocalDateTime from, LocalDateTime to, int movements, int oversold, int unnoticed, Duration healing) {}

    RunResult withDisagreements(List<String> found) {
        return new RunResult(movements, took, cut, settled, corrections, bytesSent, List.copyOf(found));
    }

    int totalMovements() {
        return movements.values().stream().mapToInt(Integer::intValue).sum();
    }

    long totalBytes() {
        return bytesSent.values().stream().mapToLong(Long::longValue).sum();
    }

    boolean agreed() {
        return disagreements.isEmpty();
    }
}
