// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.counter;

import java.math.BigInteger;
import java.util.Objects;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.DotConsumer;
import org.crdt4j.causality.DotStore.Owner;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.CausalCrdt;
import org.crdt4j.crdt.CausalType;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.ValueChange;
import org.jspecify.annotations.Nullable;

/**
 * A counter that goes up and down and can be reset (resettable counter), also by removing it from a map.
 *
 * <p>Concurrent increments and decrements all count. A reset cancels exactly what its author had seen: what is counted concurrently
 * with it stays. Concurrent resets are one. Deltas may come in any order, late and twice; an increment that is lost is made good by
 * any later one of the same replica.
 *
 * <p>All operations take O(replicas). The state is two marks a replica, however many increments and resets there were; what was reset
 * to 0 goes with {@link #compact}, at its own replica at once, at others when everything seen here is stable. The running total of one
 * replica must fit into a {@code long}; the value may exceed it, see {@link #bigValue()}. Not thread-safe.
 *
 * <p>Compare Weidner, Almeida, "An Oblivious Observed-Reset Embeddable Replicated Counter", 2022.
 */
public final class ResettableCounter extends CausalCrdt<CountStore, ValueChange<BigInteger>> {

    private static final CausalType<ResettableCounter, CountStore, ValueChange<BigInteger>> TYPE =
            new CausalType<>("resettable-counter", CountStore.empty(), ResettableCounter::new, CountStore.format());

    /**
     * A counter at 0.
     *
     * @param replicaContext its surroundings
     */
    public ResettableCounter(ReplicaContext replicaContext) {
        this(replicaContext, CountStore.empty());
    }

    private ResettableCounter(ReplicaContext replicaContext, CountStore store) {
        super(replicaContext, store);
    }

    /**
     * The type.
     *
     * @return its descriptor
     */
    public static CausalType<ResettableCounter, CountStore, ValueChange<BigInteger>> type() {
        return TYPE;
    }

    /**
     * What was counted and not reset, as a {@code long}.
     *
     * @return the value
     * @throws ArithmeticException if it does not fit; then use {@link #bigValue()}
     */
    @Override
    public Long value() {
        return bigValue().longValueExact();
    }

    /**
     * What was counted and not reset.
     *
     * @return the value, however large
     */
    public BigInteger bigValue() {
        return store().sum();
    }

    @Override
    public boolean isVacant() {
        return store().isZero();
    }

    /**
     * Adds one.
     *
     * @return the delta
     * @throws ArithmeticException if this replica's running total would not fit into a {@code long}; nothing is counted
     */
    public Causal<CountStore> increment() {
        return increment(1);
    }

    /**
     * Adds some, or takes some away if the amount is negative.
     *
     * @param amount how many
     * @return the delta
     * @throws ArithmeticException if this replica's running total would not fit into a {@code long}; nothing is counted
     */
    public Causal<CountStore> increment(long amount) {
        CountStore before = store();
        CountStore.Entry entry = before.step(replicaContext(), amount);
        CountStore after = before.with(entry);
        CountStore counted = CountStore.of(entry);
        Causal<CountStore> delta = commit(after, counted, CausalContext.of(counted));
        if (isObserved()) {
            report(change(before, after));
        }
        return delta;
    }

    /**
     * Takes one away.
     *
     * @return the delta
     * @throws ArithmeticException if this replica's running total would not fit into a {@code long}; nothing is counted
     */
    public Causal<CountStore> decrement() {
        return increment(-1);
    }

    /**
     * Takes some away, or adds some if the amount is negative.
     *
     * @param amount how many
     * @return the delta
     * @throws ArithmeticException if this replica's running total would not fit into a {@code long}; nothing is counted
     */
    public Causal<CountStore> decrement(long amount) {
        return increment(Math.negateExact(amount));
    }

    /**
     * Cancels everything that this replica has seen counted.
     *
     * @return the delta
     */
    public Causal<CountStore> reset() {
        return removeAll();
    }

    @Override
    protected CountStore compact(CountStore present, VersionVector stable, Owner editor) {
        return present.withoutZeros(CountStore.droppable(replicaContext(), stable));
    }

    @Override
    protected void forEachVisibleDot(CountStore present, DotConsumer action) {
        present.forEachVisibleDot(action);
    }

    @Override
    public @Nullable ValueChange<BigInteger> change(CountStore before, CountStore after) {
        BigInteger old = before.sum();
        BigInteger now = after.sum();
        return Objects.equals(old, now) ? null : new ValueChange<>(old, now);
    }

    @Override
    public String toString() {
        return "ResettableCounter[" + bigValue() + "]";
    }
}
