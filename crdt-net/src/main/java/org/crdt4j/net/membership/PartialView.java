// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.membership;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.crdt4j.causality.ReplicaId;

/**
 * With whom a node keeps a link. In a small cluster with everybody; in a large one with a few, chosen at random by both ends, so that
 * the whole hangs together though nobody has many links. Now and then one is exchanged, so that the whole stays random, and its parts
 * meet again should it ever fall apart. Not thread-safe.
 *
 * <p>After Leitão, Pereira and Rodrigues, "HyParView: a membership protocol for reliable gossip-based broadcast", 2007. Its passive
 * view, and the shuffles that keep it fresh, are not needed here: rumours make all members known to all.
 */
public final class PartialView {
    /** A node with fewer links looks for more. */
    static final int FEWEST = 5;

    /** A node with more links gives some up. */
    static final int MOST = 8;

    private final int mesh;
    private final long period;
    private final long exchange;
    private final RandomGenerator random;
    private boolean partial;
    private long dueAt;
    private long exchangeAt;

    /**
     * Begins with a full mesh.
     *
     * @param mesh up to how many others there is a link with each; 0 if the node looks for nobody
     * @param period how often links are looked at, in a large cluster
     * @param exchange how often one is exchanged
     * @param random chooses
     * @param now the time
     */
    public PartialView(int mesh, long period, long exchange, RandomGenerator random, long now) {
        this.mesh = mesh;
        this.period = period;
        this.exchange = exchange;
        this.random = random;
        dueAt = now;
        exchangeAt = now;
    }

    /**
     * Whether a few links are enough.
     *
     * @return false while there should be one with everybody
     */
    public boolean isPartial() {
        return partial;
    }

    /**
     * The cluster has another size. It must get a good deal smaller than it was for the mesh to be full again, or a cluster at the
     * limit would change its mind all the time.
     *
     * @param present how many others there are
     * @param now the time
     * @return whether the answer of {@link #isPartial()} has changed
     */
    public boolean resized(int present, long now) {
        boolean before = partial;
        partial = mesh > 0 && (before ? present > mesh * 3 / 4 : present > mesh);
        if (partial && !before) {
            dueAt = now;
            exchangeAt = now + jittered(exchange);
        }
        return partial != before;
    }

    /**
     * Whether it is time to look at the links. It counts as done.
     *
     * @param now the time
     * @return never true while the view is not partial
     */
    public boolean isDue(long now) {
        if (!partial || now < dueAt) {
            return false;
        }
        dueAt = now + jittered(period);
        return true;
    }

    /**
     * When to look again.
     *
     * @return the time
     */
    public long deadline() {
        return partial ? dueAt : Long.MAX_VALUE;
    }

    /**
     * Whom to dial.
     *
     * @param links how many links there are, or are being made
     * @param others who has none and could be dialed; asked for only if there is a need
     * @param now the time
     * @return a few of the others
     */
    public List<ReplicaId> toDial(int links, Supplier<List<ReplicaId>> others, long now) {
        int missing = Math.max(0, FEWEST - links);
        if (now >= exchangeAt) {
            exchangeAt = now + jittered(exchange);
            missing = Math.max(missing, 1);
        }
        return missing == 0 ? List.of() : choose(missing, others.get());
    }

    /**
     * Which links to give up: half of those that are too many, for their other ends may do the same.
     *
     * @param linked the peers
     * @return some of them at random, none if there are not too many
     */
    public List<ReplicaId> toShed(Collection<ReplicaId> linked) {
        return choose(Math.max(0, linked.size() - MOST + 1) / 2, linked);
    }

    private List<ReplicaId> choose(int most, Collection<ReplicaId> from) {
        List<ReplicaId> candidates = new ArrayList<>(from);
        List<ReplicaId> chosen = new ArrayList<>();
        while (chosen.size() < most && !candidates.isEmpty()) {
            int index = random.nextInt(candidates.size());
            chosen.add(candidates.get(index));
            candidates.set(index, candidates.get(candidates.size() - 1));
            candidates.remove(candidates.size() - 1);
        }
        return chosen;
    }

    private long jittered(long span) {
        return span / 2 + random.nextLong(span);
    }
}
