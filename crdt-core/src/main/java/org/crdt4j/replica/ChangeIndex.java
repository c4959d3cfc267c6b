// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;

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

    /** The latest event of an origin, for checks: event by object name. */
    Map<Long, String> events(ReplicaId origin) {
        Map<Long, String> events = new HashMap<>();
        byOrigin.getOrDefault(origin, new TreeMap<>()).forEach((event, entry) -> events.put(event, entry.name()));
        return events;
    }

    /** The origins of which an event is indexed. */
    Set<ReplicaId> origins() {
        return Set.copyOf(byOrigin.keySet());
    }
}
