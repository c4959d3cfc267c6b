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
    private final List<Recipient<byte[]>> sinks = new CopyOnWriteArrayList<>();

    Updates(ReplicaState state, Replies replies, Journal journal, ReplicaStats.Counters counters, Listeners listeners) {
        this.state = state;
        this.replies = replies;
        this.journal = journal;
        this.counters = counters;
        this.listeners = listeners;
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
        Recipient<byte[]> recipient = new Recipient<>(sink);
        sinks.add(recipient);
        return () -> {
            recipient.leave();
            sinks.remove(recipient);
        };
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
        state.setUpdating(true);
        listeners.changesAreLocal(true);
        try {
            Outcome<D> outcome = mutation.get();
            if (!outcome.delta().isBottom() || state.lastEvent() != eventBefore) {
                outcome = record(entry, eventBefore, clockBefore, outcome);
            } else {
                /* nothing for others, but perhaps for listeners: what expired */
                listeners.flush();
            }
            outcome.complete();
        } finally {
            listeners.changesAreLocal(false);
            state.setUpdating(false);
        }
    }

    private <T extends Crdt<D, C>, D extends Delta<D>, C> Outcome<D> record(
            ObjectEntry<T, D, C> entry, long eventBefore, VersionVector clockBefore, Outcome<D> outcome) {
        Outcome<D> recorded = outcome;
        byte[] push;
        try {
            push = push(entry, eventBefore, clockBefore, outcome.delta());
        } catch (IllegalArgumentException | CrdtException refusal) {
            recorded = new Outcome<>(entry.withdraw(outcome.delta(), state.id(), eventBefore + 1), refusal);
            push = push(entry, eventBefore, clockBefore, recorded.delta());
        }
        announce(entry, eventBefore, clockBefore, push);
        return recorded;
    }

    private <T extends Crdt<D, C>, D extends Delta<D>, C> byte[] push(
            ObjectEntry<T, D, C> entry, long eventBefore, VersionVector clockBefore, D delta) {
        byte[] content = state.codec().plain().encode(entry.type().format(), delta);
        return replies.encode(state.push(entry, eventBefore, clockBefore, content));
    }

    private void announce(ObjectEntry<?, ?, ?> entry, long eventBefore, VersionVector clockBefore, byte[] push) {
        state.recordLocal(entry, eventBefore, clockBefore);
        journal.append(() -> push);
        counters.localEvents++;
        sinks.forEach(sink -> listeners.tell(sink, () -> sink.accept(push)));
        listeners.flush();
    }
}
