// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;

/**
 * The replicas that a delivery knows: those of which something was delivered, or that a pending operation names.
 *
 * @param <O> the operations
 */
final class Origins<O> {

    private final Map<ReplicaId, Origin<O>> known = new HashMap<>();

    /* one that is not known is not remembered either: what is refused changes nothing */
    Origin<O> get(ReplicaId id) {
        Origin<O> origin = known.get(id);
        return origin == null ? new Origin<>(id) : origin;
    }

    /* remembers an origin that get gave since anything was last registered; there must be no other of its identity */
    Origin<O> register(Origin<O> origin) {
        if (origin.delivered == 0) {
            known.putIfAbsent(origin.id, origin);
        }
        return origin;
    }

    /* all of them, ascending */
    Collection<Origin<O>> sorted() {
        return new TreeMap<>(known).values();
    }

    VersionVector delivered() {
        Map<ReplicaId, Long> delivered = new HashMap<>();
        known.forEach((id, origin) -> delivered.put(id, origin.delivered));
        return VersionVector.copyOf(delivered);
    }
}
