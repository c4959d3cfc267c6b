// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.Objects;
import java.util.Set;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotFun;
import org.crdt4j.causality.DotSet;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.KernelCrdt;
import org.crdt4j.crdt.OpType;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.register.MultiValueRegister;

/**
 * A register that keeps all concurrent values, operation-based (op-based MV-register).
 *
 * <p>An assignment replaces exactly the values that its author had seen. Concurrent assignments are all kept, until somebody who has
 * seen them assigns again; equal ones show as one value. A clear removes the values that its author had seen; a concurrent
 * assignment stays. The same history gives the same values as {@link MultiValueRegister}.
 *
 * <p>Its operations need causal delivery, as {@link CausalDelivery} does it.
 *
 * <p>All operations take O(concurrent values) and carry one dot for each. Beside the values the state is two numbers a replica; there
 * are no tombstones. Values must be immutable. Not thread-safe.
 *
 * <p>Shapiro, Preguica, Baquero, Zawirski, "A comprehensive study of Convergent and Commutative Replicated Data Types", 2011.
 *
 * @param <V> the value
 */
public final class OpMultiValueRegister<V>
        extends KernelCrdt<
                MultiValueRegister<V>, Causal<DotFun<V>>, ValueChange<Set<V>>, OpMultiValueRegister.Operation<V>> {

    private static final OpType<OpMultiValueRegister<Object>, Operation<Object>, Causal<DotFun<Object>>> TYPE =
            new OpType<>(
                    "op-multi-value-register",
                    MultiValueRegister.type().bottom(),
                    OpMultiValueRegister::new,
                    OperationFormat.<Operation<Object>>none()
                            .with(
                                    Assign.class,
                                    WireFormat.value(),
                                    Assign<Object>::value,
                                    WireFormat.dotSet(),
                                    Assign<Object>::observed,
                                    Assign<Object>::new)
                            .with(Clear.class, WireFormat.dotSet(), Clear<Object>::observed, Clear<Object>::new),
                    MultiValueRegister.type().format());

    /** A register without a value. */
    public OpMultiValueRegister() {
        super(MultiValueRegister.type());
    }

    /**
     * The type.
     *
     * @param <V> the value
     * @return its descriptor
     */
    @SuppressWarnings("unchecked")
    public static <V> OpType<OpMultiValueRegister<V>, Operation<V>, Causal<DotFun<V>>> type() {
        return (OpType<OpMultiValueRegister<V>, Operation<V>, Causal<DotFun<V>>>) (OpType<?, ?, ?>) TYPE;
    }

    /**
     * The values that were assigned concurrently and last.
     *
     * @return none before the first assignment, one as a rule, several after concurrent ones; in the same order at every replica
     */
    @Override
    public Set<V> value() {
        return kernel().value();
    }

    /**
     * Prepares to assign a value, in place of all that are seen here.
     *
     * @param value the value
     * @return the operation
     */
    public Operation<V> assign(V value) {
        return new Assign<>(value, dotsIn(storeOf(kernel())));
    }

    /**
     * Prepares to remove all values that are seen here.
     *
     * @return the operation; it has no effect if there is no value
     */
    public Operation<V> clear() {
        return new Clear<>(dotsIn(storeOf(kernel())));
    }

    @Override
    protected Causal<DotFun<V>> delta(Tagged<Operation<V>> operation) {
        return operation.operation().delta(operation.dot());
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
         * @return the delta whose join is the effect
         */
        Causal<DotFun<V>> delta(Dot dot);
    }

    /**
     * Assigns a value in place of those that were seen.
     *
     * @param <V> the value
     * @param value the value
     * @param observed the dots of the values that its author had seen
     */
    public record Assign<V>(V value, DotSet observed) implements Operation<V> {

        /**
         * Checks both.
         *
         * @param value the value
         * @param observed the dots of the values that its author had seen
         */
        public Assign {
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(observed, "observed");
        }

        @Override
        public Causal<DotFun<V>> delta(Dot dot) {
            return new Causal<>(DotFun.of(dot, value), contextOf(observed, dot));
        }
    }

    /**
     * Removes the values that were seen.
     *
     * @param <V> the value
     * @param observed the dots of the values that its author had seen
     */
    public record Clear<V>(DotSet observed) implements Operation<V> {

        /**
         * Checks it.
         *
         * @param observed the dots of the values that its author had seen
         */
        public Clear {
            Objects.requireNonNull(observed, "observed");
        }

        @Override
        public Causal<DotFun<V>> delta(Dot dot) {
            return new Causal<>(DotFun.empty(), contextOf(observed, dot));
        }
    }
}
