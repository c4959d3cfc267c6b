// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.membership;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.crdt4j.causality.ReplicaId;
import org.jspecify.annotations.Nullable;

/** The peers with a link: who they have proven to be, and when they were heard. Not thread-safe. */
final class Sessions {

    /** A peer with a link. */
    static final class Session {
        final String name;
        long lastHeard;

        /** The members of which it believes the same, as far as its present table goes. */
        final Set<ReplicaId> agreed = new HashSet<>();

        /** From when on it may ask for a whole table again. */
        long tableFrom;

        Session(String name, long now) {
            this.name = name;
            lastHeard = now;
            tableFrom = now;
        }
    }

    private final SortedMap<ReplicaId, Session> sessions = new TreeMap<>();

    void open(ReplicaId peer, String name, long now) {
        sessions.put(peer, new Session(name, now));
    }

    void close(ReplicaId peer) {
        sessions.remove(peer);
    }

    @Nullable
    Session get(ReplicaId peer) {
        return sessions.get(peer);
    }

    boolean contains(ReplicaId peer) {
        return sessions.containsKey(peer);
    }

    /** When a peer was last heard; {@link Long#MIN_VALUE} if it has no link. */
    long lastHeard(ReplicaId peer) {
        Session session = sessions.get(peer);
        return session == null ? Long.MIN_VALUE : session.lastHeard;
    }

    Set<ReplicaId> peers() {
        return sessions.keySet();
    }

    /** Up to so many peers at random. */
    List<ReplicaId> choose(int most, Predicate<ReplicaId> eligible, RandomGenerator random) {
        List<ReplicaId> candidates = new ArrayList<>();
        for (ReplicaId peer : sessions.keySet()) {
            if (eligible.test(peer)) {
                candidates.add(peer);
            }
        }
        int chosen = Math.min(most, candidates.size());
        for (int i = 0; i < chosen; i++) {
            int other = i + random.nextInt(candidates.size() - i);
            ReplicaId swapped = candidates.get(i);
            candidates.set(i, candidates.get(other));
            candidates.set(other, swapped);
        }
        return List.copyOf(candidates.subList(0, chosen));
    }
}
