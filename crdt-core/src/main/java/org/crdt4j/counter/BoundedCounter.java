// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.counter;

import java.math.BigInteger;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.crdt.CrdtType;
import org.crdt4j.crdt.LatticeCrdt;
import org.crdt4j.crdt.LatticeType;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.error.InsufficientRightsException;
import org.jspecify.annotations.Nullable;

/**
 * A counter that never falls below 0, at no replica and at no time (bounded counter, escrow): stock that must not be oversold, a budget,
 * free seats.
 *
 * <p>Whoever counts up gets as many rights to count down; rights can be handed to another replica. A replica counts down within its own
 * rights only, without asking anybody; beyond them it is refused, even if the value would allow it. So concurrent decrements all
 * count, and together they never exceed what was counted up. Concurrent increments and transfers all count too.
 *
 * <p>Ask the {@linkplain #richest() richest} peer for rights before one's own run out. Transferred rights can be used when the transfer
 * has arrived. The rights of a replica that is gone for good are lost with it: the value stays above 0 by as much. A replica that
 * has lost its state must not go on under its old identity.
 *
 * <p>Deltas may come in any order, late and twice; one that is lost is made good by any later one of the same kind. Where a decrement
 * arrives before what it relied on, the value shows 0 until that has come. Counting takes O(log n) and a copy of the state, which has a
 * number for each replica that counted and for each pair between which rights were handed over; values and rights take O(state). What
 * one replica makes, hands to one other, or uses in all must fit into a {@code long}; sums may exceed it. Not thread-safe.
 *
 * <p>Balegas et al., "Extending Eventually Consistent Cloud Databases for Enforcing Numeric Invariants", 2015.
 */
public final class BoundedCounter extends LatticeCrdt<Rights, ValueChange<BigInteger>> {

    /* rights(i) = R[i][i] + sum of R[j][i] - sum of R[i][j] - U[i]. Replica i knows its own row and U[i] exactly, and of what others gave it
     * perhaps too little: what it believes to have is never too much. So no decrement is ever made that is not covered. Elsewhere a
     * number can be known before what covers it; there sums are cut at 0. */

    private static final CrdtType<BoundedCounter, Rights, ValueChange<BigInteger>> TYPE =
            new LatticeType<>("bounded-counter", Rights.none(), BoundedCounter::new, Rights.format());

    private final ReplicaId replica;

    /**
     * A counter at 0, with no rights.
     *
     * @param replicaContext its surroundings
     */
    public BoundedCounter(ReplicaContext replicaContext) {
        super(Rights.none());
        replica = replicaContext.replica();
    }

    /**
     * The type.
     *
     * @return its descriptor
     */
    public static CrdtType<BoundedCounter, Rights, ValueChange<BigInteger>> type() {
        return TYPE;
    }

    /**
     * What was counted up less what was counted down, as a {@code long}.
     *
     * @return the value, never negative
     * @throws ArithmeticException if it does not fit; then use {@link #bigValue()}
     */
    @Override
    public Long value() {
        return bigValue().longValueExact();
    }

    /**
     * What was counted up less what was counted down.
     *
     * @return the value, however large, never negative
     */
    public BigInteger bigValue() {
        return value(state());
    }

    private static BigInteger value(Rights state) {
        return state.balance().max(BigInteger.ZERO);
    }

    /**
     * What this replica may count down or hand over now.
     *
     * @return its rights
     */
    public BigInteger ownRights() {
        return rights().getOrDefault(replica, BigInteger.ZERO);
    }

    /**
     * What each replica may count down, as far as it is known here.
     *
     * @return the rights of each replica that has any, or had any
     */
    public Map<ReplicaId, BigInteger> rights() {
        Map<ReplicaId, BigInteger> rights = new TreeMap<>(state().balances());
        rights.replaceAll((owner, balance) -> balance.max(BigInteger.ZERO));
        return Collections.unmodifiableMap(rights);
    }

    /**
     * Whom to ask for rights.
     *
     * @return the other replica with the most, as far as it is known here; empty if none has any
     */
    public Optional<ReplicaId> richest() {
        return rights().entrySet().stream()
                .filter(entry ->
                        !entry.getKey().equals(replica) && entry.getValue().signum() > 0)
                .max(Map.Entry.<ReplicaId, BigInteger>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey);
    }

    /**
     * Counts up, and gets as many rights.
     *
     * @param amount how many, 0 or more
     * @return the delta
     * @throws IllegalArgumentException if the amount is negative
     * @throws ArithmeticException if what this replica has counted up in all would not fit into a {@code long}; nothing is counted
     */
    public Rights increment(long amount) {
        checkAmount(amount);
        if (amount == 0) {
            return Rights.none();
        }
        return commit(Rights.given(replica, replica, Math.addExact(state().givenBy(replica, replica), amount)));
    }

    /**
     * Counts down, and uses up as many rights.
     *
     * @param amount how many, 0 or more
     * @return the delta
     * @throws IllegalArgumentException if the amount is negative
     * @throws InsufficientRightsException if this replica has not as many rights; nothing is counted
     * @throws ArithmeticException if what this replica has counted down in all would not fit into a {@code long}; nothing is counted
     */
    public Rights decrement(long amount) {
        checkAmount(amount);
        checkRights(amount, "count down");
        if (amount == 0) {
            return Rights.none();
        }
        return commit(Rights.used(replica, Math.addExact(state().usedBy(replica), amount)));
    }

    /**
     * Hands rights to another replica, which has them when the delta arrives there; this one has them no more at once.
     *
     * @param amount how many, 0 or more
     * @param to the other replica
     * @return the delta
     * @throws IllegalArgumentException if the amount is negative, or if the other replica is this one
     * @throws InsufficientRightsException if this replica has not as many rights; nothing is handed over
     * @throws ArithmeticException if what this replica has handed to the other in all would not fit into a {@code long}; nothing is handed
     *     over
     */
    public Rights transfer(long amount, ReplicaId to) {
        checkAmount(amount);
        if (Objects.requireNonNull(to, "to").equals(replica)) {
            throw new IllegalArgumentException(
                    "rights cannot be transferred to their owner: name another replica than " + to);
        }
        checkRights(amount, "transfer");
        if (amount == 0) {
            return Rights.none();
        }
        return commit(Rights.given(replica, to, Math.addExact(state().givenBy(replica, to), amount)));
    }

    private static void checkAmount(long amount) {
        if (amount < 0) {
            throw new IllegalArgumentException("the amount must not be negative: " + amount);
        }
    }

    private void checkRights(long amount, String what) {
        BigInteger own = ownRights();
        if (own.compareTo(BigInteger.valueOf(amount)) < 0) {
            throw new InsufficientRightsException("this replica has rights to " + what + " " + own + ", not " + amount
                    + richest().map(peer -> ": ask " + peer + " for a transfer").orElse(""));
        }
    }

    @Override
    protected @Nullable ValueChange<BigInteger> change(Rights before, Rights after) {
        BigInteger was = value(before);
        BigInteger is = value(after);
        return was.equals(is) ? null : new ValueChange<>(was, is);
    }

    @Override
    public void checkInvariants() {
        BigInteger own = state().balances().getOrDefault(replica, BigInteger.ZERO);
        if (own.signum() < 0) {
            throw new IllegalStateException(replica + " has used " + own.negate() + " more rights than it ever had");
        }
    }

    @Override
    public String toString() {
        return "BoundedCounter[" + bigValue() + "]";
    }
}
