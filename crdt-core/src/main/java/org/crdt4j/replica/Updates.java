// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Crdt;
import org.crdt4j.crdt.Delta;
import org.crdt4j.error.CrdtException;
import org.jspecify.annotations.Nullable;

/** Makes events of what an application does to objects. Guarded by the replica's lock; sinks are called without it. */
final class Updates {

    /* An update is one event, whatever the mutators do: it takes all numbers that they mint, or one if they mint none. So nothing
     * else may take a number while they run. What they did before they threw stays, and is sent. What cannot be encoded can never be
     * sent, so it must not stay either. */

    private final ReplicaState state;
    private final Replies replies;
    private final Journal journal;
    private final ReplicaStats.Counters counters;
    private final Listeners listeners;
    private final Outbox outbox;
    private final List<Consumer<byte[]>> sinks = new CopyOnWriteArrayList<>();
    private boolean running;

    Updates(
            ReplicaState state,
            Replies replies,
            Journal journal,
            ReplicaStats.Counters counters,
            Listeners listeners,
            Outbox outbox) {
        this.state = state;
        this.replies = replies;
        this.journal = journal;
        this.counters = counters;
        this.listeners = listeners;
        this.outbox = outbox;
    }

    /* what mutators did, and what they threw */
    private record Outcome<D>(D delta, @Nullable Throwable failure) {

        void complete() {
            if (failure instanceof Error error) {
                throw error;
            } else if (failure instanceof RuntimeException exception) {
                throw exception;
            }
        }
    }

    Subscription addSink(Consumer<byte[]> sink) {
        sinks.add(sink);
        return () -> sinks.remove(sink);
    }

    /** Whether an update is being made, by the very thread that asks. */
    boolean isRunning() {
        return running;
    }

    <T extends Crdt<D, C>, D extends Delta<D>, C> void update(
            ObjectEntry<T, D, C> entry, Consumer<? super T> mutators) {
        make(entry, () -> {
            Throwable[] failure = new Throwable[1];
            D delta = entry.crdt().inOneDelta(() -> {
                try {
                    mutators.accept(entry.crdt());
                } catch (RuntimeException | Error thrown) {
                    failure[0] = thrown;
                }
            });
            return new Outcome<>(delta, failure[0]);
        });
    }

    <T extends Crdt<D, C>, D extends Delta<D>, C> void delete(ObjectEntry<T, D, C> entry) {
        make(entry, () -> new Outcome<>(entry.delete(), null));
    }

    private <T extends Crdt<D, C>, D extends Delta<D>, C> void make(
            ObjectEntry<T, D, C> entry, Supplier<Outcome<D>> mutation) {
        long eventBefore = state.lastEvent();
        VersionVector clockBefore = entry.clock().vector();
        running = true;
        listeners.changesAreLocal(true);
        try {
            Outcome<D> outcome = mutation.get();
            if (!outcome.delta().isBottom() || state.lastEvent() != eventBefore) {
                outcome = record(entry, eventBefore, clockBefore, outcome);
            }
            outcome.complete();
        } finally {
            listeners.changesAreLocal(false);
            running = false;
        }
    }

    private <T extends Crdt<D, C>, D extends Delta<D>, C> Outcome<D> record(
            ObjectEntry<T, D, C> entry, long eventBefore, VersionVector clockBefore, Outcome<D> outcome) {
        Outcome<D> recorded = outcome;
        byte[] delta;
        try {
            delta = state.codec().encode(entry.type().format(), outcome.delta());
        } catch (IllegalArgumentException | CrdtException refusal) {
            recorded = new Outcome<>(entry.withdraw(outcome.delta(), state.id(), eventBefore + 1), refusal);
            delta = state.codec().encode(entry.type().format(), recorded.delta());
        }
        byte[] push = replies.encode(state.recordLocal(entry, eventBefore, clockBefore, delta));
        journal.append(() -> push);
        counters.localEvents++;
        outbox.add(() -> sinks.forEach(sink -> listeners.guarded(() -> sink.accept(push))));
        listeners.flush();
        return recorded;
    }
}
