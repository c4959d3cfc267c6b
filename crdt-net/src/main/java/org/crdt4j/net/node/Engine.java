// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.crdt4j.net.dissemination.Outbox;
import org.crdt4j.net.membership.AcceptRate;
import org.crdt4j.net.membership.Liveness;
import org.crdt4j.net.membership.Roster;
import org.crdt4j.net.message.Frame;
import org.crdt4j.net.message.Identity;
import org.crdt4j.net.message.Message;
import org.crdt4j.net.message.Message.Data;
import org.crdt4j.net.message.RefusedException;
import org.crdt4j.net.reason.RejectReason;
import org.crdt4j.net.transport.Credentials;
import org.crdt4j.net.transport.PeerAddress;
import org.jspecify.annotations.Nullable;

/**
 * All protocol state of a node, and every decision about it: (event, now) in, {@link Action}s out. It reads no clock, does no I/O,
 * starts no thread, and never asks the replica anything. Not thread-safe: the {@link Driver} of a running node serialises the calls, a
 * simulation makes them one after the other.
 */
final class Engine {
    /** How long a refused peer has to read why. */
    private static final long FAREWELL_NANOS = 1_000_000_000L;

    /** What no sound peer sends. A broken seal is not among it: that is the work of somebody on the way. */
    private static final Set<RejectReason> DAMAGE = EnumSet.of(
            RejectReason.WRONG_MAGIC,
            RejectReason.WRONG_VERSION,
            RejectReason.OVERSIZE,
            RejectReason.BAD_CHECKSUM,
            RejectReason.MALFORMED,
            RejectReason.UNEXPECTED,
            RejectReason.CORRUPT_DATA);

    private final Identity self;
    private final NodeConfig config;
    private final RandomGenerator random;
    private final Counters counters;
    private final Outputs outputs = new Outputs();
    private final Set<Link> links = new LinkedHashSet<>();
    private final Peers peers;
    private final AcceptRate acceptRate;
    private long attempts;
    private boolean closing;

    Engine(Identity self, NodeConfig config, RandomGenerator random, Counters counters, long now) {
        this.self = self;
        this.config = config;
        this.random = random;
        this.counters = counters;
        acceptRate =
                new AcceptRate(config.limits().acceptBurst(), config.limits().acceptsPerSecond());
        peers = new Peers(self, config, random, counters, outputs, now);
    }

    /** What is to be done as a result of the calls. */
    Outputs outputs() {
        return outputs;
    }

    /** Who belongs to the cluster. */
    Members members() {
        return peers.members();
    }

    /** Who is linked, who is cut. */
    Roster<Link> roster() {
        return peers.roster();
    }

    /** How many connections there are, of whatever kind. */
    int connections() {
        return links.size();
    }

    /** What was counted. */
    NodeStats stats() {
        return counters.stats(peers.collapses(), peers.members().stats());
    }

    // --- connections come and go

    /** A connection was accepted. Returns its link, or null if it has to be closed. */
    @Nullable
    Link accepted(PeerAddress remote, long now) {
        if (closing) {
            return null;
        }
        if (!acceptRate.admits(remote.host(), now)) {
            count(RejectReason.TOO_FAST, remote);
            return null;
        }
        long pending =
                links.stream().filter(link -> !link.dialed && !link.established).count();
        if (pending >= config.limits().pending()) {
            count(RejectReason.TOO_MANY_PENDING, remote);
            return null;
        }
        return add(false, remote, null, now);
    }

    /** A seed answered. Returns the link of the connection, or null if it has to be closed. */
    @Nullable
    Link dialed(PeerAddress seed, long now) {
        if (closing) {
            return null;
        }
        Link link = add(true, seed, seed, now);
        link.control.add(new Message.Hello(Frame.VERSION, self, link.attempt));
        return link;
    }

    /** A seed did not answer. */
    void dialFailed(PeerAddress seed, long now) {
        peers.dialFailed(seed, now);
    }

