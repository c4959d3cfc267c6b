// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.Optional;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.DotConsumer;
import org.crdt4j.causality.DotCover;
import org.crdt4j.causality.DotStore;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.MutableCausalContext;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.codec.Codec;
import org.crdt4j.codec.Decoded;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.CausalCrdt;
import org.crdt4j.crdt.CausalType;
import org.crdt4j.crdt.Crdt;
import org.crdt4j.crdt.CrdtType;
import org.crdt4j.crdt.Delta;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.error.CorruptDataException;
import org.crdt4j.op.OperationLog;
import org.crdt4j.op.OperationObject;

/**
 * One named object of a replica: its type, its live state, and its clock, that is what is reflected on it. A causal type keeps its
 * causal context in this very clock.
 */
abstract sealed class ObjectEntry<T extends Crdt<D, C>, D extends Delta<D>, C> {

    private final String name;
    private final CrdtType<T, D, C> type;
    private final T crdt;
    private final MutableCausalContext clock;
    private long emptySinceMillis = -1;
    private Fingerprint counted = Fingerprint.ZERO;

    private ObjectEntry(String name, CrdtType<T, D, C> type, T crdt, ReplicaContext context) {
        this.name = name;
        this.type = type;
        this.crdt = crdt;
        this.clock = context.context();
    }

    static <T extends Crdt<D, C>, D extends Delta<D>, C> ObjectEntry<T, D, C> of(
            String name, CrdtType<T, D, C> type, ReplicaContext context, Portions portions) {
        return type instanceof CausalType<?, ?, ?> causal
                ? causal(name, causal, context, portions)
                : new Dotless<>(name, type, context);
    }

    /* a causal type's live objects are causal, which the compiler cannot see here */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static <T extends Crdt<D, C>, D extends Delta<D>, C> ObjectEntry<T, D, C> causal(
            String name, CausalType<?, ?, ?> causal, ReplicaContext context, Portions portions) {
        return (ObjectEntry<T, D, C>) new Dotted(name, causal, context, portions);
    }

    final String name() {
        return name;
    }

    final CrdtType<T, D, C> type() {
        return type;
    }

    final T crdt() {
        return crdt;
    }

    final MutableCausalContext clock() {
        return clock;
    }

    /** This very object, if it is of that type. */
    @SuppressWarnings("unchecked")
    final <U extends Crdt<E, B>, E extends Delta<E>, B> ObjectEntry<U, E, B> as(CrdtType<U, E, B> wanted) {
        if (!type.name().equals(wanted.name())) {
            throw new IllegalArgumentException(
                    "'" + name + "' is a " + type.name() + ", not a " + wanted.name() + ": take another name");
        }
        return (ObjectEntry<U, E, B>) this;
    }

    /** The same in other surroundings, whose clock says what is in it: it can be changed, and forgotten, without this one noticing. */
    abstract ObjectEntry<T, D, C> copy(ReplicaContext context);

    /** The object as a row for a peer that has seen so much. Its content is plain: the message around it is compressed as a whole. */
    abstract Message.Row row(VersionVector peerSaw, Codec codec);

    /** A row's content, checked; nothing is changed yet. */
    abstract Decoded<D> decode(Message.Row row, Codec codec, HybridTimestamp notAfter);

    /** The content of a fresh event, checked; nothing is changed yet. */
    final Decoded<D> decodeDelta(Message.Row row, Codec codec, HybridTimestamp notAfter) {
        return codec.decode(type.format(), row.content(), notAfter);
    }

    /** The events of others that a delta says were seen, and of what it replaces; none if the type has no dots. */
    abstract CausalContext contextOf(D delta);

    /** The live dots; none if the type has no dots. */
    abstract void forEachDot(DotConsumer action);

    /** Whether any event is reflected on this object; one that was only asked for has none. */
    final boolean isUsed() {
        return !clock.snapshot().isEmpty();
    }

    /** Joins a row's content. */
    abstract boolean join(Message.Row row, D content, DotCover senderSaw);

    /** What remains when a scan finds this object absent at a peer that has seen so much; false if nothing changes. */
    abstract boolean joinAbsence(DotCover senderSaw);

    /** Whether nothing is left that anybody needs. */
    abstract boolean isEmpty();

