// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.crdt.Delta;
import org.crdt4j.crdt.OpCrdt;
import org.crdt4j.op.OperationLog;
import org.crdt4j.op.OperationObject;
import org.crdt4j.op.SourceConsumer;
import org.crdt4j.op.SourceId;
import org.crdt4j.op.SourcePartition;

/**
 * A handle of an object of an operation-based type: a movable tree, a type of your own by its operations, or the operation-based form
 * of a type that has both. Thread-safe. See {@link OperationObject}.
 *
 * <p>Operations take effect in causal order. One that comes before another that its author had seen is kept, passed on, and {@linkplain
 * #pending waits}.
 *
 * @param <T> the live objects of the type
 * @param <O> its operations
 * @param <C> its reports of what changed
 */
public abstract sealed class ReplicatedOperations<T, O, C> extends Handle<Object, C> {

    private ReplicatedOperations(ReplicatedObject<?, ?, C> object) {
        super(object);
    }

    /**
     * Makes an operation.
     *
     * @param prepare calls one of the object's own methods and returns its operation; does nothing else with the replica but read
     * @throws IllegalArgumentException if the operation cannot be encoded; then nothing happened
     */
    public abstract void update(Function<? super T, ? extends O> prepare);

    /**
     * Takes an event of a log, as often and in whatever order it comes: it counts once among all replicas, whichever of them take it. What {@link
     * SourceConsumer#accept} says holds here, also of operations that take away. The log must have no holes: what comes after a hole
     * waits.
     *
     * @param event its place in the log
     * @param eventTime its own time
     * @param prepare calls one of the object's own methods on an empty object and returns its operation, from the event alone
     * @return whether it is new; if not, it has taken effect or waits
     * @throws org.crdt4j.error.LimitExceededException if there is no room for it to wait, or its time is too far in the future; nothing
     *     has changed
     * @throws IllegalArgumentException if the operation cannot be encoded; then nothing happened
     */
    public abstract boolean accept(SourceId event, Instant eventTime, Function<? super T, ? extends O> prepare);

    /**
     * Where to read a partition on after a restart, or when it is handed over.
     *
     * @param source the partition
     * @return the offset after the last event that took effect here, 0 if none did
     */
    public abstract long position(SourcePartition source);

    /**
     * Asks the object something.
     *
     * @param <R> the answer
     * @param query reads from the object; it must neither change it nor keep it
     * @return the answer
     */
    public abstract <R> R read(Function<? super T, ? extends R> query);

    /**
     * The value now, as the type gives it.
     *
     * @return an immutable copy
     */
    public final Object value() {
        return current();
    }

    /**
     * How many operations are here and cannot take effect yet.
     *
     * @return their number
     */
    public abstract int pending();

    /**
     * The operations that those wait for.
     *
     * @return their names, as numbered among the operations of this object
     */
    public abstract CausalContext missing();

    /** Knows how operations are kept, which an application has nothing to do with. */
    static final class Over<T extends OpCrdt<O, S, C>, O, S extends Delta<S>, C> extends ReplicatedOperations<T, O, C> {

        private final ReplicatedObject<OperationObject<T, O, S, C>, OperationLog<O, S>, C> object;

        Over(ReplicatedObject<OperationObject<T, O, S, C>, OperationLog<O, S>, C> object) {
            super(object);
            this.object = object;
        }

        @Override
        public void update(Function<? super T, ? extends O> prepare) {
            Objects.requireNonNull(prepare, "prepare");
            object.update(live -> {
                O operation = Objects.requireNonNull(prepare.apply(live.object()), "operation");
                object.admission().checkOperation(name(), object.type(), operation);
                live.update(same -> operation);
            });
        }

        @Override
        public boolean accept(SourceId event, Instant eventTime, Function<? super T, ? extends O> prepare) {
            Objects.requireNonNull(prepare, "prepare");
            object.checkSingle();
            object.admission().clock().check(event.tag("", eventTime).time());
            return object.change(live -> !live.accept(event, eventTime, empty -> {
                        O operation = Objects.requireNonNull(prepare.apply(empty), "operation");
                        object.admission().checkOperation(name(), object.type(), operation);
                        return operation;
                    })
                    .isBottom());
        }

        @Override
        public long position(SourcePartition source) {
            return object.read(live -> live.position(source));
        }

        @Override
        public <R> R read(Function<? super T, ? extends R> query) {
            Objects.requireNonNull(query, "query");
            return object.read(live -> query.apply(live.object()));
        }

        @Override
        public int pending() {
            return object.read(OperationObject::pending);
        }

        @Override
        public CausalContext missing() {
            return object.read(OperationObject::missing);
        }
    }
}
