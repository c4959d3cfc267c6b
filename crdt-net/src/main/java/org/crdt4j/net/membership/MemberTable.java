// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.membership;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.net.message.Rumour;
import org.jspecify.annotations.Nullable;

/** The other members that a node knows of, never more than a fixed number. Not thread-safe. */
final class MemberTable {

    /** A member. */
    static final class Entry {
        private Rumour belief;

        /** Its time to object, while it is suspected. */
        @Nullable
        Suspicion suspicion;

        /** When it was last found to be gone. */
        long goneAt;

        /** Whether this node takes it on itself to find out if the member lives. */
        boolean watched;

        Entry(Rumour belief) {
            this.belief = belief;
        }

        Rumour belief() {
            return belief;
        }

        boolean isPresent() {
            return belief.state().isPresent();
        }
    }

    private final int limit;
    private final Map<ReplicaId, Entry> entries = new TreeMap<>();
    private int present;

    MemberTable(int limit) {
        this.limit = limit;
    }

    @Nullable
    Entry get(ReplicaId member) {
        return entries.get(member);
    }

    Collection<Entry> entries() {
        return entries.values();
    }

    /** How many members take part. */
    int present() {
        return present;
    }

    /** Adds a member, in the place of the one that is gone for longest if there is no other. Returns null if all places are taken. */
    @Nullable
    Entry add(Rumour belief) {
        if (entries.size() >= limit) {
            Entry oldest = entries.values().stream()
                    .filter(entry -> !entry.isPresent())
                    .min(Comparator.comparingLong(entry -> entry.goneAt))
                    .orElse(null);
            if (oldest == null) {
                return null;
            }
            entries.remove(oldest.belief.replica());
        }
        Entry entry = new Entry(belief);
        entries.put(belief.replica(), entry);
        present += entry.isPresent() ? 1 : 0;
        return entry;
    }

    void believe(Entry entry, Rumour belief) {
        present -= entry.isPresent() ? 1 : 0;
        entry.belief = belief;
        present += entry.isPresent() ? 1 : 0;
    }

    /** Removes the members that have been gone since before a time. */
    List<ReplicaId> forget(long before) {
        List<ReplicaId> forgotten = new ArrayList<>();
        entries.values().removeIf(entry -> {
            boolean old = !entry.isPresent() && entry.goneAt <= before;
            if (old) {
                forgotten.add(entry.belief.replica());
            }
            return old;
        });
        return forgotten;
    }

    /** The same for tables that agree on who takes part and in which incarnation; for others most likely another. */
    long hash(Rumour self) {
        long sum = self.state().isPresent() ? hashOf(self) : 0;
        for (Entry entry : entries.values()) {
            sum += entry.isPresent() ? hashOf(entry.belief) : 0;
        }
        return sum;
    }

    private static long hashOf(Rumour belief) {
        long hash =
                belief.replica().id() * 0x9E3779B97F4A7C15L + belief.replica().incarnation();
        hash = (hash ^ (hash >>> 32)) * 0xD6E8FEB86659FD93L + belief.incarnation();
        hash = (hash ^ (hash >>> 32)) * 0xD6E8FEB86659FD93L;
        return hash ^ (hash >>> 32);
    }
}
