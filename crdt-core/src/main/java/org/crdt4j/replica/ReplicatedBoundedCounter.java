// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.counter.BoundedCounter;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.error.InsufficientRightsException;

/**
 * A handle of a counter that never falls below 0: stock, a budget, free seats. Who adds gets as many rights to take away, and can hand
 * them to another replica; beyond its own rights a replica is refused at once, without asking anybody. Thread-safe. See {@link
 * BoundedCounter}.
 */
public final class ReplicatedBoundedCounter extends CounterHandle {

    private final ReplicatedObject<BoundedCounter, ?, ValueChange<BigInteger>> object;

    ReplicatedBoundedCounter(ReplicatedObject<BoundedCounter, ?, ValueChange<BigInteger>> object) {
        super(object);
        this.object = object;
    }

    @Override
    public BigInteger bigValue() {
        return object.read(BoundedCounter::bigValue);
    }

    /**
     * Adds some, with as many rights for this replica.
     *
     * @param amount how many, 0 or more; 0 does nothing
     * @throws IllegalArgumentException if the amount is negative
     * @throws ArithmeticException if what this replica has added in all would not fit into a {@code long}; nothing is counted
     */
    @Override
    public void increment(long amount) {
        object.update(counter -> counter.increment(amount));
    }

    /**
     * Takes one away.
     *
     * @throws InsufficientRightsException if this replica has no right left; nothing is counted
     */
    public void decrement() {
        decrement(1);
    }

    /**
     * Takes some away, and uses up as many rights.
     *
     * @param amount how many, 0 or more; 0 does nothing
     * @throws IllegalArgumentException if the amount is negative
     * @throws InsufficientRightsException if this replica has not as many rights; nothing is counted
     * @throws ArithmeticException if what this replica has taken away in all would not fit into a {@code long}; nothing is counted
     */
    public void decrement(long amount) {
        object.update(counter -> counter.decrement(amount));
    }

    /**
     * Hands rights to another replica, which has them when it hears of it; this one has them no more at once.
     *
     * @param amount how many, 0 or more
     * @param to the {@link Replica#id} of the other replica
     * @throws IllegalArgumentException if the amount is negative, or if the other replica is this one
     * @throws InsufficientRightsException if this replica has not as many rights; nothing is handed over
     * @throws ArithmeticException if what this replica has handed to the other in all would not fit into a {@code long}; nothing is handed
     *     over
     */
    public void transfer(long amount, ReplicaId to) {
        object.update(counter -> counter.transfer(amount, to));
    }

    /**
     * What this replica may take away or hand over now.
     *
     * @return its rights
     */
    public BigInteger ownRights() {
        return object.read(BoundedCounter::ownRights);
    }

    /**
     * What each replica may take away, as far as it is known here.
     *
     * @return an immutable copy: the rights of each replica that has any, or had any
     */
    public Map<ReplicaId, BigInteger> rights() {
        return object.read(BoundedCounter::rights);
    }

    /**
     * Whom to ask for rights.
     *
     * @return the other replica with the most, as far as it is known here; empty if none has any
     */
    public Optional<ReplicaId> richest() {
        return object.read(BoundedCounter::richest);
    }
}
