// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.fleet;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.crdt4j.testkit.proxy.FrameFaults;
import org.jspecify.annotations.Nullable;

/**
 * What happened in a run.
 *
 * @param delivered how many events each site got
 * @param took the whole time, without the start of the processes
 * @param cut what happened while the link was cut; null if there were too few events to cut anything
 * @param settled from the last event until all sites knew all of them
 * @param bytesSent what each site handed to its sockets
 * @param faults what happened to messages between the sites
 * @param disagreements files in which a site differs from the first; empty if all are identical
 */
public record RunResult(
        Map<String, Integer> delivered,
        Duration took,
        @Nullable Cut cut,
        Duration settled,
        Map<String, Long> bytesSent,
        FrameFaults.Counts faults,
        List<String> disagreements) {

    /**
     * The time in which the two sides did not hear each other.
     *
     * @param from the time of the last event before it, in milliseconds since 1970
     * @param to the time of the last event in it, in milliseconds since 1970
     * @param events how many came meanwhile
     * @param healing from the end of the cut until all sites knew everything
     */
    public record Cut(long from, long to, int events, Duration healing) {}

    RunResult withDisagreements(List<String> found) {
        return new RunResult(delivered, took, cut, settled, bytesSent, faults, List.copyOf(found));
    }

    /**
     * All events.
     *
     * @return how many all sites got together
     */
    public int totalDelivered() {
        return delivered.values().stream().mapToInt(Integer::intValue).sum();
    }

    /**
     * All bytes.
     *
     * @return what all sites handed to their sockets
     */
    public long totalBytes() {
        return bytesSent.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Whether all is well.
     *
     * @return whether the files of all sites are identical
     */
    public boolean agreed() {
        return disagreements.isEmpty();
    }
}
