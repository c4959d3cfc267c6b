// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit;

import java.time.InstantSource;
import java.util.BitSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Crdt;
import org.crdt4j.crdt.Delta;
import org.crdt4j.crdt.OpCrdt;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.op.CausalDelivery;
import org.crdt4j.op.OpReplica;
import org.crdt4j.op.Saved;
import org.jspecify.annotations.Nullable;

/**
 * A simulated replica that has one object four times: by operations; by deltas and by states that are joined when the operation
 * takes effect; and by deltas that are joined when they arrive.
 */
final class OperationMember<
        T extends Crdt<D, C>, D extends Delta<D>, C, X extends OpCrdt<O, S, ?>, O, S extends Delta<S>> {

    final int index;
    final T byDeltas;
    final T byStates;
    final T unordered;
    final BitSet arrived = new BitSet();
    final BitSet delivered = new BitSet();
    private final CausalDelivery.Limits limits;
    private final InstantSource time;
    private OpReplica<Watched<X, O, S>, O> replica;

    OperationMember(
            int index,
            ReplicaId id,
            OperationLaws<T, D, C, ?, X, O, S> laws,
            CausalDelivery.Limits limits,
            InstantSource time,
            BiConsumer<OperationMember<T, D, C, X, O, S>, Tagged<O>> delivery) {
        this.index = index;
        this.limits = limits;
        this.time = time;
        this.byDeltas = laws.subject.type().create(ReplicaContext.of(id, new HybridClock(time)));
        this.byStates = laws.subject.type().create(ReplicaContext.of(id, new HybridClock(time)));
        this.unordered = laws.subject.type().create(ReplicaContext.of(id, new HybridClock(time)));
        CausalDelivery<O> fresh = new CausalDelivery<>(id, new HybridClock(time));
        Watched<X, O, S> watched = new Watched<>(laws.flavour.create(), operation -> delivery.accept(this, operation));
        this.replica = new OpReplica<>(watched, new CausalDelivery<>(fresh.save(), new HybridClock(time), limits));
    }

    OpReplica<Watched<X, O, S>, O> replica() {
        return replica;
    }

    X object() {
        return replica.object().object;
    }

    /* the object stays: what is tried is whether the delivery goes on as if nothing had happened */
    void restart() {
        Saved<O> saved = replica.save();
        replica = new OpReplica<>(replica.object(), new CausalDelivery<>(saved, new HybridClock(time), limits));
    }

    void checkInvariants() {
        replica.checkInvariants();
        byDeltas.checkInvariants();
        byStates.checkInvariants();
        unordered.checkInvariants();
    }

    @Override
    public String toString() {
        return "r" + index;
    }

    /** Passes everything on to an object, and tells of each effect. */
    static final class Watched<X extends OpCrdt<O, S, ?>, O, S extends Delta<S>> implements OpCrdt<O, S, Object> {

        private final X object;
        private final Consumer<Tagged<O>> effects;

        Watched(X object, Consumer<Tagged<O>> effects) {
            this.object = object;
            this.effects = effects;
        }

        @Override
        public Object value() {
            return object.value();
        }

        @Override
        public void validate(O operation) {
            object.validate(operation);
        }

        @Override
        public void effect(Tagged<O> operation) {
            object.effect(operation);
            effects.accept(operation);
        }

        @Override
        public S state() {
            return object.state();
        }

        @Override
        public boolean join(S state) {
            return object.join(state);
        }

        @Override
        public void compact(VersionVector stable) {
            object.compact(stable);
        }

        @Override
        public void observe(@Nullable Consumer<? super Object> observer) {
            object.observe(observer);
        }

        @Override
        public void checkInvariants() {
            object.checkInvariants();
        }
    }
}
