// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;

/** Which objects were changed together, so that an answer brings them together. Not thread-safe. */
final class AtomicEvents {

    /* Whoever lacks an event lacks every later one of the same origin. So of the events of one origin on the same objects only the
     * latest is kept. There can still be as many as there are groups of objects; beyond the limit the one that is oldest here is
     * forgotten, and what it joined may come in two messages to a peer that still lacks it. */

    static final int MAX_EVENTS = 1 << 16;

    /**
     * An event on several objects.
     *
     * @param origin whose event
     * @param last its last number
     * @param names the objects, sorted
     */
    record Event(ReplicaId origin, long last, List<String> names) {

        Event {
            names = names.stream().sorted().toList();
        }

        private Group group() {
            return new Group(origin, names);
        }
    }

    private record Group(ReplicaId origin, List<String> names) {}

    /** Objects that have to travel in one message, and why. */
    record Unit(Set<String> names, Set<Event> events) {}

    private final int maxEvents;
    private final Map<Group, Event> latest = new LinkedHashMap<>();
    private final Map<String, Set<Event>> byName = new HashMap<>();

    AtomicEvents(int maxEvents) {
        this.maxEvents = maxEvents;
    }

    boolean isEmpty() {
        return latest.isEmpty();
    }

    Collection<Event> all() {
        return latest.values();
    }

    void add(Event event) {
        Event present = latest.get(event.group());
        if (present != null && present.last >= event.last) {
            return;
        }
        if (present != null) {
            remove(present);
        }
        latest.put(event.group(), event);
        event.names.forEach(name ->
                byName.computeIfAbsent(name, key -> new LinkedHashSet<>()).add(event));
        if (latest.size() > maxEvents) {
            Iterator<Event> oldest = latest.values().iterator();
            remove(oldest.next());
        }
    }

    private void remove(Event event) {
        latest.remove(event.group());
        for (String name : event.names) {
            Set<Event> rest = byName.getOrDefault(name, Set.of());
            rest.remove(event);
            if (rest.isEmpty()) {
                byName.remove(name);
            }
        }
    }

    /** What whoever is at a version has to hear of together with an object: what was changed together, and so on from there. */
    Unit unit(String name, VersionVector seen) {
        Unit unit = new Unit(new LinkedHashSet<>(), new LinkedHashSet<>());
        Deque<String> open = new ArrayDeque<>(List.of(name));
        unit.names.add(name);
        while (!open.isEmpty()) {
            for (Event event : new ArrayList<>(byName.getOrDefault(open.removeFirst(), Set.of()))) {
                if (event.last > seen.get(event.origin) && unit.events.add(event)) {
                    event.names.stream().filter(unit.names::add).forEach(open::addLast);
                }
            }
        }
        return unit;
    }
}
