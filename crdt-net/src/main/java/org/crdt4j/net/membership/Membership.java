// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.membership;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.net.member.MemberState;
import org.crdt4j.net.membership.MemberTable.Entry;
import org.crdt4j.net.membership.Sessions.Session;
import org.crdt4j.net.message.Message;
import org.crdt4j.net.message.Message.Rumours;
import org.crdt4j.net.message.Rumour;
import org.jspecify.annotations.Nullable;

/**
 * Who belongs to the cluster and who is alive: the SWIM protocol (see {@link Prober}) with the extensions of Lifeguard (see {@link
 * LocalHealth}, {@link Suspicion}), over links that stand instead of datagrams. (event, now) in, {@link Finding}s out.
 *
 * <p>Every belief is ordered by the member's incarnation, then by its state, and the greatest wins everywhere. A member raises its own
 * incarnation to overrule what it hears of itself. News go to a few peers at a time, a logarithmic number of times each; now and then
 * two peers compare all they believe, so that nothing stays lost. A link that ends is a hint, and no more.
 *
 * <p>Not thread-safe. Times are in nanoseconds of any clock that never goes back.
 */
public final class Membership {
    private static final int NEWS_AT_ONCE = 16;
    private static final int FANOUT = 3;

    private final Pace pace;
    private final RandomGenerator random;
    private final Sessions sessions = new Sessions();
    private final LocalHealth health = new LocalHealth();
    private final MemberTable table;
    private final Beliefs beliefs;
    private final Prober prober;
    private final List<Finding> findings = new ArrayList<>();
    private long gossipAt = Long.MAX_VALUE;
    private long checkAt;
    private long now;
    private boolean left;

    /**
     * Knows nobody yet.
     *
     * @param self the own replica, in its first incarnation and alive
     * @param limit how many other members are remembered
     * @param pace how often, how long
     * @param random picks peers and jitter
     * @param now the time
     */
    public Membership(Rumour self, int limit, Pace pace, RandomGenerator random, long now) {
        this.pace = pace;
        this.random = random;
        table = new MemberTable(limit);
        beliefs = new Beliefs(self, table, sessions, pace, health, findings::add);
        Prober.World world = new Prober.World(this::watched, this::isWatched, this::send, this::accuse);
        prober = new Prober(pace, sessions, health, random, world, now);
        checkAt = now + pace.check();
    }

    // --- what happens

    /**
     * Where this node listens is known.
     *
     * @param address as in {@link Rumour#address()}
     */
    public void listensAt(String address) {
        beliefs.listensAt(address);
    }

    /**
     * A peer has a link, and has proven who it is.
     *
     * @param peer the peer
     * @param name its name
     * @param dialed whether this node dialed: then it asks for what the other believes
     * @param now the time
     */
    public void linked(ReplicaId peer, String name, boolean dialed, long now) {
        sessions.open(peer, name, now);
        Entry entry = table.get(peer);
        if (entry != null) {
            entry.watched = true;
        }
        Rumours.Purpose purpose = dialed ? Rumours.Purpose.CHECK : Rumours.Purpose.NEWS;
        send(peer, new Rumours(purpose, dialed ? beliefs.hash() : 0, List.of(beliefs.self())));
    }

    /**
     * A peer has lost its link.
     *
     * @param peer the peer
     * @param now the time
     */
    public void unlinked(ReplicaId peer, long now) {
        sessions.close(peer);
        if (isWatched(peer)) {
            prober.hint(peer, now);
        }
    }

    /**
     * A peer has lost its link because one end did not need it: that says nothing about the peer.
     *
     * @param peer the peer
     */
    public void released(ReplicaId peer) {
        sessions.close(peer);
        Entry entry = table.get(peer);
        if (entry != null) {
            entry.watched = false;
        }
    }

    /**
     * A member cannot be reached where it is said to be: others are asked about it.
     *
     * @param member the member
     * @param now the time
     */
    public void unreachable(ReplicaId member, long now) {
        Entry entry = table.get(member);
        if (entry != null && entry.isPresent() && !sessions.contains(member)) {
            entry.watched = true;
            prober.hint(member, now);
        }
    }

