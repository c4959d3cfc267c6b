// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.jspecify.annotations.Nullable;

/**
 * The replicas that a delivery knows: those of which something was delivered, or that a pending operation names.
 *
 * @param <O> the operations
 */
final class Origins<O> {

    /* Each has an index, by which waiting operations name it. In front of the map stands a table with one place for each hash, in which nearly all
     * are found; identities that collide on purpose lose their places to one another, and are found in the map. */

    private static final int FIRST_CAPACITY = 16;

    private final Map<ReplicaId, Origin<O>> known = new HashMap<>();
    private @Nullable Origin<O>[] byIndex = newArray(FIRST_CAPACITY);
    private @Nullable Origin<O>[] places = newArray(8 * FIRST_CAPACITY);

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static <O> @Nullable Origin<O>[] newArray(int length) {
        return new Origin[length];
    }

    /* one that is not known is not remembered either: what is refused changes nothing */
    Origin<O> get(ReplicaId id) {
        int place = place(id);
        Origin<O> usual = places[place];
        if (usual != null && usual.id.equals(id)) {
            return usual;
        }
        Origin<O> origin = known.get(id);
        if (origin == null) {
            return new Origin<>(id);
        }
        places[place] = origin;
        return origin;
    }

    private int place(ReplicaId id) {
        long mixed = (id.id() + id.incarnation()) * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32) & places.length - 1;
    }

    /* remembers an origin that get gave since anything was last registered; there must be no other of its identity */
    Origin<O> register(Origin<O> origin) {
        if (origin.index < 0) {
            int index = known.size();
            if (index == byIndex.length) {
                byIndex = Arrays.copyOf(byIndex, 2 * index);
                places = newArray(8 * byIndex.length);
            }
            origin.index = index;
            byIndex[index] = origin;
            known.put(origin.id, origin);
        }
        return origin;
    }

    /* one that was registered */
    @SuppressWarnings("NullAway") // indices are given in order, and never taken back
    Origin<O> at(int index) {
        return byIndex[index];
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
