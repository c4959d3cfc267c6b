// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.membership;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.net.message.Identity;
import org.crdt4j.net.reason.RejectReason;
import org.jspecify.annotations.Nullable;

/**
 * The peers with an established link, at most one link each, and who may become one. Not thread-safe.
 *
 * <p>When two nodes dial each other at the same time, both must keep the same one of the two links without asking: the one that the
 * smaller identity dialed. Of two links in the same direction the one of the later attempt stays: its dialer has given up the other.
 * A link from another life of the peer always wins, for the earlier life is over.
 *
 * @param <L> a link
 */
public final class Roster<L> {

    /**
     * The verdict on a link.
     *
     * @param <L> a link
     */
    public sealed interface Admission<L> {

        /**
         * The link is in.
         *
         * @param replaced the link to the same peer that has to go, or null
         * @param <L> a link
         */
        record Welcome<L>(@Nullable L replaced) implements Admission<L> {}

        /**
         * The link has to go.
         *
         * @param reason why
         * @param <L> a link
         */
        record Refused<L>(RejectReason reason) implements Admission<L> {}
    }

    private record Entry<L>(L link, boolean dialed, long attempt, Identity peer) {}

    private final Identity self;
    private final int maxPeers;
    private final SortedMap<ReplicaId, Entry<L>> entries = new TreeMap<>();
    private final Set<ReplicaId> cutIds = new HashSet<>();
    private final Set<String> cutNames = new HashSet<>();
    private boolean everythingCut;

    /**
     * An empty roster.
     *
     * @param self who keeps it
     * @param maxPeers how many peers it takes
     */
    public Roster(Identity self, int maxPeers) {
        this.self = self;
        this.maxPeers = maxPeers;
    }

    /**
     * Decides on a link whose peer has introduced itself, and enters it if it is welcome.
     *
     * @param link the link
     * @param dialed whether this node dialed
     * @param attempt the number of the attempt among those of the node that dialed
     * @param peer who is at the other end
     * @return the verdict
     */
    public Admission<L> admit(L link, boolean dialed, long attempt, Identity peer) {
        RejectReason refusal = refusal(peer);
        if (refusal != null) {
            return new Admission.Refused<>(refusal);
        }
        Entry<L> present = entries.get(peer.replica());
        if (present == null && entries.size() >= maxPeers) {
            return new Admission.Refused<>(RejectReason.TOO_MANY_PEERS);
        }
        Entry<L> entry = new Entry<>(link, dialed, attempt, peer);
        if (present != null && stays(present, entry)) {
            return new Admission.Refused<>(RejectReason.DUPLICATE_LINK);
        }
        entries.put(peer.replica(), entry);
        return new Admission.Welcome<>(present == null ? null : present.link());
    }

    /**
     * Takes a link out, if it is the one that stands for its peer.
     *
     * @param link the link
     * @param peer its peer
     * @return whether the peer is without a link now
     */
    public boolean leave(L link, Identity peer) {
        Entry<L> present = entries.get(peer.replica());
        if (present == null || present.link() != link) {
            return false;
        }
        entries.remove(peer.replica());
        return true;
    }

    /**
     * The link of a peer.
     *
     * @param peer the identity
     * @return the link, or null if it has none
     */
    public @Nullable L link(ReplicaId peer) {
        Entry<L> entry = entries.get(peer);
        return entry == null ? null : entry.link();
    }

    /**
     * The links of all peers, ordered by identity.
     *
     * @return a copy
     */
    public Collection<L> links() {
        return entries.values().stream().map(Entry::link).toList();
    }

    /**
     * How many peers have a link.
     *
     * @return the number
     */
    public int size() {
        return entries.size();
    }

    /**
     * Refuses a peer from now on.
     *
     * @param peer its identity
     * @return the links that have to go
     */
    public List<L> cut(ReplicaId peer) {
        cutIds.add(peer);
        return refusedLinks();
    }

    /**
     * Refuses all peers of a name from now on.
     *
     * @param name the name
     * @return the links that have to go
     */
    public List<L> cut(String name) {
        cutNames.add(name);
        return refusedLinks();
    }

    /**
     * Refuses everybody from now on.
     *
     * @return the links that have to go
     */
    public List<L> cutAll() {
        everythingCut = true;
        return refusedLinks();
    }

    /**
     * Takes a peer back.
     *
     * @param peer its identity
     */
    public void heal(ReplicaId peer) {
        cutIds.remove(peer);
    }

    /**
     * Takes the peers of a name back.
     *
     * @param name the name
     */
    public void heal(String name) {
        cutNames.remove(name);
    }

    /** Takes everybody back, however they were cut. */
    public void healAll() {
        cutIds.clear();
        cutNames.clear();
        everythingCut = false;
    }

    private boolean stays(Entry<L> present, Entry<L> other) {
        if (present.peer().nonce() != other.peer().nonce()) {
            return false;
        }
        if (present.dialed() == other.dialed()) {
            return present.attempt() > other.attempt();
        }
        boolean selfIsSmaller = self.replica().compareTo(present.peer().replica()) < 0;
        return present.dialed() == selfIsSmaller;
    }

    private List<L> refusedLinks() {
        List<L> refused = new ArrayList<>();
        for (Entry<L> entry : entries.values()) {
            if (isCut(entry.peer())) {
                refused.add(entry.link());
            }
        }
        return refused;
    }

    private boolean isCut(Identity peer) {
        return isCut(peer.replica(), peer.name());
    }

    /**
     * Whether a peer is refused on purpose.
     *
     * @param peer its identity
     * @param name its name
     * @return whether it was cut, by either or with everybody
     */
    public boolean isCut(ReplicaId peer, String name) {
        return everythingCut || cutIds.contains(peer) || cutNames.contains(name);
    }

    private @Nullable RejectReason refusal(Identity peer) {
        if (!peer.cluster().equals(self.cluster())) {
            return RejectReason.WRONG_CLUSTER;
        }
        if (peer.replica().equals(self.replica())) {
            return peer.nonce() == self.nonce() ? RejectReason.SELF : RejectReason.DUPLICATE_REPLICA;
        }
        return isCut(peer) ? RejectReason.CUT : null;
    }
}
