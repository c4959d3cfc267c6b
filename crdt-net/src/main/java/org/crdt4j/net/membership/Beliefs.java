// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.membership;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.net.member.MemberState;
import org.crdt4j.net.membership.MemberTable.Entry;
import org.crdt4j.net.membership.Sessions.Session;
import org.crdt4j.net.message.Rumour;
import org.crdt4j.net.reason.RejectReason;
import org.jspecify.annotations.Nullable;

/**
 * What a node makes of rumours: which it believes, which it passes on, which it refuses. Not thread-safe.
 *
 * <p>A peer is believed about itself, for it has proven who it is. Nobody else can give a peer with a link another name, nor have it
 * taken for dead while it talks; such hearsay makes it a suspect at most, so that it hears of it and can object.
 */
final class Beliefs {
    /** No member gets further than this in the time that it is remembered. */
    static final long JUMP = 1 << 20;

    /** Whatever is above this was never reached by raising. */
    static final long CEILING = 1L << 40;

    /** What came of a rumour. */
    enum Verdict {
        /** The teller believes what is believed here, now if not before. */
        AGREED,
        /** The teller does not know what is believed here. */
        IGNORED,
        /** The rumour is refused. */
        REFUSED,
        /** The teller should hear at once what is believed here: it speaks of itself, or of this node, and is wrong. */
        TELL_BACK
    }

    private final MemberTable table;
    private final Sessions sessions;
    private final Pace pace;
    private final LocalHealth health;
    private final Consumer<Finding> findings;
    private final RumourQueue news = new RumourQueue();
    private Rumour self;
    private long now;

    /** When to look through the table next: never later than need be. */
    private long dueAt = Long.MAX_VALUE;

    private long suspicions;
    private long refutations;
    private long deaths;

    Beliefs(
            Rumour self,
            MemberTable table,
            Sessions sessions,
            Pace pace,
            LocalHealth health,
            Consumer<Finding> findings) {
        this.self = self;
        this.table = table;
        this.sessions = sessions;
        this.pace = pace;
        this.health = health;
        this.findings = findings;
    }

    Rumour self() {
        return self;
    }

    RumourQueue news() {
        return news;
    }

    long hash() {
        return table.hash(self);
    }

    /** All that is believed, the own state first. */
    List<Rumour> all() {
        List<Rumour> all = new ArrayList<>();
        all.add(self);
        table.entries().forEach(entry -> all.add(entry.belief()));
        return all;
    }

    /** News to be sent to one peer. */
    List<Rumour> takeNews(int most) {
        List<Rumour> taken = new ArrayList<>();
        for (ReplicaId about : news.take(most, table.present() + 1)) {
            Entry entry = table.get(about);
            if (entry != null) {
                taken.add(entry.belief());
            } else if (about.equals(self.replica())) {
                taken.add(self);
            }
        }
        return taken;
    }

    void listensAt(String address) {
        self = self.at(address);
    }

    Rumour leave() {
        self = self.as(MemberState.LEFT);
        return self;
    }

    // --- hearing

    /** A peer tells a rumour. */
    Verdict hear(ReplicaId from, Rumour rumour, boolean passOn, long time) {
        now = time;
        if (rumour.replica().equals(self.replica())) {
            return hearOfSelf(from, rumour);
        }
        if (from.equals(rumour.replica())) {
            return hearFirstHand(rumour);
        }
        Entry entry = table.get(rumour.replica());
        if (entry == null) {
            return hearOfStranger(from, rumour, passOn);
        }
        Rumour belief = entry.belief();
        if (rumour.incarnation() > Math.min(belief.incarnation() + JUMP, CEILING)) {
            return refuse(from, RejectReason.ABSURD_RUMOUR);
        }
        if (!rumour.overrules(belief)) {
            boolean same = !belief.overrules(rumour);
            if (same && rumour.accuser() != null) {
                confirm(entry, rumour.accuser());
            }
            return same ? Verdict.AGREED : Verdict.IGNORED;
        }
        Session session = sessions.get(rumour.replica());
        if (session != null && !session.name.equals(rumour.name())) {
            return refuse(from, RejectReason.FALSE_RUMOUR);
        }
        if (!rumour.state().isPresent() && session != null && now - session.lastHeard < pace.period()) {
            Rumour doubt = rumour.suspectedBy(from);
            if (doubt.overrules(belief)) {
                believe(entry, doubt, passOn);
            } else if (belief.state() == MemberState.SUSPECT) {
                confirm(entry, from);
            }
            return Verdict.IGNORED;
        }
        believe(entry, rumour, passOn);
        return Verdict.AGREED;
    }

    private Verdict hearOfStranger(ReplicaId from, Rumour rumour, boolean passOn) {
        if (rumour.incarnation() > CEILING) {
            return refuse(from, RejectReason.ABSURD_RUMOUR);
        }
        if (!rumour.state().isPresent()) {
            // It is not even remembered here; if all who forget were told again, nobody would be forgotten.
            return Verdict.AGREED;
        }
        return enter(rumour, passOn) ? Verdict.AGREED : refuse(from, RejectReason.TOO_MANY_MEMBERS);
    }

