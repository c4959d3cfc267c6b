// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.crdt4j.crdt.Crdt;
import org.crdt4j.crdt.CrdtType;
import org.crdt4j.crdt.Delta;
import org.jspecify.annotations.Nullable;

/** The objects of a replica, as handles reach them: read, changed one at a time or together, listened to. Thread-safe. */
final class LiveObjects implements ObjectAccess, Transaction.EntryFinder {

    private final ReplicaState state;
    private final Gate gate;
    private final Updates updates;
    private final Listeners listeners;
    private final BooleanSupplier checkpointIfDue;
    private @Nullable Transaction transaction;

    LiveObjects(ReplicaState state, Gate gate, Updates updates, Listeners listeners, BooleanSupplier checkpointIfDue) {
        this.state = state;
        this.gate = gate;
        this.updates = updates;
        this.listeners = listeners;
        this.checkpointIfDue = checkpointIfDue;
    }

    @Override
    public <T extends Crdt<D, C>, D extends Delta<D>, C, R> R read(
            String object, CrdtType<T, D, C> type, Function<? super T, ? extends R> query) {
        Objects.requireNonNull(query, "query");
        return gate.reading(() -> query.apply(present(object, type).crdt()));
    }

    /* within a transaction, what it has written so far */
    private <T extends Crdt<D, C>, D extends Delta<D>, C> ObjectEntry<T, D, C> present(
            String object, CrdtType<T, D, C> type) {
        ObjectEntry<T, D, C> written = transaction == null ? null : transaction.find(object, type);
        return written != null ? written : entry(object, type);
    }

    @Override
    public <T extends Crdt<D, C>, D extends Delta<D>, C> void update(
            String object, CrdtType<T, D, C> type, Consumer<? super T> mutators) {
        Objects.requireNonNull(mutators, "mutators");
        gate.telling(() -> {
            updates.update(entry(object, type), mutators);
            return checkpointIfDue.getAsBoolean();
        });
    }

    @Override
    public <T extends Crdt<D, C>, D extends Delta<D>, C> void delete(String object, CrdtType<T, D, C> type) {
        gate.telling(() -> {
            updates.delete(entry(object, type));
            return checkpointIfDue.getAsBoolean();
        });
    }

    /** Makes one event of what is done to several objects, or nothing. */
    void update(Consumer<? super Transaction> changes) {
        Objects.requireNonNull(changes, "changes");
        gate.telling(() -> {
            Transaction made = new Transaction(state, gate.lock, admission(), this);
            transaction = made;
            try {
                updates.update(made, changes);
            } finally {
                transaction = null;
            }
            return checkpointIfDue.getAsBoolean();
        });
    }

    @Override
    public <T extends Crdt<D, C>, D extends Delta<D>, C> Subscription subscribe(
            String object,
            CrdtType<T, D, C> type,
            @Nullable Consumer<Object> first,
            Consumer<ObjectChange<Object>> listener) {
        return gate.telling(() -> listeners.add(entry(object, type), first, listener));
    }

    @Override
    public Admission admission() {
        return new Admission(state.codec().plain(), state.clock(), state.id());
    }

    @Override
    public void checkSingle() {}

    /** The object, or a new one that becomes part of the replica with its first event. Callers hold the lock. */
    @Override
    public <T extends Crdt<D, C>, D extends Delta<D>, C> ObjectEntry<T, D, C> entry(
            String object, CrdtType<T, D, C> type) {
        ObjectEntry<?, ?, ?> present = state.find(object).orElse(null);
        if (present == null) {
            ObjectEntry<T, D, C> entry = state.prepare(object, type);
            listeners.observe(entry);
            return entry;
        }
        return present.as(type);
    }
}