    /** What a peer must have as well, if it is at the same version. */
    abstract Fingerprint visibleFingerprint(long secret);

    /** What is reflected on this object. */
    final Fingerprint clockFingerprint(long secret) {
        long object = Fingerprint.hashName(name);
        Fingerprint[] sum = {Fingerprint.ZERO};
        clock.snapshot()
                .forEachInterval(
                        (origin, low, high) -> sum[0] = sum[0].plus(Fingerprint.of(secret, ~object, origin, low))
                                .plus(Fingerprint.of(secret, ~object, origin, -high)));
        return sum[0];
    }

    /** Joins the content of a fresh event. */
    final boolean joinDelta(D content) {
        return crdt.join(content);
    }

    /** Removes what is seen here. */
    abstract D delete();

    /** Takes back what own events from a number on have put here. Returns the delta that says what remains of the given one. */
    abstract D withdraw(D delta, ReplicaId self, long first);

    /** How the visible fingerprint has changed since this was asked last. */
    final Fingerprint recount(long secret) {
        Fingerprint before = counted;
        counted = visibleFingerprint(secret);
        return counted.minus(before);
    }

    /** Whether an application saw anything here when the fingerprint was asked last. */
    final boolean isVisible() {
        return !counted.equals(Fingerprint.ZERO);
    }

    /** The object itself, if it is operation-based. */
    Optional<OperationObject<?, ?, ?, ?>> operations() {
        return Optional.empty();
    }

    /** Has to be called after every change: what is empty now has not been so for long. */
    final void touch() {
        emptySinceMillis = -1;
    }

    final boolean isEmptyLongEnough(long nowMillis, long retentionMillis) {
        if (!isEmpty()) {
            emptySinceMillis = -1;
            return false;
        }
        if (emptySinceMillis < 0) {
            emptySinceMillis = nowMillis;
        }
        return nowMillis - emptySinceMillis >= retentionMillis;
    }

    /** An object of a causal type. */
    private static final class Dotted<T extends CausalCrdt<S, C>, S extends DotStore<S>, C>
            extends ObjectEntry<T, Causal<S>, C> {

        private final CausalType<T, S, C> type;
        private final Portions portions;

        Dotted(String name, CausalType<T, S, C> type, ReplicaContext context, Portions portions) {
            this(name, type, type.create(context), context, portions);
        }

        private Dotted(String name, CausalType<T, S, C> type, T crdt, ReplicaContext context, Portions portions) {
            super(name, type, crdt, context);
            this.type = type;
            this.portions = portions;
        }

        @Override
        Message.Row row(VersionVector peerSaw, Codec codec) {
            S store = crdt().frozenStore();
            CausalContext leftOut = CausalContext.empty();
            if (!peerSaw.isEmpty() && isLarge(store)) {
                S unseen = store.since(peerSaw);
                leftOut = crdt().leftOut(unseen);
                store = unseen;
            }
            return new Message.Row(
                    name(),
                    type.name(),
                    clock().vector(),
                    leftOut,
                    codec.plain().encode(type.storeFormat(), store));
        }

        @Override
        ObjectEntry<T, Causal<S>, C> copy(ReplicaContext context) {
            T copied = type.over(context, crdt().frozenStore());
            return new Dotted<>(name(), type, copied, context, portions);
        }

        @Override
        void forEachDot(DotConsumer action) {
            crdt().frozenStore().forEachDot(action);
        }

        private boolean isLarge(S store) {
            int[] dots = {0};
            store.forEachDot((origin, counter) -> dots[0]++);
            return dots[0] > portions.wholeDots();
        }

        @Override
        Decoded<Causal<S>> decode(Message.Row row, Codec codec, HybridTimestamp notAfter) {
            Decoded<S> decoded = codec.decode(type.storeFormat(), row.content(), notAfter);
            decoded.value().forEachDot((origin, counter) -> {
                if (!row.clock().covers(origin, counter)) {
                    throw new CorruptDataException(
                            "dot " + origin + ":" + counter + " of " + name() + " is not in its clock");
                }
            });
            return new Decoded<>(
                    new Causal<>(decoded.value(), CausalContext.of(row.clock())), decoded.latestTimestamp());
        }

        @Override
        boolean join(Message.Row row, Causal<S> content, DotCover senderSaw) {
            CausalContext leftOut = row.leftOut();
            DotCover saw = leftOut.isEmpty()
                    ? senderSaw
                    : (origin, counter) -> senderSaw.covers(origin, counter) && !leftOut.covers(origin, counter);
            return crdt().join(content, saw);
        }

        @Override
        boolean joinAbsence(DotCover senderSaw) {
            return crdt().join(type.bottom(), senderSaw);
        }

        @Override
        boolean isEmpty() {
            return crdt().isEmpty();
        }

        @Override
        Fingerprint visibleFingerprint(long secret) {
            long object = Fingerprint.hashName(name());
            Fingerprint[] sum = {Fingerprint.ZERO};
            crdt().forEachVisibleDot(
                            (origin, counter) -> sum[0] = sum[0].plus(Fingerprint.of(secret, object, origin, counter)));
            return sum[0];
        }

        @Override
        CausalContext contextOf(Causal<S> delta) {
            return delta.context();
        }

        @Override
        Causal<S> delete() {
            return crdt().removeAll();
        }

        @Override
        Causal<S> withdraw(Causal<S> delta, ReplicaId self, long first) {
            crdt().join(type.bottom(), (origin, counter) -> counter >= first && origin.equals(self));
            return new Causal<>(type.bottomStore(), delta.context());
        }
    }

