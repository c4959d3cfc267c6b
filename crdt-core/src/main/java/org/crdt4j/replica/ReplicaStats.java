// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.Map;
import java.util.TreeMap;
import org.crdt4j.error.CrdtException;

/**
 * What a replica has counted since it was opened.
 *
 * @param objects objects that it knows
 * @param localEvents events that it has made
 * @param pushesApplied fresh events of others that it has applied
 * @param holes fresh events, and parts of objects, that came too early and were left to the next pull
 * @param rowsJoined rows of answers and scans that it has joined
 * @param answersCompleted answers and scans that it has joined whole, after which its version could grow
 * @param scansCompleted the scans among them
 * @param divergences times that a peer of the same version had another content: each is a mistake somewhere
 * @param collected empty objects that it has dropped
 * @param refused refused messages and rows, by the name of the refusal
 * @param listenerFailures listeners that threw
 */
public record ReplicaStats(
        int objects,
        long localEvents,
        long pushesApplied,
        long holes,
        long rowsJoined,
        long answersCompleted,
        long scansCompleted,
        long divergences,
        long collected,
        Map<String, Long> refused,
        long listenerFailures) {

    /** The same, while it is counted. */
    static final class Counters {
        long localEvents;
        long pushesApplied;
        long holes;
        long rowsJoined;
        long answersCompleted;
        long scansCompleted;
        long divergences;
        long collected;
        long listenerFailures;
        private final Map<String, Long> refused = new TreeMap<>();

        void refused(CrdtException refusal) {
            refused.merge(refusal.getClass().getSimpleName(), 1L, Long::sum);
        }

        ReplicaStats stats(int objects) {
            return new ReplicaStats(
                    objects,
                    localEvents,
                    pushesApplied,
                    holes,
                    rowsJoined,
                    answersCompleted,
                    scansCompleted,
                    divergences,
                    collected,
                    Map.copyOf(refused),
                    listenerFailures);
        }
    }
}
