// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.Objects;
import java.util.Optional;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotFun;
import org.crdt4j.causality.DotSet;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.Stamped;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.KernelCrdt;
import org.crdt4j.crdt.OpType;
import org.crdt4j.crdt.RegisterChange;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.register.LastWriterWinsRegister;

/**
 * A register in which the newest write wins, operation-based (op-based LWW-register).
 *
 * <p>Of concurrent assignments the one with the greatest time wins; of equal times the one of the greater replica identity, then the
 * later operation. All replicas decide alike, whatever the order of arrival. An assignment has the time of its tag, and is never older
 * than what its author had seen; or it has a time of its own. A clear removes the writes that its author had seen; a concurrent
 * assignment stays. Writes that lose are reported to the observer as overruled. The same history with the same times gives the same
 * value as {@link LastWriterWinsRegister}.
 *
 * <p>Its operations need causal delivery, as {@link CausalDelivery} does it.
 *
 * <p>All operations take O(concurrent writes), and carry a dot and a time for each. A concurrent write that lost stays in the state
 * until the next assignment. Beside the writes the state is two numbers a replica. Values must be immutable. Not thread-safe.
 *
 * <p>Johnson, Thomas, "The maintenance of duplicate databases", RFC 677, 1975; Kulkarni et al., "Logical Physical Clocks", 2014.
 *
 * @param <V> the value
 */
public final class OpLastWriterWinsRegister<V>
        extends KernelCrdt<
                LastWriterWinsRegister<V>,
                Causal<DotFun<Stamped<V>>>,
                RegisterChange<V>,
                OpLastWriterWinsRegister.Operation<V>> {

    private static final OpType<OpLastWriterWinsRegister<Object>, Operation<Object>, Causal<DotFun<Stamped<Object>>>>
            TYPE = new OpType<>(
                    "op-last-writer-wins-register",
                    LastWriterWinsRegister.type().bottom(),
                    OpLastWriterWinsRegister::new,
                    OperationFormat.<Operation<Object>>none()
                            .with(
                                    Assign.class,
                                    WireFormat.value(),
                                    Assign<Object>::value,
                                    Standing.format(),
                                    Assign<Object>::standing,
                                    Assign<Object>::new)
                            .with(Clear.class, WireFormat.dotSet(), Clear<Object>::observed, Clear<Object>::new),
                    LastWriterWinsRegister.type().format());

    /** A register without a value. */
    public OpLastWriterWinsRegister() {
        super(LastWriterWinsRegister.type());
    }

    /**
     * The type.
     *
     * @param <V> the value
     * @return its descriptor
     */
    @SuppressWarnings("unchecked")
    public static <V> OpType<OpLastWriterWinsRegister<V>, Operation<V>, Causal<DotFun<Stamped<V>>>> type() {
        return (OpType<OpLastWriterWinsRegister<V>, Operation<V>, Causal<DotFun<Stamped<V>>>>) (OpType<?, ?, ?>) TYPE;
    }

    /**
     * The value of the newest write.
     *
     * @return the value, empty if there is none
     */
    @Override
    public Optional<V> value() {
        return kernel().value();
    }

    /**
     * When the value was written.
     *
     * @return the time of the newest write, empty if there is no value
     */
    public Optional<HybridTimestamp> time() {
        return kernel().time();
    }

    /**
     * Prepares to assign a value now.
     *
     * @param value the value
     * @return the operation
     */
    public Operation<V> assign(V value) {
        return assign(value, EventTime.after(forgottenUntil()));
    }

    /**
     * Prepares to assign a value as of a given time, for events that carry their own. A write that is older than the present value
     * loses to it here as it does elsewhere.
     *
     * @param value the value
     * @param time when the event happened
     * @return the operation
     */
    public Operation<V> assign(V value, HybridTimestamp time) {
        return assign(value, EventTime.of(time));
    }

    private Operation<V> assign(V value, EventTime time) {
        return new Assign<>(value, Standing.of(time, storeOf(kernel())));
    }

    /**
     * Prepares to remove the value, as far as this replica has seen it written.
     *
     * @return the operation; it has no effect if there is no value
     */
    public Operation<V> clear() {
        return new Clear<>(dotsIn(storeOf(kernel())));
    }

    @Override
    protected Causal<DotFun<Stamped<V>>> delta(Tagged<Operation<V>> operation) {
        return operation.operation().delta(operation.dot(), operation.time());
    }

    /**
     * An operation: it says what was seen at its source, and makes a delta from that.
     *
     * @param <V> the value
     */
    public sealed interface Operation<V> permits Assign, Clear {

        /**
         * What the operation does.
         *
         * @param dot the operation's own name
         * @param time the time of its tag
         * @return the delta whose join is the effect
         */
        Causal<DotFun<Stamped<V>>> delta(Dot dot, HybridTimestamp time);
    }

    /**
     * Assigns a value.
     *
     * @param <V> the value
     * @param value the value
     * @param standing when it was assigned, and the writes that its author had seen
     */
    public record Assign<V>(V value, Standing standing) implements Operation<V> {

        /**
         * Checks both.
         *
         * @param value the value
         * @param standing when it was assigned, and the writes that its author had seen
         */
        public Assign {
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(standing, "standing");
        }

        @Override
        public Causal<DotFun<Stamped<V>>> delta(Dot dot, HybridTimestamp time) {
            return standing.delta(value, dot, time);
        }
    }

    /**
     * Removes the writes that were seen.
     *
     * @param <V> the value
     * @param observed the dots of the writes that its author had seen
     */
    public record Clear<V>(DotSet observed) implements Operation<V> {

        /**
         * Checks it.
         *
         * @param observed the dots of the writes that its author had seen
         */
        public Clear {
            Objects.requireNonNull(observed, "observed");
        }

        @Override
        public Causal<DotFun<Stamped<V>>> delta(Dot dot, HybridTimestamp time) {
            return new Causal<>(DotFun.empty(), contextOf(observed, dot));
        }
    }
}
