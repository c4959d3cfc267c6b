// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.error.CrdtException;
import org.crdt4j.op.OperationObject;

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
 * @param pendingOperations operations that came and cannot take effect yet, since others did not come
 * @param missingOperations those others; if this does not go back to 0, something is lost
 * @param waiting threads in {@link Replica#await}
 * @param linkedGroups groups of objects that were changed together and therefore travel together; at most 65,536 are remembered
 * @param behind by replica, how many numbers of its events the peer had that told its version last, and this replica had not; what
 *     this replica lacks comes when it pulls, so a number that stays says that answers do not get through
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
        long listenerFailures,
        long pendingOperations,
        long missingOperations,
        int waiting,
        int linkedGroups,
        Map<ReplicaId, Long> behind) {

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
        private VersionVector heard = VersionVector.empty();
        private final Map<String, Long> refused = new TreeMap<>();

        void refused(CrdtException refusal) {
            refused.merge(refusal.getClass().getSimpleName(), 1L, Long::sum);
        }

        /* only the last one, so that nobody can fill the memory with replicas that do not exist */
        void heard(VersionVector versionOfPeer) {
            heard = versionOfPeer;
        }

        private Map<ReplicaId, Long> behind(VersionVector version) {
            Map<ReplicaId, Long> behind = new TreeMap<>();
            heard.forEach((origin, event) -> {
                if (event > version.get(origin)) {
                    behind.put(origin, event - version.get(origin));
                }
            });
            return Collections.unmodifiableMap(behind);
        }

        ReplicaStats stats(ReplicaState state, int waiting) {
            long pending = 0;
            long missing = 0;
            for (OperationObject<?, ?, ?, ?> object : state.operationBased()) {
                if (object.pending() > 0) {
                    pending += object.pending();
                    missing += object.missing().size();
                }
            }
            return new ReplicaStats(
                    state.all().size(),
                    localEvents,
                    pushesApplied,
                    holes,
                    rowsJoined,
                    answersCompleted,
                    scansCompleted,
                    divergences,
                    collected,
                    Map.copyOf(refused),
                    listenerFailures,
                    pending,
                    missing,
                    waiting,
                    state.atomicEvents().all().size(),
                    behind(state.version()));
        }
    }
}
