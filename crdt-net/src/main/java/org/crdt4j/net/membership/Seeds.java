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
 * The addresses that a node keeps dialing, and when it dials which: the fixed list that it was given, and those that it has heard of.
 * Not thread-safe.
 *
 * <p>An address whose peer is linked is left alone, whoever dialed. After each failure the wait doubles up to a maximum; half of it
 * is random, so that nodes that failed together do not come back together. A link that breaks early counts as a failure: a peer that
 * greets and drops is not dialed in a tight loop.
 *
 * <p>What was heard may be wrong, or a lie. So addresses of hearsay are dialed a few at a time, wait much longer after failures, are
 * given up once somebody else answers there, and are never more than a fixed number.
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

    /** How many addresses of hearsay are dialed at a time. */
    private static final int HEARSAY_AT_ONCE = 8;

    /** How much longer they wait after a failure: first as long as others at most, and up to this many times as long. */
    private static final int HEARSAY_PATIENCE = 30;

    /** After so many failures in a row, and each time after as many more, a member counts as out of reach. */
    private static final int OUT_OF_REACH = 3;

    private enum Phase {
        WAITING,
        DIALING,
        LINKED,
        SELF
    }

    private static final class Seed {
        private final boolean hearsay;
        private Phase phase = Phase.WAITING;
        private @Nullable ReplicaId peer;
        private int failures;
        private long dueAt;
        private long linkedAt;

        Seed(boolean hearsay, @Nullable ReplicaId peer, long dueAt) {
            this.hearsay = hearsay;
            this.peer = peer;
            this.dueAt = dueAt;
        }
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
            seeds.put(address, new Seed(false, null, now));
        }
    }

    /**
     * Somebody says that a member listens somewhere. It replaces what was said of the member before.
     *
     * @param member the member
     * @param address where
     * @param most how many addresses of hearsay there may be
     * @param dueAt when to dial it
     */
    public void heardOf(ReplicaId member, A address, int most, long dueAt) {
        Seed known = seeds.get(address);
        if (known != null) {
            known.peer = known.peer == null ? member : known.peer;
            return;
        }
        forget(member);
        if (seeds.values().stream().filter(seed -> seed.hearsay).count() < most) {
            seeds.put(address, new Seed(true, member, dueAt));
        }
    }

    /**
     * What was said of a member is of no more use.
     *
     * @param member the member
     */
    public void forget(ReplicaId member) {
        seeds.values().removeIf(seed -> seed.hearsay && member.equals(seed.peer));
    }

    /** Nothing that was said is of use any more, but for those who have a link. */
    public void forgetHearsay() {
        seeds.values().removeIf(seed -> seed.hearsay && seed.phase != Phase.LINKED);
    }

    /**
     * How many addresses of hearsay are being tried.
     *
     * @return the number of those without a link
     */
    public int trying() {
        return (int) seeds.values().stream()
                .filter(seed -> seed.hearsay && seed.phase != Phase.LINKED)
                .count();
    }

    /**
     * Who listens at an address, as far as is known.
     *
     * @param address the address
     * @return who has answered there, or is said to listen there; null if nobody
     */
    public @Nullable ReplicaId peer(A address) {
        Seed seed = seeds.get(address);
        return seed == null ? null : seed.peer;
    }

    /**
     * Who is said to listen at an address.
     *
     * @param address the address
     * @return the member, or null if the address is no hearsay
     */
    public @Nullable ReplicaId heardOf(A address) {
        Seed seed = seeds.get(address);
        return seed != null && seed.hearsay ? seed.peer : null;
    }

    /**
     * The addresses to dial now. They count as being dialed from then on.
     *
     * @param now the time
     * @return the addresses, in the order of the list
     */
    public List<A> due(long now) {
        List<A> due = new ArrayList<>();
        long[] free = {HEARSAY_AT_ONCE - dialingOnHearsay()};
        seeds.forEach((address, seed) -> {
            if (seed.phase == Phase.WAITING && seed.dueAt <= now && (!seed.hearsay || free[0] > 0)) {
                free[0] -= seed.hearsay ? 1 : 0;
                seed.phase = Phase.DIALING;
                due.add(address);
            }
        });
        return due;
    }

    private long dialingOnHearsay() {
        return seeds.values().stream()
                .filter(seed -> seed.hearsay && seed.phase == Phase.DIALING)
                .count();
    }

    /**
     * When the next address is due.
     *
     * @return the time, {@link Long#MAX_VALUE} if none waits
     */
    public long deadline() {
        boolean full = dialingOnHearsay() >= HEARSAY_AT_ONCE;
        long deadline = Long.MAX_VALUE;
        for (Seed seed : seeds.values()) {
            if (seed.phase == Phase.WAITING && !(full && seed.hearsay)) {
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
     * @return the member that is out of reach there, as often as not to be found; else null
     */
    public @Nullable ReplicaId failed(A address, long now) {
        Seed seed = seeds.get(address);
        if (seed == null || seed.phase != Phase.DIALING) {
            return null;
        }
        retry(seed, now);
        return seed.failures % OUT_OF_REACH == 0 ? seed.peer : null;
    }

    /**
     * The address is this node's own: it is never dialed again.
     *
     * @param address what was dialed
     */
    public void isSelf(A address) {
        Seed seed = seeds.get(address);
        if (seed != null) {
            seed.phase = Phase.SELF;
        }
    }

    /**
     * The peer behind an address is known, for it answered. What was hearsay and is wrong is forgotten.
     *
     * @param address what was dialed
     * @param peer who answered
     */
    public void answered(A address, ReplicaId peer) {
        Seed seed = seeds.get(address);
        if (seed != null && seed.hearsay && !peer.equals(seed.peer)) {
            seeds.remove(address);
        } else if (seed != null) {
            seed.peer = peer;
        }
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
        long first = seed.hearsay ? pace.most() : pace.first();
        long most = seed.hearsay ? HEARSAY_PATIENCE * pace.most() : pace.most();
        long wait = most;
        if (seed.failures < Long.SIZE - 2 && first <= most >> seed.failures) {
            wait = first << seed.failures;
        }
        seed.failures++;
        seed.phase = Phase.WAITING;
        seed.dueAt = now + wait / 2 + random.nextLong(wait / 2 + 1);
    }
}
