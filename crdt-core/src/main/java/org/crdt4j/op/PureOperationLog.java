// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.OpCrdt;
import org.crdt4j.crdt.OpType;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.crdt.WireFormat;
import org.jspecify.annotations.Nullable;

/**
 * A user's own operation-based type: a log of the operations that still count, and a {@link PureSpecification} that says which do and
 * what they mean (pure operation-based CRDT, PO-Log).
 *
 * <pre>{@code
 * var type = PureOperationLog.type("wish-list", new WishList(), WireFormat.<Wish>value());
 * var ann = new OpReplica<>(type.create(), self, clock);
 * var sent = ann.update(list -> new Wish("tea")); // takes effect here; send it to all other replicas
 * ann.object().value();
 * }</pre>
 *
 * <p>Concurrent operations: all are kept, and the specification's value says what comes of them. An operation needs nothing prepared, it
 * is what was done. Its place among the others follows from its tag, so it needs causal delivery, as {@link CausalDelivery} does it.
 *
 * <p>Slow but general: an operation takes O(kept operations + replicas), a value as long as the specification takes, once after each change.
 * Metadata: a dot for each operation that is kept, and for each pair of replicas a number as long as the one's latest operation
 * has seen an operation of the other that is not stable. {@link #compact} drops the latter: then one number a replica is left, and one for
 * what is stable. A type that is used a lot is better written with a kernel, as {@link OpAddWinsSet} is. Not thread-safe.
 *
 * <p>Baquero, Almeida, Shoker, "Pure Operation-Based Replicated Data Types", 2017.
 *
 * @param <O> the operations
 * @param <V> the values
 */
public final class PureOperationLog<O, V> implements OpCrdt<O, PureLog<O>, ValueChange<V>> {

    /* value is what the specification makes of the kept operations, null until somebody asks. Why states join: see PureLog. */

    private final PureSpecification<O, V> specification;
    private PureLog<O> state = PureLog.none();
    private @Nullable V value;
    private @Nullable Consumer<? super ValueChange<V>> observer;

    /**
     * An object without any operation.
     *
     * @param specification the user's type
     */
    public PureOperationLog(PureSpecification<O, V> specification) {
        this.specification = Objects.requireNonNull(specification, "specification");
    }

    /**
     * A type.
     *
     * @param <O> the operations
     * @param <V> the values
     * @param name its name in messages and files; it never changes
     * @param specification which operations are kept, and what they mean; it must not change either, once there are operations
     * @param format how an operation is written
     * @return its descriptor
     */
    public static <O, V> OpType<PureOperationLog<O, V>, O, PureLog<O>> type(
            String name, PureSpecification<O, V> specification, WireFormat<O> format) {
        Objects.requireNonNull(specification, "specification");
        return new OpType<>(
                name, PureLog.none(), () -> new PureOperationLog<>(specification), format, PureLog.format(format));
    }

    /**
     * The user's type.
     *
     * @return the specification
     */
    public PureSpecification<O, V> specification() {
        return specification;
    }

    /** What the specification makes of the operations that are kept. */
    @Override
    public V value() {
        V known = value;
        if (known == null) {
            known = Objects.requireNonNull(specification.value(state.operations()), "value");
            value = known;
        }
        return known;
    }

    /**
     * The operations that are kept.
     *
     * @return the operations, in the order of their dots
     */
    public List<O> operations() {
        return state.operations();
    }

    /** Accepts every operation. What must not occur is for the format of operations to refuse. */
    @Override
    public void validate(O operation) {
        Objects.requireNonNull(operation, "operation");
    }

    @Override
    public void effect(Tagged<O> operation) {
        become(state.after(operation, specification));
    }

    /** The operations that are kept, and what was delivered. Takes O(1). */
    @Override
    public PureLog<O> state() {
        return state;
    }

    @Override
    public boolean join(PureLog<O> other) {
        return become(state.join(other));
    }

    /** Forgets who had seen what of the stable operations, and those that are redundant when stable. */
    @Override
    public void compact(VersionVector stable) {
        become(state.compacted(stable, specification));
    }

    private boolean become(PureLog<O> next) {
        if (next == state) {
            return false;
        }
        if (next.kept == state.kept) {
            state = next;
            return true;
        }
        Consumer<? super ValueChange<V>> told = observer;
        V before = told == null ? null : value();
        state = next;
        value = null;
        if (told != null && before != null && !before.equals(value())) {
            told.accept(new ValueChange<>(before, value()));
        }
        return true;
    }

    @Override
    public void observe(@Nullable Consumer<? super ValueChange<V>> newObserver) {
        observer = newObserver;
    }

    @Override
    public void checkInvariants() {
        String flaw = state.flaw();
        if (flaw != null) {
            throw new IllegalStateException(flaw);
        }
    }

    /** Equal if the states are, whatever replica they live at. */
    @Override
    public boolean equals(Object object) {
        return object instanceof PureOperationLog<?, ?> other && state.equals(other.state);
    }

    @Override
    public int hashCode() {
        return state.hashCode();
    }

    @Override
    public String toString() {
        return "PureOperationLog[" + value() + "]";
    }
}
