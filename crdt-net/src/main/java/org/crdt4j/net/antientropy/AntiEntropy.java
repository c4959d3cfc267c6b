// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.antientropy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.crdt4j.causality.ReplicaId;

/**
 * Decides who gets a digest when. A digest says what a replica has; the peer answers only if it has something else. So a digest makes
 * good whatever was lost, at the price of a few dozen bytes where nothing was.
 *
 * <p>Each round goes to a random peer and to the one that was compared least recently: randomness spreads news in a logarithmic number
 * of rounds, the second choice bounds how long any one pair can stay apart. While nothing changes the interval doubles up to a
 * maximum; any change brings it back. Every interval is jittered by a fifth, so that nodes do not fall into step.
 *
 * <p>A peer in the middle of an answer is left alone: a second digest would only ask for the same again.
 *
 * <p>Not thread-safe. Times are in nanoseconds. Epidemic anti-entropy is due to Demers et al., "Epidemic algorithms for replicated
 * database maintenance", 1987.
 */
public final class AntiEntropy {

    /**
     * How often.
     *
     * @param interval between rounds while things change
     * @param most between rounds when nothing has changed for long
     * @param answer how long a peer that is answering may pause before it gets a digest again
     */
    public record Pace(long interval, long most, long answer) {

        /** Checks that there are rounds. */
        public Pace {
            if (interval <= 0 || most < interval || answer <= 0) {
                throw new IllegalArgumentException(
                        "no such pace: every " + interval + " to " + most + " ns, answers " + answer);
            }
        }
    }

    private static final class Peer {
        private final ReplicaId id;
        private long compared;
        private long answeringUntil;

        Peer(ReplicaId id, long now) {
            this.id = id;
            compared = now;
            answeringUntil = now;
        }
    }

    private final Pace pace;
    private final RandomGenerator random;
    private final SortedMap<ReplicaId, Peer> peers = new TreeMap<>();
    private long interval;
    private long dueAt;

    /**
     * Starts with no peer; the first round is due after one interval.
     *
     * @param pace how often
     * @param random picks peers and jitter
     * @param now the time
     */
    public AntiEntropy(Pace pace, RandomGenerator random, long now) {
        this.pace = pace;
        this.random = random;
        interval = pace.interval();
        dueAt = now + jittered(interval);
    }

    /**
     * A peer got its link. Its first digest is not this class's concern: it is sent with the link.
     *
     * @param peer the peer
     * @param now the time
     */
    public void linked(ReplicaId peer, long now) {
        peers.put(peer, new Peer(peer, now));
        changed(now);
    }

    /**
     * A peer lost its link.
     *
     * @param peer the peer
     */
    public void unlinked(ReplicaId peer) {
        peers.remove(peer);
    }

    /**
     * Something changed, here or at a peer: rounds come at their shortest interval again.
     *
     * @param now the time
     * @return whether the next round comes earlier than it would have
     */
    public boolean changed(long now) {
        if (interval == pace.interval()) {
            return false;
        }
        interval = pace.interval();
        long before = dueAt;
        dueAt = Math.min(dueAt, now + jittered(interval));
        return dueAt < before;
    }

    /**
     * A peer was compared with, because its digest or the end of its answer came.
     *
     * @param peer the peer
     * @param now the time
     */
    public void compared(ReplicaId peer, long now) {
        Peer known = peers.get(peer);
        if (known != null) {
            known.compared = now;
            known.answeringUntil = now;
        }
    }

    /**
     * A part of an answer came, and more will follow.
     *
     * @param peer the peer
     * @param now the time
     */
    public void answering(ReplicaId peer, long now) {
        Peer known = peers.get(peer);
        if (known != null) {
            known.answeringUntil = now + pace.answer();
        }
    }

    /**
     * Who gets a digest now. They count as compared from then on.
     *
     * @param now the time
     * @return none before the round is due, else up to two peers
     */
    public List<ReplicaId> due(long now) {
        if (now < dueAt) {
            return List.of();
        }
        interval = Math.min(2 * interval, pace.most());
        dueAt = now + jittered(interval);
        List<Peer> idle = peers.values().stream()
                .filter(peer -> peer.answeringUntil <= now)
                .toList();
        if (idle.isEmpty()) {
            return List.of();
        }
        List<ReplicaId> chosen = new ArrayList<>(2);
        Peer any = idle.get(random.nextInt(idle.size()));
        chosen.add(any.id);
        any.compared = now;
        Peer oldest = idle.stream()
                .min(Comparator.comparingLong(peer -> peer.compared))
                .orElse(any);
        if (oldest != any) {
            chosen.add(oldest.id);
            oldest.compared = now;
        }
        return chosen;
    }

    /**
     * When the next round is due.
     *
     * @return the time
     */
    public long deadline() {
        return dueAt;
    }

    private long jittered(long span) {
        long fifth = span / 5;
        return span - fifth + random.nextLong(2 * fifth + 1);
    }
}