    private Link add(boolean dialed, PeerAddress remote, @Nullable PeerAddress seed, long now) {
        Link link = new Link(
                dialed,
                remote,
                seed,
                dialed ? ++attempts : 0,
                new Liveness(config.patience(), now),
                new Outbox(config.outboxCapacity()));
        links.add(link);
        outputs.deadlineMoved();
        return link;
    }

    /** The connection of a link is gone. */
    void closed(Link link, long now) {
        end(link, now);
        links.remove(link);
    }

    /** The connection of a link has found out about the other end. */
    void authenticated(Link link, Credentials credentials) {
        link.credentials = credentials;
    }

    /** The other end refuses this one, and has said so before the handshake was done. */
    void refusedByPeer(Link link, RejectReason reason, long now) {
        if (isLive(link)) {
            rejected(link, reason, now);
        }
    }

    // --- messages come in

    /** Takes a message. Returns it if it is data that counts, else null. */
    @Nullable
    Data received(Link link, Message message, long now) throws RefusedException {
        link.liveness.heard(now);
        if (link.phase == Link.Phase.GREETING) {
            greeting(link, message, now);
        } else if (link.phase == Link.Phase.OPEN) {
            return conversation(link, message, now);
        }
        return null;
    }

    private void greeting(Link link, Message message, long now) throws RefusedException {
        if (message instanceof Message.Hello hello && !link.dialed) {
            checkVersion(hello.version());
            admit(link, hello.identity(), hello.attempt(), now);
        } else if (message instanceof Message.HelloAck ack && link.dialed && ack.attempt() == link.attempt) {
            checkVersion(ack.version());
            admit(link, ack.identity(), link.attempt, now);
        } else if (message instanceof Message.Reject reject && link.dialed) {
            rejected(link, reject.reason(), now);
        } else if (message instanceof Message.Handshake) {
            throw new RefusedException(RejectReason.UNPROTECTED, "the other side has a secret, and this one has none");
        } else {
            throw new RefusedException(RejectReason.UNEXPECTED, message + " in a handshake");
        }
    }

    private static void checkVersion(int version) throws RefusedException {
        if (version != Frame.VERSION) {
            throw new RefusedException(RejectReason.WRONG_VERSION, "the other side speaks version " + version);
        }
    }

    private void checkCredentials(Link link, Identity peer) throws RefusedException {
        String objection = link.credentials.objection(peer.name(), Frame.introduction(peer));
        if (objection == null) {
            objection = peers.bindings().conflict(link.credentials.fingerprint(), peer);
        }
        if (objection != null) {
            throw new RefusedException(RejectReason.WRONG_IDENTITY, objection);
        }
    }

    private void admit(Link link, Identity peer, long attempt, long now) throws RefusedException {
        checkCredentials(link, peer);
        if (peers.quarantine().holds(peer.replica(), now)) {
            throw new RefusedException(RejectReason.QUARANTINED, peer.replica() + " has sent damaged bytes");
        }
        Roster.Admission<Link> admission = roster().admit(link, link.dialed, attempt, peer);
        peers.answered(link, peer);
        if (admission instanceof Roster.Admission.Welcome<Link> welcome) {
            establish(link, peer, attempt, welcome.replaced(), now);
        } else if (admission instanceof Roster.Admission.Refused<Link> refused) {
            refusePeer(link, peer, attempt, refused.reason(), now);
        }
    }

    private void establish(Link link, Identity peer, long attempt, @Nullable Link replaced, long now) {
        link.phase = Link.Phase.OPEN;
        link.peer = peer;
        link.established = true;
        link.liveness.established(now);
        peers.bindings().bind(link.credentials.fingerprint(), peer);
        if (link.dialed) {
            // One digest starts an exchange in both directions; a second from the other side would fetch everything
            // twice.
            link.outbox.digest();
        } else {
            link.control.add(new Message.HelloAck(Frame.VERSION, self, attempt));
        }
        peers.linked(link, peer, replaced != null, now);
        if (replaced != null) {
            count(RejectReason.DUPLICATE_LINK, replaced.remote);
            lastWord(replaced, RejectReason.DUPLICATE_LINK, now);
        }
        outputs.wake(link);
    }

