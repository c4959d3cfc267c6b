// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.jspecify.annotations.Nullable;

/**
 * Which objects changed since a version: of each origin and object the latest event. Memory is bounded by objects, not by events.
 */
final class ChangeIndex {

    private final Map<ReplicaId, NavigableMap<Long, ObjectEntry<?, ?, ?>>> byOrigin = new TreeMap<>();

    /** Notes an object's latest event of an origin in place of the one before. */
    void move(ReplicaId origin, long before, long after, ObjectEntry<?, ?, ?> entry) {
        NavigableMap<Long, ObjectEntry<?, ?, ?>> events = byOrigin.computeIfAbsent(origin, key -> new TreeMap<>());
        if (before > 0) {
            events.remove(before);
        }
        events.put(after, entry);
    }

    /** Forgets an object. */
    void remove(ReplicaId origin, long event) {
        NavigableMap<Long, ObjectEntry<?, ?, ?>> events = byOrigin.get(origin);
        if (events != null) {
            events.remove(event);
            if (events.isEmpty()) {
                byOrigin.remove(origin);
            }
        }
    }

    /** The objects that changed since a version, each once, oldest event of the first origin first. */
    List<ObjectEntry<?, ?, ?>> since(VersionVector seen) {
        Set<ObjectEntry<?, ?, ?>> changed = new LinkedHashSet<>();
        byOrigin.forEach((origin, events) ->
                changed.addAll(events.tailMap(seen.get(origin), false).values()));
        return new ArrayList<>(changed);
    }

    /** Whether any object has changed after a version. */
    boolean reachesBeyond(VersionVector seen) {
        for (Map.Entry<ReplicaId, NavigableMap<Long, ObjectEntry<?, ?, ?>>> events : byOrigin.entrySet()) {
            if (events.getValue().lastKey() > seen.get(events.getKey())) {
                return true;
            }
        }
        return false;
    }

    /** The object whose latest event of an origin has this number. */
    @Nullable
    ObjectEntry<?, ?, ?> at(ReplicaId origin, long event) {
        NavigableMap<Long, ObjectEntry<?, ?, ?>> events = byOrigin.get(origin);
        return events == null ? null : events.get(event);
    }
}
