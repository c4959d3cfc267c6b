// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.net.member.MemberState;
import org.crdt4j.net.membership.Finding;
import org.crdt4j.net.membership.Membership;
import org.crdt4j.net.membership.PartialView;
import org.crdt4j.net.membership.Roster;
import org.crdt4j.net.membership.Seeds;
import org.crdt4j.net.membership.Tally;
import org.crdt4j.net.message.Identity;
import org.crdt4j.net.message.Message;
import org.crdt4j.net.message.Message.Rumours;
import org.crdt4j.net.message.Rumour;
import org.crdt4j.net.reason.RejectReason;
import org.crdt4j.net.transport.PeerAddress;
import org.jspecify.annotations.Nullable;

/**
 * The members of the cluster and the links of this node, brought together: messages of the {@link Membership} go over links, and
 * members that it finds are dialed. Part of the {@link Engine}.
 */
final class Members {
    /** How many probes long a large cluster keeps its links as they are. */
    private static final int PROBES_AN_EXCHANGE = 60;

    private final ReplicaId self;
    private final NodeConfig config;
    private final RandomGenerator random;
    private final Counters counters;
    private final Outputs outputs;
    private final Roster<Link> roster;
    private final Seeds<PeerAddress> seeds;
    private final Membership membership;
    private final PartialView view;
    private long knownDeadline = Long.MAX_VALUE;
    private boolean lookAround;

    Members(
            Identity self,
            NodeConfig config,
            RandomGenerator random,
            Counters counters,
            Outputs outputs,
            Roster<Link> roster,
            Seeds<PeerAddress> seeds,
            long now) {
        this.self = self.replica();
        this.config = config;
        this.random = random;
        this.counters = counters;
        this.outputs = outputs;
        this.roster = roster;
        this.seeds = seeds;
        Rumour first = new Rumour(self.replica(), self.name(), text(config.listen()), 0, MemberState.ALIVE, null);
        membership = new Membership(first, config.limits().members(), config.membershipPace(), random, now);
        long probe = config.timers().probe().toNanos();
        view = new PartialView(config.limits().mesh(), probe, PROBES_AN_EXCHANGE * probe, random, now);
    }

    // --- addresses

    void listensAt(PeerAddress address) {
        membership.listensAt(text(address));
    }

    /* at which host of several a peer sees this one, only the peer can tell */
    private static String text(PeerAddress address) {
        boolean everywhere = address.host().equals("0.0.0.0") || address.host().equals("::");
        if (address.port() == 0) {
            return "";
        }
        return everywhere ? ":" + address.port() : address.toString();
    }

