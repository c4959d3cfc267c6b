// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.ours;

import java.time.InstantSource;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.op.OpPnCounter;
import org.crdt4j.op.OpReplica;

/** {@link OpPnCounter} with its delivery, at one replica. */
public final class OurOperationCounter {

    private final OpReplica<OpPnCounter, OpPnCounter.Add> replica =
            new OpReplica<>(new OpPnCounter(), OurReplicas.id(0), new HybridClock(InstantSource.system()));

    /** Adds one and returns the operation to be sent. */
    public Object increment() {
        return replica.update(OpPnCounter::increment);
    }

    /** The value that a user reads. */
    public long value() {
        return replica.object().value();
    }
}