    /**
     * A message of a peer arrived, whatever it is.
     *
     * @param peer the peer
     * @param now the time
     */
    public void heard(ReplicaId peer, long now) {
        Session session = sessions.get(peer);
        if (session != null) {
            session.lastHeard = now;
        }
    }

    /**
     * A peer has sent a ping, which is not answered here. One that is believed to be dead, say, hears of it and can object.
     *
     * @param peer the peer
     */
    public void pinged(ReplicaId peer) {
        Rumour belief = belief(peer);
        if (belief != null && belief.state() != MemberState.ALIVE) {
            sendBelief(peer, peer);
        }
    }

    /**
     * A peer has answered a ping, one of this protocol or another.
     *
     * @param from the peer
     * @param token what came back
     */
    public void answered(ReplicaId from, long token) {
        prober.answered(from, token);
    }

    /**
     * A peer asks this node to ping somebody.
     *
     * @param from the peer
     * @param request what it asks
     * @param now the time
     */
    public void asked(ReplicaId from, Message.PingRequest request, long now) {
        prober.asked(from, request, now);
    }

    /**
     * A peer that was asked to ping somebody got no answer.
     *
     * @param token that of the request
     */
    public void refused(long token) {
        prober.refused(token);
    }

    /**
     * A peer says what it has heard.
     *
     * @param from the peer
     * @param rumours what it says
     * @param now the time
     */
    public void told(ReplicaId from, Rumours rumours, long now) {
        Session session = sessions.get(from);
        if (session == null || left) {
            return;
        }
        boolean ofTable = rumours.purpose() == Rumours.Purpose.PART || rumours.purpose() == Rumours.Purpose.TABLE;
        // A newcomer learns all at once what the others know already.
        boolean passOn = !ofTable || table.present() > 1;
        for (Rumour rumour : rumours.rumours()) {
            Beliefs.Verdict verdict = beliefs.hear(from, rumour, passOn, now);
            if (ofTable && verdict == Beliefs.Verdict.AGREED) {
                session.agreed.add(rumour.replica());
            } else if (verdict == Beliefs.Verdict.TELL_BACK) {
                sendBelief(from, rumour.replica());
            }
        }
        answer(from, session, rumours, now);
        planGossip(now);
    }

    private void answer(ReplicaId from, Session session, Rumours rumours, long now) {
        if (rumours.purpose() == Rumours.Purpose.CHECK) {
            // Once in a while, or a few bytes of a peer would cost a whole table again and again.
            if (rumours.hash() != beliefs.hash() && now >= session.tableFrom) {
                session.tableFrom = now + pace.period();
                sendTable(from, beliefs.all());
            }
        } else if (rumours.purpose() == Rumours.Purpose.TABLE) {
            List<Rumour> lacking = beliefs.all();
            lacking.removeIf(rumour -> session.agreed.contains(rumour.replica()));
            session.agreed.clear();
            for (int start = 0; start < lacking.size(); start += Rumours.LIMIT) {
                send(from, news(lacking.subList(start, Math.min(lacking.size(), start + Rumours.LIMIT))));
            }
        }
    }

    private void sendTable(ReplicaId to, List<Rumour> all) {
        int start = 0;
        while (all.size() - start > Rumours.LIMIT) {
            send(to, new Rumours(Rumours.Purpose.PART, 0, all.subList(start, start + Rumours.LIMIT)));
            start += Rumours.LIMIT;
        }
        send(to, new Rumours(Rumours.Purpose.TABLE, 0, all.subList(start, all.size())));
    }

    /**
     * This node leaves for good: all peers are told, and nothing is done or answered from then on.
     *
     * @param now the time
     */
    public void leave(long now) {
        left = true;
        Rumour farewell = beliefs.leave();
        sessions.peers().forEach(peer -> send(peer, news(List.of(farewell))));
    }

    // --- time