    /** The address of a rumour; null if there is none, or none that could be dialed. */
    static @Nullable PeerAddress address(String text) {
        if (text.isEmpty() || text.startsWith(":")) {
            return null;
        }
        try {
            PeerAddress address = PeerAddress.parse(text);
            return address.port() == 0 ? null : address;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    // --- what happens

    void linked(Link link, Identity peer, long now) {
        membership.linked(peer.replica(), peer.name(), link.dialed, now);
        settle(now);
    }

    void unlinked(Link link, Identity peer, long now) {
        if (link.spare) {
            membership.released(peer.replica());
        } else {
            membership.unlinked(peer.replica(), now);
        }
        if (view.isPartial()) {
            seeds.forget(peer.replica());
        }
        settle(now);
    }

    void unreachable(ReplicaId member, long now) {
        membership.unreachable(member, now);
        if (view.isPartial()) {
            seeds.forget(member);
        }
        settle(now);
    }

    /** Takes a message, if it is one about members. Returns whether it was. */
    boolean received(Link link, Identity peer, Message message, long now) {
        ReplicaId from = peer.replica();
        membership.heard(from, now);
        if (message instanceof Message.Ping ping) {
            link.answer(ping);
            outputs.wake(link);
            membership.pinged(from);
        } else if (message instanceof Message.Pong pong) {
            membership.answered(from, pong.token());
        } else if (message instanceof Message.PingRequest request) {
            membership.asked(from, request, now);
        } else if (message instanceof Message.Nack nack) {
            membership.refused(nack.token());
        } else if (message instanceof Rumours rumours) {
            membership.told(from, understood(link, from, rumours), now);
        } else {
            return false;
        }
        settle(now);
        return true;
    }

    /* fills in what only this node can see, and leaves out what cannot be an address */
    private Rumours understood(Link link, ReplicaId from, Rumours rumours) {
        List<Rumour> understood = new ArrayList<>(rumours.rumours().size());
        for (Rumour rumour : rumours.rumours()) {
            boolean firstHand = rumour.replica().equals(from);
            Rumour full = rumour;
            if (firstHand && rumour.address().startsWith(":")) {
                String host = link.remote.host();
                full = rumour.at((host.contains(":") ? "[" + host + "]" : host) + rumour.address());
            }
            if (full.address().isEmpty()
                    || address(full.address()) != null
                    || full.replica().equals(self)) {
                understood.add(full);
            } else {
                refused(link, RejectReason.ABSURD_RUMOUR);
            }
        }
        return new Rumours(rumours.purpose(), rumours.hash(), understood);
    }

    private void refused(Link link, RejectReason reason) {
        counters.rejected(reason);
        outputs.tell(listener -> listener.rejected(reason, link.remote.toString()));
    }

    /** Tells all peers that this node leaves for good. */
    void leave(long now) {
        membership.leave(now);
        settle(now);
    }

    void tick(long now) {
        membership.tick(now);
        settle(now);
        lookAround = view.isDue(now);
        if (lookAround) {
            seekSome(now);
        }
    }

    long deadline() {
        return Math.min(membership.deadline(), view.deadline());
    }

    // --- what follows from it

    private void settle(long now) {
        for (Finding finding : membership.take()) {
            if (finding instanceof Finding.Send send) {
                send(send.to(), send.message());
            } else if (finding instanceof Finding.Changed changed) {
                changed(changed.after(), now);
            } else if (finding instanceof Finding.Forgotten forgotten) {
                seeds.forget(forgotten.member());
            } else if (finding instanceof Finding.Refused refusal) {
                Link link = roster.link(refusal.from());
                if (link != null) {
                    refused(link, refusal.reason());
                }
            }
        }
        long deadline = membership.deadline();
        if (deadline < knownDeadline) {
            outputs.deadlineMoved();
        }
        knownDeadline = deadline;
    }

    private void send(ReplicaId to, Message message) {
        Link link = roster.link(to);
        if (link != null && link.say(message)) {
            outputs.wake(link);
        }
    }

    private void changed(Rumour belief, long now) {
        MemberStatus status = MemberStatus.of(belief);
        outputs.tell(listener -> listener.memberChanged(status));
        if (belief.state() == MemberState.LEFT) {
            seeds.forget(belief.replica());
        } else if (belief.state() != MemberState.DEAD && !view.isPartial()) {
            seek(status, now);
        }
        if (view.resized(membership.present(), now)) {
            if (view.isPartial()) {
                seeds.forgetHearsay();
            } else {
                membership.others().forEach(other -> seek(MemberStatus.of(other), now));
            }
            outputs.deadlineMoved();
        }
    }

    /* Two members that hear of each other at the same time should not both dial: the greater waits. */
    private void seek(MemberStatus member, long now) {
        long patience = config.longestReconnect().toNanos();
        long wait = self.compareTo(member.id()) < 0 ? 0 : patience + random.nextLong(patience);
        seek(member, now, now + wait);
    }

    private void seek(MemberStatus member, long now, long dueAt) {
        int most = Math.min(config.limits().mesh(), config.limits().peers());
        if (member.address() == null || most == 0 || !member.state().isPresent()) {
            return;
        }
        seeds.heardOf(member.id(), member.address(), most, dueAt);
        if (roster.link(member.id()) != null) {
            seeds.linked(member.id(), now);
        }
        outputs.deadlineMoved();
    }

    /* In a large cluster: as many as are missing, and now and then one more. */
    private void seekSome(long now) {
        for (ReplicaId chosen : view.toDial(roster.size() + seeds.trying(), this::strangers, now)) {
            Rumour belief = membership.belief(chosen);
            if (belief != null) {
                seek(MemberStatus.of(belief), now, now);
            }
        }
    }

    private List<ReplicaId> strangers() {
        List<ReplicaId> strangers = new ArrayList<>();
        for (Rumour belief : membership.others()) {
            boolean eligible =
                    belief.state() == MemberState.ALIVE && !belief.address().isEmpty();
            if (eligible && roster.link(belief.replica()) == null) {
                strangers.add(belief.replica());
            }
        }
        return strangers;
    }

    /** Whether the node keeps a link with a few others only. */
    boolean isLargeCluster() {
        return view.isPartial();
    }

    /** The links to give up now, because there are enough others. */
    List<Link> toShed() {
        if (!lookAround) {
            return List.of();
        }
        lookAround = false;
        List<ReplicaId> linked = new ArrayList<>();
        roster.links()
                .forEach(link -> linked.add(Objects.requireNonNull(link.peer).replica()));
        List<Link> shed = new ArrayList<>();
        view.toShed(linked).forEach(peer -> shed.add(Objects.requireNonNull(roster.link(peer))));
        return shed;
    }

    /**
     * Whether an address need not be dialed though it is its time: because this node itself refuses the member that listens there,
     * or because it is a seed that lives, in a large cluster that this node is part of anyway.
     */
    boolean isUnwanted(PeerAddress address) {
        ReplicaId hearsay = seeds.heardOf(address);
        Rumour belief = hearsay == null ? null : membership.belief(hearsay);
        if (belief != null) {
            return roster.isCut(belief.replica(), belief.name());
        }
        ReplicaId seed = seeds.peer(address);
        belief = seed == null ? null : membership.belief(seed);
        return view.isPartial()
                && roster.size() > 0
                && belief != null
                && belief.state().isPresent();
    }

    // --- what there is

    /** All members, this node included, ordered by identity. */
    List<MemberStatus> all() {
        List<MemberStatus> all = new ArrayList<>();
        all.add(MemberStatus.of(membership.self()));
        membership.others().forEach(belief -> all.add(MemberStatus.of(belief)));
        all.sort((a, b) -> a.id().compareTo(b.id()));
        return all;
    }

    MembershipStats stats() {
        Tally tally = membership.tally();
        return new MembershipStats(
                membership.present(),
                tally.probes(),
                tally.indirectProbes(),
                tally.suspicions(),
                tally.refutations(),
                tally.deaths(),
                tally.health());
    }
}
