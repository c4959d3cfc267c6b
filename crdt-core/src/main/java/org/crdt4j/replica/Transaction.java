// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.crdt4j.crdt.Crdt;
import org.crdt4j.crdt.CrdtType;
import org.crdt4j.crdt.Delta;
import org.jspecify.annotations.Nullable;

/**
 * The inside of {@link Replica#update}: what is done to the objects that are got from here becomes one event, or nothing. Its handles
 * read what was written before in the same update; nobody else sees any of it before the update is complete.
 *
 * <p>Belongs to the thread that makes the update, and is over with it: handles from here are refused afterwards. Another thread that
 * uses one waits for the end of the update, and is refused then.
 */
public final class Transaction implements ReplicaObjects {

    /* Everything is done to copies. Only when all has gone well are the deltas joined into the objects, so there is nothing to undo. The thread that
     * makes the update holds the lock all the time. */

    private final ReplicaState state;
    private final Object lock;
    private final Admission admission;
    private final EntryFinder entries;
    private final Map<String, Change<?, ?, ?>> changes = new LinkedHashMap<>();
    private final Access access = new Access();
    private boolean mutating;
    private boolean over;

    /** Finds an object, or prepares a new one. */
    interface EntryFinder {
        <T extends Crdt<D, C>, D extends Delta<D>, C> ObjectEntry<T, D, C> entry(String object, CrdtType<T, D, C> type);
    }

    Transaction(ReplicaState state, Object lock, Admission admission, EntryFinder entries) {
        this.state = state;
        this.lock = lock;
        this.admission = admission;
        this.entries = entries;
    }

    /** An object, its copy, and what was done to the copy. */
    static final class Change<T extends Crdt<D, C>, D extends Delta<D>, C> {

        final ObjectEntry<T, D, C> entry;
        final ObjectEntry<T, D, C> copy;
        private final List<D> deltas = new ArrayList<>();

        private Change(ObjectEntry<T, D, C> entry, ObjectEntry<T, D, C> copy) {
            this.entry = entry;
            this.copy = copy;
        }

        private void update(Consumer<? super T> mutators) {
            Throwable[] failure = new Throwable[1];
            D delta = copy.crdt().inOneDelta(() -> {
                try {
                    mutators.accept(copy.crdt());
                } catch (RuntimeException | Error thrown) {
                    failure[0] = thrown;
                }
            });
            deltas.add(delta);
            if (failure[0] instanceof Error error) {
                throw error;
            } else if (failure[0] instanceof RuntimeException exception) {
                throw exception;
            }
        }

        /** All that was done; joined in pairs, so that many small changes do not cost their square. */
        D delta() {
            List<D> left = new ArrayList<>(deltas);
            while (left.size() > 1) {
                List<D> joined = new ArrayList<>();
                for (int index = 0; index < left.size(); index += 2) {
                    joined.add(index + 1 < left.size() ? left.get(index).join(left.get(index + 1)) : left.get(index));
                }
                left = joined;
            }
            return left.isEmpty() ? entry.type().bottom() : left.get(0);
        }
    }

    @Override
    public <T extends Crdt<D, C>, D extends Delta<D>, C> ReplicatedObject<T, D, C> object(
            String object, CrdtType<T, D, C> type) {
        synchronized (lock) {
            checkGoingOn();
        }
        Replica.checkName(object);
        return new ReplicatedObject<>(access, object, Objects.requireNonNull(type, "type"));
    }

    Iterable<Change<?, ?, ?>> changes() {
        return changes.values();
    }

    void end() {
        over = true;
    }

    private void checkGoingOn() {
        if (over) {
            throw new IllegalStateException(
                    "what belongs to an update(tx -> ...) is for its thread, and only until it ends:"
                            + " get a handle from the replica");
        }
    }

    /** The object as it is within this transaction, if it was used in it. */
    <T extends Crdt<D, C>, D extends Delta<D>, C> @Nullable ObjectEntry<T, D, C> find(
            String object, CrdtType<T, D, C> type) {
        Change<?, ?, ?> change = changes.get(object);
        if (change == null) {
            return null;
        }
        return change.copy.as(type);
    }

    @SuppressWarnings("unchecked")
    private <T extends Crdt<D, C>, D extends Delta<D>, C> Change<T, D, C> change(
            String object, CrdtType<T, D, C> type) {
        checkGoingOn();
        Change<?, ?, ?> present = changes.get(object);
        if (present != null) {
            present.entry.as(type);
            return (Change<T, D, C>) present;
        }
        ObjectEntry<T, D, C> entry = entries.entry(object, type);
        Change<T, D, C> change = new Change<>(entry, state.copy(entry));
        changes.put(object, change);
        return change;
    }

    /* within code of the application that changes or reads one object, nothing else is changed */
    private void mutating(Runnable mutation) {
        checkGoingOn();
        if (mutating) {
            throw new IllegalStateException(
                    "within a query or an update of one object another one can only be read: do one after the other");
        }
        mutating = true;
        state.setUpdating(true);
        try {
            mutation.run();
        } finally {
            state.setUpdating(false);
            mutating = false;
        }
    }

    private <R> R reading(Supplier<R> query) {
        checkGoingOn();
        boolean within = mutating;
        boolean updating = state.isUpdating();
        mutating = true;
        state.setUpdating(false);
        try {
            return query.get();
        } finally {
            state.setUpdating(updating);
            mutating = within;
        }
    }

    private final class Access implements ObjectAccess {

        @Override
        public <T extends Crdt<D, C>, D extends Delta<D>, C, R> R read(
                String object, CrdtType<T, D, C> type, Function<? super T, ? extends R> query) {
            Objects.requireNonNull(query, "query");
            synchronized (lock) {
                ObjectEntry<T, D, C> copy = find(object, type);
                ObjectEntry<T, D, C> entry = copy != null ? copy : entries.entry(object, type);
                return reading(() -> query.apply(entry.crdt()));
            }
        }

        @Override
        public <T extends Crdt<D, C>, D extends Delta<D>, C> void update(
                String object, CrdtType<T, D, C> type, Consumer<? super T> mutators) {
            Objects.requireNonNull(mutators, "mutators");
            synchronized (lock) {
                mutating(() -> change(object, type).update(mutators));
            }
        }

        @Override
        public <T extends Crdt<D, C>, D extends Delta<D>, C> void delete(String object, CrdtType<T, D, C> type) {
            synchronized (lock) {
                mutating(() -> {
                    Change<T, D, C> change = change(object, type);
                    change.deltas.add(change.copy.delete());
                });
            }
        }

        @Override
        public <T extends Crdt<D, C>, D extends Delta<D>, C> Subscription subscribe(
                String object,
                CrdtType<T, D, C> type,
                @Nullable Consumer<Object> first,
                Consumer<ObjectChange<Object>> listener) {
            throw new IllegalStateException("within an update nothing can be listened to: do one after the other");
        }

        @Override
        public Admission admission() {
            return admission;
        }

        @Override
        public void checkSingle() {
            throw new IllegalStateException(
                    "an event of a log counts once by itself: accept it outside of update(tx -> ...)");
        }
    }
}
