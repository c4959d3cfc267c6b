// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.ours;

import java.time.InstantSource;
import java.util.SplittableRandom;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.crdt.ReplicaContext;

/** Identities and surroundings of the replicas, the system's clock included. */
public final class OurReplicas {

    private OurReplicas() {}

    /** The same identity for the same number, as random as a real one. */
    public static ReplicaId id(int replica) {
        return ReplicaId.random(new SplittableRandom(replica));
    }

    /** What a type of this library needs to know of its replica. */
    public static ReplicaContext context(ReplicaId id) {
        return ReplicaContext.of(id, new HybridClock(InstantSource.system()));
    }
}
