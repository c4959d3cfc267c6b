// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.membership;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.crdt4j.causality.ReplicaId;

/**
 * About whom there is news to pass on. It holds names, not rumours: what is sent is what is believed at that moment, so the newest
 * state wins, and one member takes one place. Each piece of news is sent a number of times that grows with the logarithm of the number
 * of members; those sent least often go first. Not thread-safe.
 */
final class RumourQueue {
    private final Map<ReplicaId, Integer> sends = new HashMap<>();
    private final SortedMap<Integer, LinkedHashSet<ReplicaId>> bySends = new TreeMap<>();

    /** How often a piece of news is sent among so many members. */
    static int sendsAmong(int members) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(members);
        return 2 * Math.max(1, bits);
    }

    /** There is news about a member; older news about it is not sent any more. */
    void add(ReplicaId about) {
        remove(about);
        put(about, 0);
    }

    /** Nothing is to be said about a member any more. */
    void remove(ReplicaId about) {
        Integer sent = sends.remove(about);
        if (sent != null) {
            LinkedHashSet<ReplicaId> same = bySends.get(sent);
            if (same != null && same.remove(about) && same.isEmpty()) {
                bySends.remove(sent);
            }
        }
    }

    boolean isEmpty() {
        return sends.isEmpty();
    }

    /** Takes news to be sent once, to one peer. Time is linear in what is taken. */
    List<ReplicaId> take(int most, int members) {
        List<ReplicaId> taken = new ArrayList<>();
        for (LinkedHashSet<ReplicaId> same : bySends.values()) {
            Iterator<ReplicaId> each = same.iterator();
            while (each.hasNext() && taken.size() < most) {
                taken.add(each.next());
            }
        }
        int limit = sendsAmong(members);
        for (ReplicaId about : taken) {
            int sent = sends.getOrDefault(about, 0) + 1;
            remove(about);
            if (sent < limit) {
                put(about, sent);
            }
        }
        return taken;
    }

    private void put(ReplicaId about, int sent) {
        sends.put(about, sent);
        bySends.computeIfAbsent(sent, key -> new LinkedHashSet<>()).add(about);
    }
}
