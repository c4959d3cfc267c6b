// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.dissemination;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.net.message.Message;
import org.jspecify.annotations.Nullable;

/**
 * Who gets a fresh delta: every peer, except the one it came from. A delta that came from a peer is passed on only if it changed
 * something here; so it dies out as soon as everybody has it, whatever the shape of the network. Not thread-safe.
 *
 * <p>In a large cluster that would still send each delta over every link. There a peer that sends what is known already is asked not to
 * push any more ({@link Message.Prune}); it then only says what it has, many at a time ({@link Message.Have}). The links that are left
 * form a tree. If it breaks, what others have and nobody pushes is asked for ({@link Message.Graft}), which mends the tree.
 *
 * <p>After Leitão, Pereira and Rodrigues, "Epidemic Broadcast Trees", 2007 (Plumtree).
 */
public final class Dissemination {
    /** How long to wait for more before saying what there is. */
    private static final long HAVE_NANOS = 50_000_000;

    /** The most that waits to be said to one peer. */
    private static final int HAVES = 1024;

    private static final class Peer {
        private final Outbox outbox;
        private final List<Long> haves = new ArrayList<>();
        private boolean lazy;

        Peer(Outbox outbox) {
            this.outbox = outbox;
        }
    }

    private final SortedMap<ReplicaId, Peer> peers = new TreeMap<>();
    private final Consumer<ReplicaId> wake;
    private final BiConsumer<ReplicaId, Message> send;
    private final Recent recent = new Recent();
    private final Missing missing = new Missing();
    private boolean pruning;
    private int lazyPeers;
    private long haveAt = Long.MAX_VALUE;
    private long collapses;
    private long grafts;

    /**
     * Knows no peer yet.
     *
     * @param wake told of a peer that has something in its outbox
     * @param send sends a message to a peer beside its outbox
     */
    public Dissemination(Consumer<ReplicaId> wake, BiConsumer<ReplicaId, Message> send) {
        this.wake = wake;
        this.send = send;
    }

    /**
     * Sets whether peers that push what is known already are asked not to.
     *
     * @param newPruning true in a large cluster
     */
    public void prune(boolean newPruning) {
        pruning = newPruning;
    }

    /**
     * A peer got its link.
     *
     * @param peer the peer
     * @param outbox what waits for it
     */
    public void linked(ReplicaId peer, Outbox outbox) {
        unlinked(peer);
        peers.put(peer, new Peer(outbox));
    }

    /**
     * A peer lost its link.
     *
     * @param peer the peer
     */
    public void unlinked(ReplicaId peer) {
        Peer gone = peers.remove(peer);
        if (gone != null) {
            setLazy(gone, false);
            missing.forget(peer);
        }
    }

    private void setLazy(Peer peer, boolean lazy) {
        if (peer.lazy != lazy) {
            lazyPeers += lazy ? 1 : -1;
            peer.lazy = lazy;
            peer.haves.clear();
        }
    }

    private boolean isTree() {
        return pruning || lazyPeers > 0;
    }

    // --- deltas

    /**
     * Sends a delta to those it concerns. Takes time linear in the number of peers, and shares the bytes.
     *
     * @param body the delta
     * @param from the peer it came from, or null for a local update
     * @param now the time
     */
    public void spread(byte[] body, @Nullable ReplicaId from, long now) {
        long id = isTree() ? Recent.id(body) : 0;
        if (isTree()) {
            recent.add(id, body);
            missing.found(id);
        }
        for (Map.Entry<ReplicaId, Peer> entry : peers.entrySet()) {
            Peer peer = entry.getValue();
            if (entry.getKey().equals(from)) {
                continue;
            }
            if (peer.lazy) {
                announce(entry.getKey(), peer, id, now);
            } else {
                push(entry.getKey(), peer, body);
            }
        }
    }

