// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;

/**
 * The other replicas of which something was delivered that no operation of this replica depends on yet.
 *
 * @param <O> the operations
 */
final class News<O> {

    private final Origin<O> self;
    private final List<Origin<O>> origins = new ArrayList<>();

    News(Origin<O> self) {
        this.self = self;
    }

    void add(Origin<O> origin) {
        if (!origin.isNews && origin != self) {
            origin.isNews = true;
            origins.add(origin);
        }
    }

    /* what the next operation will depend on */
    VersionVector dependencies() {
        Map<ReplicaId, Long> dependencies = new HashMap<>();
        origins.forEach(origin -> dependencies.put(origin.id, origin.delivered));
        return VersionVector.copyOf(dependencies);
    }

    void clear() {
        origins.forEach(origin -> origin.isNews = false);
        origins.clear();
    }

    /* an operation of this replica depends on these already */
    void drop(VersionVector dependencies) {
        origins.removeIf(origin -> {
            origin.isNews = origin.delivered > dependencies.get(origin.id);
            return !origin.isNews;
        });
    }
}
