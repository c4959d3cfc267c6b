// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.net.antientropy.AntiEntropy;
import org.crdt4j.net.dissemination.Dissemination;
import org.crdt4j.net.membership.Bindings;
import org.crdt4j.net.membership.Quarantine;
import org.crdt4j.net.membership.Roster;
import org.crdt4j.net.membership.Seeds;
import org.crdt4j.net.message.Identity;
import org.crdt4j.net.message.Message;
import org.crdt4j.net.message.Message.Data;
import org.crdt4j.net.transport.PeerAddress;

/**
 * The peers of a node, seen by all protocols at once: a link that comes or goes does so for membership, dissemination and
 * anti-entropy together. Part of the {@link Engine}.
 */
final class Peers {
    private static final int REMEMBERED = 1000;

    private final Counters counters;
    private final Outputs outputs;
    private final Roster<Link> roster;
    private final Bindings bindings = new Bindings();
    private final Quarantine quarantine;
    private final Seeds<PeerAddress> seeds;
    private final AntiEntropy antiEntropy;
    private final Dissemination dissemination;
    private final Members members;
    private final Map<ReplicaId, Boolean> linkedBefore = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ReplicaId, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };
    private boolean metItself;

    Peers(Identity self, NodeConfig config, RandomGenerator random, Counters counters, Outputs outputs, long now) {
        this.counters = counters;
        this.outputs = outputs;
        roster = new Roster<>(self, config.limits().peers());
        quarantine = new Quarantine(config.timers().quarantine().toNanos());
        seeds = new Seeds<>(config.seeds(), config.seedPace(), random, now);
        antiEntropy = new AntiEntropy(config.antiEntropyPace(), random, now);
        dissemination = new Dissemination(this::wake, this::send);
        members = new Members(self, config, random, counters, outputs, roster, seeds, now);
    }

    Roster<Link> roster() {
        return roster;
    }

    /** Who belongs to the cluster. */
    Members members() {
        return members;
    }

    /** Which replica uses which certificate. */
    Bindings bindings() {
        return bindings;
    }

    /** Peers that must stay away for a while. */
    Quarantine quarantine() {
        return quarantine;
    }

    // --- links come and go

    /** A link is admitted. */
    void linked(Link link, Identity peer, boolean replaces, long now) {
        if (linkedBefore.put(peer.replica(), true) != null && !replaces) {
            counters.reconnects.increment();
        }
        dissemination.linked(peer.replica(), link.outbox);
        antiEntropy.linked(peer.replica(), now);
        seeds.linked(peer.replica(), now);
        if (!replaces) {
            outputs.tell(listener -> listener.linked(peer.replica(), peer.name()));
        }
        members.linked(link, peer, now);
        outputs.deadlineMoved();
    }

    /** A link is of no more use; harmless for one that another has replaced. */
    void unlinked(Link link, long now) {
        Identity peer = link.peer;
        if (peer != null && roster.leave(link, peer)) {
            dissemination.unlinked(peer.replica());
            antiEntropy.unlinked(peer.replica());
            seeds.unlinked(peer.replica(), now);
            members.unlinked(link, peer, now);
            outputs.deadlineMoved();
            outputs.tell(listener -> listener.unlinked(peer.replica(), peer.name()));
        }
    }

    // --- seeds

    /** The peer behind a dialed link has said who it is. */
    void answered(Link link, Identity peer) {
        if (link.seed != null) {
            seeds.answered(link.seed, peer.replica());
        }
    }

    /** There is another link to this peer, so there is no need to dial it. */
    void isLinkedOtherwise(Identity peer, long now) {
        seeds.linked(peer.replica(), now);
    }

    /** Dialing led nowhere, or not far. */
    void dialFailed(PeerAddress seed, long now) {
        ReplicaId missed = seeds.failed(seed, now);
        if (missed != null) {
            members.unreachable(missed, now);
        }
        outputs.deadlineMoved();
    }

    /** Somebody with this node's own identity, and its own nonce, has dialed it. */
    void metItself() {
        metItself = true;
    }

    /** A seed says that it is this very node. It might lie, so it is believed only if this node has just met itself. */
    void claimsToBeSelf(PeerAddress seed) {
        if (metItself) {
            seeds.isSelf(seed);
        }
    }

    /** Nobody who waits for the next attempt need wait any longer. */
    void hurry(long now) {
        seeds.hurry(now);
        outputs.deadlineMoved();
    }

    // --- messages

    /** Takes a message that is about members, or about who has what. Returns whether it was. */
    boolean received(Link link, Identity peer, Message message, long now) {
        if (members.received(link, peer, message, now)) {
            return true;
        }
        if (message instanceof Message.Have have) {
            dissemination.announced(peer.replica(), have.ids(), now);
            outputs.deadlineMoved();
        } else if (message instanceof Message.Graft graft) {
            dissemination.grafted(peer.replica(), graft.id());
        } else if (message instanceof Message.Prune) {
            dissemination.pruned(peer.replica());
        } else {
            return false;
        }
        return true;
    }

    /** The replica took data of a peer. */
    void took(Identity peer, Data data, boolean grew, boolean replies, long now) {
        boolean answer = data.kind() == Data.Kind.PART || data.kind() == Data.Kind.END;
        if (data.kind() == Data.Kind.PART) {
            antiEntropy.answering(peer.replica(), now);
        } else if (data.kind() != Data.Kind.PUSH) {
            antiEntropy.compared(peer.replica(), now);
        }
        dissemination.prune(members.isLargeCluster());
        if (data.kind() == Data.Kind.PUSH) {
            dissemination.pushed(data.body(), peer.replica(), grew, now);
        } else if (grew) {
            dissemination.spread(data.body(), peer.replica(), now);
        }
        if (grew || replies || answer) {
            changed(now);
        }
    }

    /** The replica made a fresh delta. */
    void pushed(byte[] body, long now) {
        dissemination.spread(body, null, now);
        changed(now);
    }

    private void wake(ReplicaId peer) {
        Link link = roster.link(peer);
        if (link != null) {
            outputs.wake(link);
        }
    }

    private void send(ReplicaId to, Message message) {
        Link link = roster.link(to);
        if (link != null && link.say(message)) {
            outputs.wake(link);
        }
    }

    private void changed(long now) {
        if (antiEntropy.changed(now) || dissemination.deadline() != Long.MAX_VALUE) {
            outputs.deadlineMoved();
        }
    }

    long collapses() {
        return dissemination.collapses();
    }

    // --- time

    /** Dials who is due, compares with whom is due. */
    void tick(long now) {
        members.tick(now);
        dissemination.tick(now);
        for (PeerAddress due : seeds.due(now)) {
            if (members.isUnwanted(due)) {
                seeds.failed(due, now);
            } else {
                outputs.add(new Action.Dial(due));
            }
        }
        for (ReplicaId peer : antiEntropy.due(now)) {
            Link link = roster.link(peer);
            // A peer that is being given an answer would ask for the same once more.
            if (link != null && !link.outbox.isAnswering()) {
                link.outbox.digest();
                outputs.wake(link);
            }
        }
    }

    long deadline() {
        long deadline = Math.min(seeds.deadline(), antiEntropy.deadline());
        return Math.min(deadline, Math.min(members.deadline(), dissemination.deadline()));
    }
}