    private void push(ReplicaId to, Peer peer, byte[] body) {
        if (!peer.outbox.push(body)) {
            collapses++;
        }
        wake.accept(to);
    }

    private void announce(ReplicaId to, Peer peer, long id, long now) {
        if (peer.haves.size() >= HAVES) {
            peer.haves.clear();
            peer.outbox.digest();
            collapses++;
            wake.accept(to);
            return;
        }
        peer.haves.add(id);
        haveAt = Math.min(haveAt, now + HAVE_NANOS);
    }

    /**
     * A peer has pushed a delta.
     *
     * @param body the delta
     * @param from the peer
     * @param grew whether it was news here
     * @param now the time
     */
    public void pushed(byte[] body, ReplicaId from, boolean grew, long now) {
        Peer peer = peers.get(from);
        if (!isTree() || peer == null) {
            if (grew) {
                spread(body, from, now);
            }
            return;
        }
        long id = Recent.id(body);
        boolean known = recent.contains(id);
        if (grew) {
            setLazy(peer, false);
            spread(body, from, now);
        } else if (known && pruning && !peer.lazy) {
            setLazy(peer, true);
            send.accept(from, new Message.Prune());
        } else if (!known) {
            recent.add(id, body);
            missing.found(id);
        }
    }

    // --- the tree

    /**
     * A peer does not want pushes.
     *
     * @param from the peer
     */
    public void pruned(ReplicaId from) {
        Peer peer = peers.get(from);
        if (peer != null) {
            setLazy(peer, true);
        }
    }

    /**
     * A peer says what it has.
     *
     * @param from the peer
     * @param ids the deltas
     * @param now the time
     */
    public void announced(ReplicaId from, List<Long> ids, long now) {
        if (!peers.containsKey(from)) {
            return;
        }
        for (long id : ids) {
            if (!recent.contains(id)) {
                missing.announced(id, from, now);
            }
        }
    }

    /**
     * A peer lacks a delta, and wants pushes from now on.
     *
     * @param from the peer
     * @param id the delta
     */
    public void grafted(ReplicaId from, long id) {
        Peer peer = peers.get(from);
        if (peer == null) {
            return;
        }
        setLazy(peer, false);
        byte[] body = recent.body(id);
        if (body != null) {
            push(from, peer, body);
        } else {
            // Too long ago: the peer will find out by comparing.
            peer.outbox.digest();
            wake.accept(from);
        }
    }

    // --- time

    /**
     * Says what there is, and asks for what is missing.
     *
     * @param now the time
     */
    public void tick(long now) {
        if (now >= haveAt) {
            haveAt = Long.MAX_VALUE;
            peers.forEach(this::sayWhatThereIs);
        }
        missing.due(now, (id, announcer) -> {
            Peer peer = peers.get(announcer);
            if (peer != null) {
                grafts++;
                setLazy(peer, false);
                send.accept(announcer, new Message.Graft(id));
            }
        });
    }

    private void sayWhatThereIs(ReplicaId to, Peer peer) {
        for (int start = 0; start < peer.haves.size(); start += Message.Have.LIMIT) {
            int end = Math.min(peer.haves.size(), start + Message.Have.LIMIT);
            send.accept(to, new Message.Have(peer.haves.subList(start, end)));
        }
        peer.haves.clear();
    }

    /**
     * When to {@linkplain #tick tick} next.
     *
     * @return the time
     */
    public long deadline() {
        return Math.min(haveAt, missing.deadline());
    }

    /**
     * How many deltas did not fit into an outbox and were left to a digest.
     *
     * @return the number since the beginning
     */
    public long collapses() {
        return collapses;
    }

    /**
     * How often a delta had to be asked for.
     *
     * @return the number since the beginning
     */
    public long grafts() {
        return grafts;
    }

    /**
     * How many peers are told what there is, instead of being pushed to.
     *
     * @return the number now
     */
    public int lazyPeers() {
        return lazyPeers;
    }
}
