// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.codec.Codec;
import org.crdt4j.crdt.Crdt;
import org.crdt4j.crdt.CrdtType;
import org.crdt4j.crdt.Delta;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;
import org.crdt4j.op.OperationLog;
import org.jspecify.annotations.Nullable;

/** Refuses what could not be sent, or would be refused by peers, before anything is done with it. Thread-safe. */
record Admission(Codec codec, HybridClock clock, ReplicaId id) {

    private static final WireFormat<Object> KEY = new WireFormat<>() {
        @Override
        public void write(Object key, WireOutput out) {
            out.writeKey(key);
        }

        @Override
        public Object read(WireInput in) {
            return in.readKey();
        }
    };

    /** Refuses a value of a class that the codec does not know. */
    void checkValue(@Nullable Object value) {
        codec.encode(WireFormat.value(), Objects.requireNonNull(value, "value"));
    }

    /** Refuses an element, or a key, of a class that the codec does not know or that has no equality of its own. */
    void checkKey(@Nullable Object key) {
        codec.encode(KEY, Objects.requireNonNull(key, "key"));
    }

    /**
     * Refuses an update that could not be sent. What a causal object has taken and cannot send is withdrawn, and with it goes what it
     * replaced; one without dots can give nothing back at all. So the update is tried on an empty object, and its delta put into the
     * largest message that it could need.
     */
    <T extends Crdt<D, C>, D extends Delta<D>, C> void checkUpdate(
            String object, CrdtType<T, D, C> type, Consumer<? super T> mutators) {
        T trial = type.create(ReplicaContext.of(id, new HybridClock(() -> Instant.EPOCH)));
        D delta = trial.inOneDelta(() -> mutators.accept(trial));
        checkContent(object, type, delta);
    }

    /** Refuses an operation that could not be sent, before it is made. */
    <O, S extends Delta<S>> void checkOperation(String object, CrdtType<?, OperationLog<O, S>, ?> type, O operation) {
        Dot last = new Dot(id, Long.MAX_VALUE);
        Tagged<O> tagged = new Tagged<>(operation, last, VersionVector.empty(), clock.latestAcceptable());
        OperationLog<O, S> log =
                OperationLog.of(type.bottom().base(), List.of(new OperationLog.Logged<>(last, tagged)));
        checkContent(object, type, log);
    }

    private <D extends Delta<D>> void checkContent(String object, CrdtType<?, D, ?> type, D delta) {
        byte[] content = codec.encode(type.format(), delta);
        Message.Row row = new Message.Row(object, type.name(), VersionVector.empty(), CausalContext.empty(), content);
        codec.encode(
                MessageFormat.INSTANCE, new Message.Push(id, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE - 1, row));
    }

    /** Refuses a time so late that no peer would take the write, nor anything after it. */
    void checkTime(HybridTimestamp time) {
        HybridTimestamp latest = clock.latestAcceptable();
        if (Objects.requireNonNull(time, "time").compareTo(latest) > 0) {
            throw new IllegalArgumentException("the time " + time + " of a write is later than " + latest
                    + ", the latest that peers accept: give it in milliseconds, or raise maxSkew everywhere");
        }
    }
}
