// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.membership;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.crdt4j.causality.ReplicaId;
import org.jspecify.annotations.Nullable;

/**
 * The fixed list of addresses that a node keeps dialing, and when it dials which. Not thread-safe.
 *
 * <p>An address whose peer is linked is left alone, whoever dialed. After each failure the wait doubles up to a maximum; half of it
 * is random, so that nodes that failed together do not come back together. A link that breaks early counts as a failure: a peer that
 * greets and drops is not dialed in a tight loop.
 *
 * @param <A> an address
 */
public final class Seeds<A> {

    /**
     * How long to wait between attempts, in nanoseconds.
     *
     * @param first after the first failure
     * @param most never longer than this
     */
    public record Pace(long first, long most) {

        /** Checks that the pace does not stand still. */
        public Pace {
            if (first <= 0 || most < first) {
                throw new IllegalArgumentException(
                        "a wait of " + first + " to " + most + " ns between attempts is none");
            }
        }
    }

    private enum Phase {
        WAITING,
        DIALING,
        LINKED,
        SELF
    }

    private static final class Seed {
        private Phase phase = Phase.WAITING;
        private @Nullable ReplicaId peer;
        private int failures;
        private long dueAt;
        private long linkedAt;
    }

    private final Map<A, Seed> seeds = new LinkedHashMap<>();
    private final Pace pace;
    private final RandomGenerator random;

    /**
     * All addresses are due at once.
     *
     * @param addresses where other nodes may be
     * @param pace how long to wait between attempts
     * @param random for the jitter
     * @param now the time
     */
    public Seeds(Collection<A> addresses, Pace pace, RandomGenerator random, long now) {
        this.pace = pace;
        this.random = random;
        for (A address : addresses) {
            Seed seed = new Seed();
            seed.dueAt = now;
            seeds.put(address, seed);
        }
    }

    /**
     * The addresses to dial now. They count as being dialed from then on.
     *
     * @param now the time
     * @return the addresses, in the order of the list
     */
    public List<A> due(long now) {
        List<A> due = new ArrayList<>();
        seeds.forEach((address, seed) -> {
            if (seed.phase == Phase.WAITING && seed.dueAt <= now) {
                seed.phase = Phase.DIALING;
                due.add(address);
            }
        });
        return due;
    }

    /**
     * When the next address is due.
     *
     * @return the time, {@link Long#MAX_VALUE} if none waits
     */
    public long deadline() {
        long deadline = Long.MAX_VALUE;
        for (Seed seed : seeds.values()) {
            if (seed.phase == Phase.WAITING) {
                deadline = Math.min(deadline, seed.dueAt);
            }
        }
        return deadline;
    }

    /**
     * An attempt led nowhere.
     *
     * @param address what was dialed
     * @param now the time
     */
    public void failed(A address, long now) {
        Seed seed = get(address);
        if (seed.phase == Phase.DIALING) {
            retry(seed, now);
        }
    }

    /**
     * The address is this node's own: it is never dialed again.
     *
     * @param address what was dialed
     */
    public void isSelf(A address) {
        get(address).phase = Phase.SELF;
    }

    /**
     * The peer behind an address is known, for it answered.
     *
     * @param address what was dialed
     * @param peer who answered
     */
    public void answered(A address, ReplicaId peer) {
        get(address).peer = peer;
    }

    /**
     * A peer has a link, whoever dialed.
     *
     * @param peer the peer
     * @param now the time
     */
    public void linked(ReplicaId peer, long now) {
        for (Seed seed : seeds.values()) {
            if (peer.equals(seed.peer) && seed.phase != Phase.SELF) {
                seed.phase = Phase.LINKED;
                seed.linkedAt = now;
            }
        }
    }

    /**
     * A peer has lost its link: its addresses wait for the next attempt.
     *
     * @param peer the peer
     * @param now the time
     * @return how many addresses will be dialed again
     */
    public int unlinked(ReplicaId peer, long now) {
        int waiting = 0;
        for (Seed seed : seeds.values()) {
            if (seed.phase == Phase.LINKED && Objects.equals(peer, seed.peer)) {
                if (now - seed.linkedAt >= pace.most()) {
                    seed.failures = 0;
                }
                retry(seed, now);
                waiting++;
            }
        }
        return waiting;
    }

    /**
     * Whatever waits is due at once, because the reason of its failures is gone.
     *
     * @param now the time
     */
    public void hurry(long now) {
        for (Seed seed : seeds.values()) {
            seed.failures = 0;
            seed.dueAt = now;
        }
    }

    private void retry(Seed seed, long now) {
        long wait = pace.most();
        if (seed.failures < Long.SIZE - 2 && pace.first() <= pace.most() >> seed.failures) {
            wait = pace.first() << seed.failures;
        }
        seed.failures++;
        seed.phase = Phase.WAITING;
        seed.dueAt = now + wait / 2 + random.nextLong(wait / 2 + 1);
    }

    private Seed get(A address) {
        Seed seed = seeds.get(address);
        if (seed == null) {
            throw new IllegalArgumentException("not a seed: " + address);
        }
        return seed;
    }
}
