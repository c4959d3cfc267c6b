// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.OpCrdt;
import org.crdt4j.crdt.Tagged;
import org.jspecify.annotations.Nullable;

/**
 * One replica of an operation-based object: the object and its causal delivery.
 *
 * <pre>{@code
 * OpReplica<OpAddWinsSet<String>, OpAddWinsSet.Operation<String>> cart = new OpReplica<>(new OpAddWinsSet<>(), self, clock);
 * var sent = cart.update(set -> set.add("tea")); // takes effect here; send it to all other replicas
 * cart.receive(fromElsewhere);                   // late, twice, out of order: it does not matter
 * cart.object().contains("tea");
 * }</pre>
 *
 * <p>Every operation has to reach every replica in the end. {@link #missing} names those that are awaited, and comparing {@link
 * #delivered} with a peer's shows what else one of the two lacks.
 *
 * <p>An observer of the object may call {@link #update} and {@link #receive}. Not thread-safe.
 *
 * @param <T> the object
 * @param <O> its operations
 */
public final class OpReplica<T extends OpCrdt<O, ?, ?>, O> {

    private final T object;
    private final CausalDelivery<O> delivery;
    private final List<Tagged<O>> unsent = new ArrayList<>();

    /**
     * A replica of a new object.
     *
     * @param object the object, without any operation
     * @param replica the identity; no other replica of the object may have it
     * @param clock the time of its operations
     */
    public OpReplica(T object, ReplicaId replica, HybridClock clock) {
        this(object, new CausalDelivery<>(replica, clock));
    }

    /**
     * A replica with other limits, or one that goes on where it was saved.
     *
     * @param object the object, with exactly those operations in effect that were delivered
     * @param delivery the delivery, to be used by nobody else from now on
     */
    public OpReplica(T object, CausalDelivery<O> delivery) {
        this.object = Objects.requireNonNull(object, "object");
        this.delivery = Objects.requireNonNull(delivery, "delivery");
    }

    /**
     * The object, to read and to observe.
     *
     * @return the live object
     */
    public T object() {
        return object;
    }

    /**
     * Changes the object here and everywhere.
     *
     * @param prepare calls one of the object's own methods and returns its operation
     * @return the operation, which has taken effect here and has to be sent to all other replicas
     * @throws RuntimeException whatever an observer of the object threw; the operation has taken effect and is among the {@link
     *     #takeUnsent unsent}
     */
    public Tagged<O> update(Function<? super T, ? extends O> prepare) {
        O operation = prepare.apply(object);
        object.validate(operation);
        Tagged<O> tagged = delivery.tag(operation);
        boolean returned = false;
        try {
            object.effect(tagged);
            returned = true;
        } finally {
            if (!returned) {
                unsent.add(tagged);
            }
        }
        return tagged;
    }

    /**
     * Operations that {@link #update} could not return because an observer threw. Unless they are sent too, all other replicas wait
     * for them for ever.
     *
     * @return the operations, oldest first; they are handed out once
     */
    public List<Tagged<O>> takeUnsent() {
        List<Tagged<O>> taken = List.copyOf(unsent);
        unsent.clear();
        return taken;
    }

    /**
     * Takes an operation of another replica, and lets everything take effect that can now.
     *
     * @param operation the operation, as often and in whatever order it comes
     * @return whether it was accepted; if not, it has been accepted before
     * @throws org.crdt4j.error.CrdtException if it is refused, see {@link CausalDelivery#receive}; nothing has changed
     * @throws RuntimeException whatever an observer of the object threw; all operations have taken effect nevertheless
     */
    public boolean receive(Tagged<O> operation) {
        object.validate(operation.operation());
        boolean accepted = delivery.receive(operation);
        deliver(null);
        return accepted;
    }

    private void deliver(@Nullable RuntimeException before) {
        RuntimeException thrown = before;
        for (Tagged<O> next = delivery.poll(); next != null; next = delivery.poll()) {
            try {
                object.effect(next);
            } catch (RuntimeException byObserver) {
                thrown = firstOf(thrown, byObserver);
            }
        }
        if (thrown != null) {
            throw thrown;
        }
    }

    /* takes over a state of the object that contains all operations up to there, or none if these numbers will never be used */
    boolean advance(VersionVector joined, Runnable joinState) {
        boolean isNew = delivery.advance(joined);
        RuntimeException thrown = null;
        try {
            joinState.run();
        } catch (RuntimeException byObserver) {
            thrown = byObserver;
        }
        deliver(thrown);
        return isNew;
    }

    private static RuntimeException firstOf(@Nullable RuntimeException first, RuntimeException next) {
        if (first == null || first == next) {
            return next;
        }
        first.addSuppressed(next);
        return first;
    }

    /**
     * Whose replica this is.
     *
     * @return the identity
     */
    public ReplicaId replica() {
        return delivery.replica();
    }

    /**
     * The operations in effect here.
     *
     * @return the version
     */
    public VersionVector delivered() {
        return delivery.delivered();
    }

    /* the last operation of one origin that is in effect here */
    long delivered(ReplicaId origin) {
        return delivery.origins.get(origin).delivered;
    }

    /**
     * How many operations came and cannot take effect yet.
     *
     * @return their number
     */
    public int pending() {
        return delivery.pending();
    }

    /**
     * The operations that the pending ones wait for and that have not come.
     *
     * @return their dots, to be sent again by whoever has them
     */
    public CausalContext missing() {
        return delivery.missing();
    }

    /**
     * What has to survive a restart, together with the state of the object.
     *
     * @return an immutable copy
     */
    public Saved<O> save() {
        return delivery.save();
    }

    /**
     * Checks what must hold of the representation.
     *
     * @throws IllegalStateException if it does not hold, which is a mistake in this library
     */
    public void checkInvariants() {
        delivery.checkInvariants();
        object.checkInvariants();
    }

    @Override
    public String toString() {
        return "OpReplica[" + object + " at " + delivered() + ", pending " + pending() + "]";
    }
}