    private Verdict hearFirstHand(Rumour rumour) {
        ReplicaId from = rumour.replica();
        Session session = sessions.get(from);
        if (session == null || !session.name.equals(rumour.name()) || rumour.state() == MemberState.SUSPECT) {
            return refuse(from, RejectReason.FALSE_RUMOUR);
        }
        if (rumour.incarnation() > CEILING) {
            return refuse(from, RejectReason.ABSURD_RUMOUR);
        }
        Entry entry = table.get(from);
        if (entry == null) {
            return enter(rumour, true) ? Verdict.AGREED : refuse(from, RejectReason.TOO_MANY_MEMBERS);
        }
        Rumour belief = entry.belief();
        // What others have said of it is out of its reach, so it was a lie.
        boolean outOfReach = belief.incarnation() > rumour.incarnation() + JUMP;
        if (rumour.overrules(belief) || outOfReach) {
            believe(entry, rumour, true);
            return Verdict.AGREED;
        }
        boolean same = !belief.overrules(rumour) && belief.address().equals(rumour.address());
        return same ? Verdict.AGREED : Verdict.TELL_BACK;
    }

    private Verdict hearOfSelf(ReplicaId from, Rumour rumour) {
        if (rumour.incarnation() > Math.min(self.incarnation() + JUMP, CEILING)) {
            return refuse(from, RejectReason.ABSURD_RUMOUR);
        }
        if (rumour.incarnation() < self.incarnation()) {
            return Verdict.IGNORED;
        }
        // A node may not know at which of its hosts others see it.
        boolean accurate = rumour.incarnation() == self.incarnation()
                && rumour.state() == MemberState.ALIVE
                && rumour.name().equals(self.name())
                && rumour.address().endsWith(self.address());
        if (!accurate) {
            if (rumour.state() != MemberState.ALIVE) {
                health.worse(1);
            }
            refutations++;
            self = new Rumour(
                    self.replica(), self.name(), self.address(), rumour.incarnation() + 1, MemberState.ALIVE, null);
            news.add(self.replica());
            return Verdict.TELL_BACK;
        }
        return Verdict.AGREED;
    }

    private Verdict refuse(ReplicaId from, RejectReason reason) {
        findings.accept(new Finding.Refused(from, reason));
        return Verdict.REFUSED;
    }

    // --- believing

    private boolean enter(Rumour rumour, boolean passOn) {
        Entry entry = table.add(rumour);
        if (entry == null) {
            return false;
        }
        entry.watched = sessions.contains(rumour.replica());
        settle(entry, null, passOn);
        return true;
    }

    private void believe(Entry entry, Rumour rumour, boolean passOn) {
        MemberState before = entry.belief().state();
        table.believe(entry, rumour);
        settle(entry, before, passOn);
    }

    private void settle(Entry entry, @Nullable MemberState before, boolean passOn) {
        Rumour belief = entry.belief();
        entry.suspicion = null;
        if (belief.accuser() != null) {
            long shortest = pace.shortestSuspicion(table.present() + 1);
            int witnesses = Math.min(Pace.CONFIRMATIONS, table.present() - 1);
            entry.suspicion = new Suspicion(shortest, Pace.LONGEST * shortest, witnesses, belief.accuser(), now);
            dueAt = Math.min(dueAt, entry.suspicion.deadline());
        } else if (!belief.state().isPresent()) {
            entry.goneAt = now;
            dueAt = Math.min(dueAt, now + pace.forget());
            entry.watched = false;
        } else if (sessions.contains(belief.replica())) {
            entry.watched = true;
        }
        if (passOn) {
            news.add(belief.replica());
        }
        findings.accept(new Finding.Changed(before, belief));
    }

    private void confirm(Entry entry, ReplicaId accuser) {
        if (entry.suspicion != null && entry.suspicion.confirm(accuser)) {
            dueAt = Math.min(dueAt, entry.suspicion.deadline());
            table.believe(entry, entry.belief().suspectedBy(accuser));
            news.add(entry.belief().replica());
        }
    }

    /** This node's own probe of a member has failed. */
    void accuse(ReplicaId member, long time) {
        now = time;
        Entry entry = table.get(member);
        if (entry == null || !entry.isPresent()) {
            return;
        }
        suspicions++;
        if (entry.belief().state() == MemberState.SUSPECT) {
            confirm(entry, self.replica());
        } else {
            believe(entry, entry.belief().suspectedBy(self.replica()), true);
        }
    }

    // --- time

    /** Those who have not objected in time are dead, and those who are gone for long are forgotten. */
    void tick(long time) {
        now = time;
        if (time < dueAt) {
            return;
        }
        for (Entry entry : List.copyOf(table.entries())) {
            Suspicion suspicion = entry.suspicion;
            if (suspicion != null && suspicion.deadline() <= time) {
                // Who was heard since it was accused has perhaps not heard the accusation.
                suspicion.notBefore(sessions.lastHeard(entry.belief().replica()));
                if (suspicion.deadline() > time) {
                    findings.accept(
                            new Finding.Send(entry.belief().replica(), Membership.news(List.of(entry.belief()))));
                } else {
                    deaths++;
                    believe(entry, entry.belief().as(MemberState.DEAD), true);
                }
            }
        }
        for (ReplicaId forgotten : table.forget(time - pace.forget())) {
            news.remove(forgotten);
            findings.accept(new Finding.Forgotten(forgotten));
        }
        dueAt = earliest();
    }

    long deadline() {
        return dueAt;
    }

    private long earliest() {
        long deadline = Long.MAX_VALUE;
        for (Entry entry : table.entries()) {
            if (entry.suspicion != null) {
                deadline = Math.min(deadline, entry.suspicion.deadline());
            } else if (!entry.isPresent()) {
                deadline = Math.min(deadline, entry.goneAt + pace.forget());
            }
        }
        return deadline;
    }

    void postpone(long span) {
        for (Entry entry : table.entries()) {
            if (entry.suspicion != null) {
                entry.suspicion.postpone(span);
            }
        }
    }

    Tally tally(long probes, long indirect, int score) {
        return new Tally(probes, indirect, suspicions, refutations, deaths, score);
    }
}
