// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.crdt.OpCrdt;
import org.crdt4j.crdt.Tagged;

/** Replicas A and B of an object. What they do is sent when they are told to exchange. Each operation is made a second after the other. */
final class TwoReplicas<T extends OpCrdt<O, ?, ?>, O> {

    private static final long NOON = 1_000_000_000;

    private final OpReplica<T, O> a;
    private final OpReplica<T, O> b;
    private final List<Tagged<O>> fromA = new ArrayList<>();
    private final List<Tagged<O>> fromB = new ArrayList<>();
    private long millis = NOON;

    TwoReplicas(Supplier<T> objects) {
        a = new OpReplica<>(objects.get(), ReplicaId.of(1), new HybridClock(() -> Instant.ofEpochMilli(millis)));
        b = new OpReplica<>(objects.get(), ReplicaId.of(2), new HybridClock(() -> Instant.ofEpochMilli(millis)));
    }

    /** A time before anything was done, or after. */
    static HybridTimestamp secondsAfterNoon(int seconds) {
        return HybridTimestamp.of(NOON + 1_000L * seconds, 0);
    }

    T a() {
        return a.object();
    }

    T b() {
        return b.object();
    }

    Tagged<O> atA(Function<T, O> prepare) {
        millis += 1_000;
        Tagged<O> operation = a.update(prepare);
        fromA.add(operation);
        return operation;
    }

    Tagged<O> atB(Function<T, O> prepare) {
        millis += 1_000;
        Tagged<O> operation = b.update(prepare);
        fromB.add(operation);
        return operation;
    }

    void exchange() {
        deliver();
        assertEquals(a.object(), b.object());
        assertEquals(a.object().hashCode(), b.object().hashCode());
    }

    /** An exchange after which one may remember more than the other. */
    void deliver() {
        fromB.forEach(a::receive);
        fromA.forEach(b::receive);
        fromA.clear();
        fromB.clear();
        a.checkInvariants();
        b.checkInvariants();
    }

    /** Lets A forget what it may, after an exchange. */
    void compactAtA() {
        assertEquals(a.delivered(), b.delivered());
        a.object().compact(a.delivered());
        a.checkInvariants();
    }

    void assertBoth(Object value) {
        assertEquals(value, a.object().value());
        assertEquals(value, b.object().value());
    }
}
