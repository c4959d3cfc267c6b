// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    private final Gate gate;
    private final Replies replies;
    private final Journal journal;
    private final ReplicaStats.Counters counters;
    private final Listeners listeners;
    private final List<Recipient<byte[]>> sinks = new CopyOnWriteArrayList<>();

    Updates(
            ReplicaState state,
            Gate gate,
            Replies replies,
            Journal journal,
            ReplicaStats.Counters counters,
            Listeners listeners) {
        this.state = state;
        this.gate = gate;
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
        gate.setBusy(true);
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
            gate.setBusy(false);
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
        tell(push);
    }

    private void tell(byte[] push) {
        counters.localEvents++;
        sinks.forEach(sink -> listeners.tell(sink, () -> sink.accept(push)));
        listeners.flush();
    }

    /** Makes one event of all that is done in a transaction; if it throws, or cannot be sent or kept, nothing was done. */
    void update(Transaction transaction, Consumer<? super Transaction> changes) {
        long eventBefore = state.lastEvent();
        boolean made = false;
        gate.setBusy(true);
        listeners.changesAreLocal(true);
        try {
            changes.accept(transaction);
            List<Part<?, ?, ?>> parts = parts(transaction, eventBefore);
            if (!parts.isEmpty()) {
                Message message = message(parts, eventBefore);
                byte[] push = replies.encode(message);
                journal.append(() -> push);
                made = true;
                complete(parts, message);
                tell(push);
            }
        } finally {
            if (!made) {
                state.forgetEventsAfter(eventBefore);
            }
            transaction.end();
            listeners.changesAreLocal(false);
            gate.setBusy(false);
        }
    }

    /* what an event is on one object */
    private record Part<T extends Crdt<D, C>, D extends Delta<D>, C>(ObjectEntry<T, D, C> entry, D delta, long last) {

        Message.Part message(ReplicaState state) {
            /* an earlier event may have left with the object when it was collected; then it is not above the floor */
            long previous =
                    Math.max(entry.clock().contiguous(state.id()), state.floor().get(state.id()));
            byte[] content = state.codec().plain().encode(entry.type().format(), delta);
            return new Message.Part(previous, last, Message.Row.fresh(entry.name(), entry.type(), content));
        }

        void apply(ReplicaState state) {
            state.join(entry, delta, state.id(), last);
        }
    }

    private List<Part<?, ?, ?>> parts(Transaction transaction, long eventBefore) {
        List<Part<?, ?, ?>> parts = new ArrayList<>();
        for (Transaction.Change<?, ?, ?> change : transaction.changes()) {
            part(change, eventBefore).ifPresent(parts::add);
        }
        return parts;
    }

    private <T extends Crdt<D, C>, D extends Delta<D>, C> Optional<Part<T, D, C>> part(
            Transaction.Change<T, D, C> change, long eventBefore) {
        D delta = change.delta();
        long minted = change.copy.clock().max(state.id());
        if (minted > eventBefore) {
            return Optional.of(new Part<>(change.entry, delta, minted));
        }
        return delta.isBottom() ? Optional.empty() : Optional.of(new Part<>(change.entry, delta, state.nextEvent()));
    }

    private Message message(List<Part<?, ?, ?>> parts, long eventBefore) {
        List<Message.Part> messages =
                parts.stream().map(part -> part.message(state)).toList();
        Message.Part only = messages.get(0);
        return messages.size() == 1
                ? new Message.Push(state.id(), eventBefore + 1, state.lastEvent(), only.previous(), only.row())
                : new Message.AtomicPush(state.id(), eventBefore + 1, state.lastEvent(), messages);
    }

    private void complete(List<Part<?, ?, ?>> parts, Message message) {
        parts.forEach(part -> part.apply(state));
        state.received().fill(state.id(), state.lastEvent());
        if (message instanceof Message.AtomicPush push) {
            state.atomicEvents().add(push.event());
        }
    }
}
