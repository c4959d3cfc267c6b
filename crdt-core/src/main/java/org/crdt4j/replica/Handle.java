// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.Objects;
import java.util.function.Consumer;
import org.crdt4j.crdt.Crdt;
import org.crdt4j.crdt.CrdtType;

/**
 * What all handles share. A handle names an object of a replica; the object is made when it is first changed, and found again when it
 * comes back after a delete. Get one from a {@link Replica}. Thread-safe.
 *
 * @param <V> the value, as a listener hears it first
 * @param <C> the reports of what changed
 */
public abstract sealed class Handle<V, C>
        permits CounterHandle,
                SetHandle,
                SketchHandle,
                ReplicatedFlag,
                ReplicatedGrowOnlyFlag,
                ReplicatedRegister,
                ReplicatedMultiValueRegister,
                ReplicatedExtremeRegister,
                ReplicatedStageRegister,
                ReplicatedConfirmationSet,
                ReplicatedMap,
                ReplicatedMapOf,
                ReplicatedMultiMap,
                ReplicatedCounterMap,
                ReplicatedExpiringMap,
                ReplicatedDocument,
                ReplicatedLog,
                ReplicatedReservations,
                ReplicatedOperations {

    private final ReplicatedObject<?, ?, C> object;

    Handle(ReplicatedObject<?, ?, C> object) {
        this.object = object;
    }

    /**
     * The object's name.
     *
     * @return the name
     */
    public final String name() {
        return object.name();
    }

    /**
     * Has each change reported, local or from a peer, exactly once and in order.
     *
     * @param listener takes the changes; called outside of any lock; if it throws, that is counted and nothing else happens
     * @return ends it
     */
    public final Subscription onChange(Consumer<? super ObjectChange<C>> listener) {
        return object.onChange(listener);
    }

    /**
     * Has the value reported now, then each change of it, without a gap.
     *
     * @param first takes the present value
     * @param listener takes the changes after it; both are called outside of any lock
     * @return ends it
     */
    @SuppressWarnings("unchecked")
    public final Subscription onChange(Consumer<? super V> first, Consumer<? super ObjectChange<C>> listener) {
        Objects.requireNonNull(first, "first");
        return object.onChange(value -> first.accept((V) value), listener);
    }

    /* each subclass says of which type the value of its objects is */
    @SuppressWarnings("unchecked")
    final V current() {
        return (V) object.read(Crdt::value);
    }

    final void deleteObject() {
        object.delete();
    }

    final Admission admission() {
        return object.admission();
    }

    final CrdtType<?, ?, ?> type() {
        return object.type();
    }

    @Override
    public String toString() {
        return name() + "=" + current();
    }
}