    /**
     * Does what is due.
     *
     * @param now the time
     */
    public void tick(long now) {
        if (left) {
            return;
        }
        this.now = now;
        long late = now - Math.min(prober.deadline(), beliefs.deadline());
        if (late > pace.timeout()) {
            // This node stood still: what others sent meanwhile is not read yet.
            health.worse(1);
            prober.postpone(late);
            beliefs.postpone(late);
        }
        prober.tick(now);
        beliefs.tick(now);
        if (now >= gossipAt) {
            gossip();
        }
        planGossip(now);
        if (now >= checkAt) {
            checkAt = now + pace.check() / 2 + random.nextLong(pace.check());
            for (ReplicaId peer : sessions.choose(1, any -> true, random)) {
                send(peer, new Rumours(Rumours.Purpose.CHECK, beliefs.hash(), List.of()));
            }
        }
    }

    private void planGossip(long now) {
        if (gossipAt == Long.MAX_VALUE && !beliefs.news().isEmpty()) {
            gossipAt = now + pace.gossip();
        }
    }

    private void gossip() {
        gossipAt = Long.MAX_VALUE;
        for (ReplicaId peer : sessions.choose(FANOUT, any -> true, random)) {
            List<Rumour> news = beliefs.takeNews(NEWS_AT_ONCE);
            if (!news.isEmpty()) {
                send(peer, news(news));
            }
        }
    }

    /**
     * When to {@linkplain #tick tick} next.
     *
     * @return the time
     */
    public long deadline() {
        if (left) {
            return Long.MAX_VALUE;
        }
        long deadline = Math.min(Math.min(prober.deadline(), checkAt), beliefs.deadline());
        return Math.min(deadline, gossipAt);
    }

    // --- what there is

    /**
     * What was found since the last time, in its order.
     *
     * @return the findings
     */
    public List<Finding> take() {
        if (findings.isEmpty()) {
            return List.of();
        }
        List<Finding> taken = List.copyOf(findings);
        findings.clear();
        return taken;
    }

    /**
     * What this node says about itself.
     *
     * @return the rumour
     */
    public Rumour self() {
        return beliefs.self();
    }

    /**
     * What is believed of the others.
     *
     * @return a copy, ordered by identity
     */
    public List<Rumour> others() {
        return table.entries().stream().map(Entry::belief).toList();
    }

    /**
     * What is believed of one other.
     *
     * @param member the member
     * @return the rumour, or null if it is not known
     */
    public @Nullable Rumour belief(ReplicaId member) {
        Entry entry = table.get(member);
        return entry == null ? null : entry.belief();
    }

    /**
     * How many others take part.
     *
     * @return the number of those alive or suspected
     */
    public int present() {
        return table.present();
    }

    /**
     * What was counted.
     *
     * @return the numbers since the beginning
     */
    public Tally tally() {
        return beliefs.tally(prober.probes(), prober.indirectProbes(), health.score());
    }

    // --- for the prober

    private List<ReplicaId> watched() {
        List<ReplicaId> watched = new ArrayList<>();
        for (Entry entry : table.entries()) {
            if (entry.watched && entry.isPresent()) {
                watched.add(entry.belief().replica());
            }
        }
        return watched;
    }

    private boolean isWatched(ReplicaId member) {
        Entry entry = table.get(member);
        return entry != null && entry.watched && entry.isPresent();
    }

    private void accuse(ReplicaId member) {
        beliefs.accuse(member, now);
        if (sessions.contains(member)) {
            sendBelief(member, member);
        }
    }

    private void sendBelief(ReplicaId to, ReplicaId about) {
        Rumour belief = about.equals(self().replica()) ? self() : belief(about);
        if (belief != null) {
            send(to, news(List.of(belief)));
        }
    }

    private void send(ReplicaId to, Message message) {
        Rumour belief = message instanceof Message.Ping ? belief(to) : null;
        if (belief != null && belief.state() != MemberState.ALIVE) {
            // Who is suspected hears of it at once, and can object.
            sendBelief(to, to);
        }
        findings.add(new Finding.Send(to, message));
    }

    static Rumours news(List<Rumour> rumours) {
        return new Rumours(Rumours.Purpose.NEWS, 0, rumours);
    }
}