    private void refusePeer(Link link, Identity peer, long attempt, RejectReason reason, long now) {
        if (reason == RejectReason.SELF) {
            peers.metItself();
        } else if (reason == RejectReason.DUPLICATE_LINK) {
            peers.isLinkedOtherwise(peer, now);
            if (!link.dialed) {
                // The dialer must learn whom it has reached, or it would dial for ever.
                link.control.add(new Message.HelloAck(Frame.VERSION, self, attempt));
            }
        }
        refuse(link, reason, now);
    }

    private @Nullable Data conversation(Link link, Message message, long now) throws RefusedException {
        boolean taken = link.peer != null && peers.received(link, link.peer, message, now);
        if (message instanceof Data data) {
            return data;
        } else if (message instanceof Message.Ack ack) {
            acknowledged(link, ack.parts());
        } else if (message instanceof Message.Reject reject) {
            rejected(link, reject.reason(), now);
        } else if (message instanceof Message.Bye) {
            hangUp(link, now);
        } else if (!taken) {
            throw new RefusedException(RejectReason.UNEXPECTED, message + " after the handshake");
        }
        return null;
    }

    private void acknowledged(Link link, int parts) throws RefusedException {
        if (!link.outbox.acknowledged(parts)) {
            throw new RefusedException(RejectReason.UNEXPECTED, "more was acknowledged than sent");
        }
        link.blockedSince = Long.MAX_VALUE;
        outputs.wake(link);
    }

    private void rejected(Link link, RejectReason reason, long now) {
        counters.rejectedByPeer(reason);
        link.spare = reason == RejectReason.SPARE;
        outputs.tell(listener -> listener.rejectedBy(reason, link.remote.toString()));
        if (reason == RejectReason.SELF && link.seed != null) {
            peers.claimsToBeSelf(link.seed);
        }
        hangUp(link, now);
    }

    // --- what the replica made of data

    /** The replica took data. */
    void reacted(Link link, Data data, boolean grew, @Nullable Iterator<byte[]> replies, long now) {
        Identity peer = link.peer;
        if (link.phase != Link.Phase.OPEN || peer == null) {
            return;
        }
        taken(link, data);
        peers.took(peer, data, grew, replies != null, now);
        if (replies != null) {
            if (!link.outbox.answer(replies)) {
                counters.answerLeftOut();
            }
            outputs.wake(link);
        }
    }

    /** The replica refused data; the link goes on. */
    void dataRefused(Link link, Data data, RejectReason reason) {
        count(reason, link.remote);
        taken(link, data);
    }

    private void taken(Link link, Data data) {
        if (data.kind() == Data.Kind.PART || data.kind() == Data.Kind.END) {
            link.taken++;
            outputs.wake(link);
        }
    }

    /** The replica made a fresh delta. */
    void pushed(byte[] body, long now) {
        peers.pushed(body, now);
    }

    // --- messages go out

    /** What to write to a link next; null if there is nothing now. */
    @Nullable
    Outgoing poll(Link link) {
        return link.poll();
    }

    /** Gives back the rest of an answer. */
    void resume(Link link, Iterator<byte[]> parts) {
        if (link.phase == Link.Phase.OPEN) {
            link.outbox.resume(parts);
        }
    }

    // --- refusals and ends

    /** Refuses the other end of a link: counts it, says why, and ends the link. */
    void refuse(Link link, RejectReason reason, long now) {
        if (isLive(link)) {
            if (link.peer != null && DAMAGE.contains(reason)) {
                peers.quarantine().add(link.peer.replica(), now);
            }
            count(reason, link.remote);
            lastWord(link, reason, now);
        }
    }

    /** Counts a refusal that ends no link. */
    void count(RejectReason reason, PeerAddress remote) {
        counters.rejected(reason);
        outputs.tell(listener -> listener.rejected(reason, remote.toString()));
    }

