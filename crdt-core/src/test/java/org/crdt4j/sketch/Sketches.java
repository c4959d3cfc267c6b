// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.sketch;

import java.time.Instant;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.crdt.LatticeType;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.ValueChange;

/** Live sketches for tests. */
final class Sketches {

    private Sketches() {}

    static <T extends Sketch> T create(LatticeType<T, Marks, ValueChange<Long>> type) {
        return type.create(ReplicaContext.of(ReplicaId.of(1), new HybridClock(() -> Instant.EPOCH)));
    }
}