    /** An object of a type without dots: as a rule its state is joined whole, and it cannot be deleted. */
    private static final class Dotless<T extends Crdt<D, C>, D extends Delta<D>, C> extends ObjectEntry<T, D, C> {

        Dotless(String name, CrdtType<T, D, C> type, ReplicaContext context) {
            super(name, type, type.create(context), context);
        }

        @Override
        Message.Row row(VersionVector peerSaw, Codec codec) {
            D content = crdt().deltaSince(peerSaw);
            return new Message.Row(
                    name(),
                    type().name(),
                    clock().vector(),
                    isWhole(content) ? CausalContext.empty() : seenOf(peerSaw),
                    codec.plain().encode(type().format(), content));
        }

        @Override
        ObjectEntry<T, D, C> copy(ReplicaContext context) {
            ObjectEntry<T, D, C> copied = new Dotless<>(name(), type(), context);
            copied.crdt().join(crdt().state());
            return copied;
        }

        @Override
        void forEachDot(DotConsumer action) {}

        /* operations are the one thing without dots of which a part can be told */
        private static boolean isWhole(Delta<?> content) {
            return !(content instanceof OperationLog<?, ?> log)
                    || !log.base().delivered().isEmpty();
        }

        private CausalContext seenOf(VersionVector peerSaw) {
            return CausalContext.of(clock().vector().meet(peerSaw));
        }

        @Override
        Optional<OperationObject<?, ?, ?, ?>> operations() {
            return crdt() instanceof OperationObject<?, ?, ?, ?> operations
                    ? Optional.of(operations)
                    : Optional.empty();
        }

        @Override
        Decoded<D> decode(Message.Row row, Codec codec, HybridTimestamp notAfter) {
            return codec.decode(type().format(), row.content(), notAfter);
        }

        @Override
        boolean join(Message.Row row, D content, DotCover senderSaw) {
            boolean grew = crdt().join(content);
            return clock().addAll(CausalContext.of(row.clock())) || grew;
        }

        @Override
        boolean joinAbsence(DotCover senderSaw) {
            return false;
        }

        @Override
        CausalContext contextOf(D delta) {
            return CausalContext.empty();
        }

        @Override
        boolean isEmpty() {
            return !isUsed();
        }

        @Override
        Fingerprint visibleFingerprint(long secret) {
            return clockFingerprint(secret);
        }

        @Override
        D withdraw(D delta, ReplicaId self, long first) {
            throw new IllegalStateException("what a " + type().name() + " holds cannot be taken back");
        }

        @Override
        D delete() {
            throw new IllegalStateException(
                    "'" + name() + "' is a " + type().name()
                            + ", which has no dots by which a removal could tell old from new: it cannot be deleted; use a type with dots, as a resettable counter or an add-wins set");
        }
    }
}
