// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.membership;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.net.message.Message;
import org.jspecify.annotations.Nullable;

/**
 * Probes one member each period, in rounds of random order, so that each is probed within a bounded time: first directly, then through
 * a few peers, which say so if they get no answer either. Does the same for others. Not thread-safe.
 *
 * <p>Due to Das, Gupta and Motivala, "SWIM: Scalable Weakly-consistent Infection-style Process Group Membership Protocol", 2002. Any
 * message of a member counts as an answer: over a byte stream, the answer itself may be stuck behind something long.
 */
final class Prober {
    /** How many pings for others are under way at most; more are not sent, and so not answered. */
    private static final int MOST_RELAYED = 256;

    /** The probe of this period. */
    private static final class Probe {
        private final ReplicaId target;
        private final long token;
        private final long start;
        private long directUntil;
        private int asked;
        private int nacks;
        private boolean answered;

        Probe(ReplicaId target, long token, long start, long directUntil) {
            this.target = target;
            this.token = token;
            this.start = start;
            this.directUntil = directUntil;
        }
    }

    /** A ping for somebody else. */
    private static final class Relayed {
        private final ReplicaId asker;
        private final long token;
        private long nackAt;

        Relayed(ReplicaId asker, long token, long nackAt) {
            this.asker = asker;
            this.token = token;
            this.nackAt = nackAt;
        }
    }

    /** Whom to probe, and what to do. */
    record World(
            Supplier<List<ReplicaId>> watched,
            Predicate<ReplicaId> isWatched,
            BiConsumer<ReplicaId, Message> send,
            Consumer<ReplicaId> accuse) {}

    private final Pace pace;
    private final Sessions sessions;
    private final LocalHealth health;
    private final RandomGenerator random;
    private final World world;
    private final Deque<ReplicaId> round = new ArrayDeque<>();
    private final Deque<ReplicaId> urgent = new ArrayDeque<>();
    private final Map<Long, Relayed> relayed = new LinkedHashMap<>();
    private @Nullable Probe probe;
    private boolean silentBefore;
    private long nextAt;
    private long probes;
    private long indirect;

    Prober(Pace pace, Sessions sessions, LocalHealth health, RandomGenerator random, World world, long now) {
        this.pace = pace;
        this.sessions = sessions;
        this.health = health;
        this.random = random;
        this.world = world;
        nextAt = now + pace.period();
    }

    long probes() {
        return probes;
    }

    long indirectProbes() {
        return indirect;
    }

    /** The link of a member is gone, which may mean nothing: it is probed next, after some time to come back. */
    void hint(ReplicaId member, long now) {
        if (!urgent.contains(member)) {
            urgent.add(member);
        }
        if (probe == null) {
            nextAt = Math.min(nextAt, now + pace.timeout());
        }
    }

    /** Somebody answers. */
    void answered(ReplicaId from, long token) {
        if (probe != null && probe.token == token) {
            probe.answered = true;
            return;
        }
        Relayed mine = relayed.remove(token);
        if (mine != null) {
            world.send().accept(mine.asker, new Message.Pong(mine.token));
        }
    }

    /** A peer that was asked gets no answer either. */
    void refused(long token) {
        if (probe != null && probe.token == token && probe.nacks < probe.asked) {
            probe.nacks++;
        }
    }

    /** A peer gets no answer of a member and asks for help. */
    void asked(ReplicaId asker, Message.PingRequest request, long now) {
        if (!sessions.contains(request.target())) {
            world.send().accept(asker, new Message.Nack(request.token()));
        } else if (relayed.size() < MOST_RELAYED) {
            long token = random.nextLong();
            relayed.put(token, new Relayed(asker, request.token(), now + pace.relayTimeout()));
            world.send().accept(request.target(), new Message.Ping(token));
        }
    }

    void tick(long now) {
        nack(now);
        if (probe != null && now >= probe.directUntil && probe.asked == 0) {
            if (!isAnswered(probe)) {
                askOthers(probe);
            }
            probe.directUntil = Long.MAX_VALUE;
        }
        if (now >= nextAt) {
            Probe over = probe;
            probe = null;
            if (over != null) {
                judge(over);
            }
            begin(now);
        }
    }

    long deadline() {
        long deadline = probe == null ? nextAt : Math.min(nextAt, probe.directUntil);
        for (Relayed mine : relayed.values()) {
            deadline = Math.min(deadline, mine.nackAt);
        }
        return deadline;
    }

    /** Nothing could be heard for some time, through no fault of others. */
    void postpone(long span) {
        nextAt += span;
        if (probe != null && probe.directUntil != Long.MAX_VALUE) {
            probe.directUntil += span;
        }
        relayed.values().forEach(mine -> mine.nackAt += span);
    }

    private void nack(long now) {
        Iterator<Relayed> each = relayed.values().iterator();
        while (each.hasNext()) {
            Relayed mine = each.next();
            if (mine.nackAt <= now) {
                each.remove();
                world.send().accept(mine.asker, new Message.Nack(mine.token));
            }
        }
    }

    private void begin(long now) {
        ReplicaId target = next();
        long period = health.stretch(pace.period());
        nextAt = now + (target == null ? pace.period() : period);
        if (target == null) {
            return;
        }
        probes++;
        boolean linked = sessions.contains(target);
        long directUntil = linked ? now + health.stretch(pace.timeout()) : Long.MAX_VALUE;
        Probe begun = new Probe(target, random.nextLong(), now, directUntil);
        probe = begun;
        if (linked) {
            world.send().accept(target, new Message.Ping(begun.token));
        } else {
            askOthers(begun);
        }
    }

    private void askOthers(Probe failing) {
        indirect++;
        List<ReplicaId> relays = sessions.choose(Pace.RELAYS, peer -> !peer.equals(failing.target), random);
        failing.asked = relays.size();
        for (ReplicaId relay : relays) {
            world.send().accept(relay, new Message.PingRequest(failing.token, failing.target));
        }
    }

    /*
     * When not even those who were asked for help have said a word, the fault is more likely here: it takes two such probes in a row
     * to accuse somebody.
     */
    private void judge(Probe over) {
        if (isAnswered(over)) {
            health.better();
            silentBefore = false;
            return;
        }
        boolean silent = over.asked > 0 && over.nacks == 0;
        health.worse(over.asked > 0 ? over.asked - over.nacks : 1);
        if (silent && !silentBefore) {
            silentBefore = true;
            urgent.addFirst(over.target);
            return;
        }
        silentBefore = false;
        world.accuse().accept(over.target);
    }

    private boolean isAnswered(Probe probe) {
        return probe.answered || sessions.lastHeard(probe.target) > probe.start;
    }

    private @Nullable ReplicaId next() {
        ReplicaId next = nextOf(urgent);
        if (next == null) {
            next = nextOf(round);
        }
        if (next == null) {
            List<ReplicaId> watched = new ArrayList<>(world.watched().get());
            for (int left = watched.size(); left > 0; left--) {
                round.add(watched.remove(random.nextInt(left)));
            }
            next = nextOf(round);
        }
        return next;
    }

    private @Nullable ReplicaId nextOf(Deque<ReplicaId> queue) {
        ReplicaId next = queue.poll();
        while (next != null && !world.isWatched().test(next)) {
            next = queue.poll();
        }
        return next;
    }
}