    /** Refuses links on purpose. */
    void cut(Collection<Link> refused, long now) {
        refused.forEach(link -> refuse(link, RejectReason.CUT, now));
    }

    /** Forgets which replica a name belongs to. */
    void forget(String name) {
        peers.bindings().forget(name);
    }

    /** Something that kept peers apart is gone: they are dialed at once. */
    void hurry(long now) {
        peers.hurry(now);
    }

    private static boolean isLive(Link link) {
        return link.phase == Link.Phase.GREETING || link.phase == Link.Phase.OPEN;
    }

    private void lastWord(Link link, RejectReason reason, long now) {
        detach(link, now);
        link.control.add(new Message.Reject(reason));
        link.phase = Link.Phase.ENDING;
        link.endBy = now + FAREWELL_NANOS;
        outputs.deadlineMoved();
        outputs.wake(link);
    }

    private void hangUp(Link link, long now) {
        end(link, now);
        link.endBy = Long.MAX_VALUE;
        outputs.close(link);
    }

    private void end(Link link, long now) {
        detach(link, now);
        link.phase = Link.Phase.ENDED;
        link.control.clear();
    }

    private void detach(Link link, long now) {
        if (link.phase == Link.Phase.OPEN) {
            peers.unlinked(link, now);
        } else if (link.phase == Link.Phase.GREETING && link.seed != null) {
            peers.dialFailed(link.seed, now);
        }
    }

    // --- time passes

    /** Does what is due. */
    void tick(long now) {
        for (Link link : List.copyOf(links)) {
            tick(link, now);
        }
        if (!closing) {
            peers.tick(now);
            shed(now);
        }
    }

    private void tick(Link link, long now) {
        if (now >= link.endBy) {
            hangUp(link, now);
        } else if (isLive(link) && now >= stalledAt(link)) {
            count(RejectReason.STALLED, link.remote);
            hangUp(link, now);
        } else if (isLive(link)) {
            if (link.blockedSince == Long.MAX_VALUE && link.outbox.isBlocked()) {
                link.blockedSince = now;
            }
            switch (link.liveness.check(now)) {
                case NOTHING -> {}
                case PING -> {
                    link.control.add(new Message.Ping(random.nextLong()));
                    outputs.wake(link);
                }
                case LATE_HANDSHAKE -> refuse(link, RejectReason.LATE_HANDSHAKE, now);
                case SILENT -> refuse(link, RejectReason.SILENT, now);
            }
        }
    }

    private void shed(long now) {
        for (Link spare : members().toShed()) {
            spare.spare = true;
            refuse(spare, RejectReason.SPARE, now);
        }
    }

    private long stalledAt(Link link) {
        long since = Math.min(link.writingSince, link.blockedSince);
        return since == Long.MAX_VALUE ? since : since + config.timers().write().toNanos();
    }

    /** When to {@link #tick} next, unless something happens before. */
    long deadline() {
        long deadline = closing ? Long.MAX_VALUE : peers.deadline();
        for (Link link : links) {
            deadline = Math.min(deadline, link.endBy);
            if (isLive(link)) {
                deadline = Math.min(deadline, Math.min(link.liveness.deadline(), stalledAt(link)));
            }
        }
        return deadline;
    }

    /** Leaves for good, and says so. */
    void leaveForGood(long now) {
        if (!closing) {
            members().leave(now);
        }
        leave(now);
    }

    /** Leaves: what is queued goes out, then a farewell; answers do not, for they could take for ever. */
    void leave(long now) {
        closing = true;
        for (Link link : List.copyOf(links)) {
            if (link.phase == Link.Phase.OPEN) {
                detach(link, now);
                link.phase = Link.Phase.LEAVING;
                link.outbox.dropAnswers();
                link.endBy = now + config.timers().close().toNanos();
                outputs.wake(link);
            } else if (link.phase == Link.Phase.GREETING) {
                hangUp(link, now);
            }
        }
        outputs.deadlineMoved();
    }
}
