// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.Objects;
import java.util.Set;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.DotSet;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.KernelCrdt;
import org.crdt4j.crdt.OpType;
import org.crdt4j.crdt.SetChange;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.set.AddWinsSet;

/**
 * A set in which adding wins, operation-based (op-based OR-set, observed-remove set, add-wins set).
 *
 * <p>Concurrent add and remove of an element: it stays. A remove, or a clear, takes away exactly the adds that its author had seen.
 * Concurrent adds of one element are one element; it is gone when all of them were seen and removed. An element can be added again
 * after it was removed, as often as you like. The same history gives the same elements as {@link AddWinsSet}.
 *
 * <p>Its operations need causal delivery, as {@link CausalDelivery} does it.
 *
 * <p>Adding, removing and asking take O(1), a clear O(elements) where it takes effect. An operation carries one dot as a rule, and a
 * clear two numbers a replica. There are no tombstones: beside the elements the state is two numbers a replica. Elements need {@code
 * equals} and {@code hashCode} and must not be changed once they are in. Not thread-safe.
 *
 * <p>Shapiro, Preguica, Baquero, Zawirski, "A comprehensive study of Convergent and Commutative Replicated Data Types", 2011; Bieniusa
 * et al., "An Optimized Conflict-free Replicated Set", 2012.
 *
 * @param <E> the elements
 */
public final class OpAddWinsSet<E>
        extends KernelCrdt<AddWinsSet<E>, Causal<DotMap<E, DotSet>>, SetChange<E>, OpAddWinsSet.Operation<E>> {

    /* Every operation's own dot goes into the context, also that of a remove, so it has no gaps where delivery has none. */

    private static final OpType<OpAddWinsSet<Object>, Operation<Object>, Causal<DotMap<Object, DotSet>>> TYPE =
            new OpType<>(
                    "op-add-wins-set",
                    AddWinsSet.type().bottom(),
                    OpAddWinsSet::new,
                    OperationFormat.<Operation<Object>>none()
                            .with(
                                    Add.class,
                                    WireFormat.key(),
                                    Add<Object>::element,
                                    WireFormat.dotSet(),
                                    Add<Object>::observed,
                                    Add<Object>::new)
                            .with(
                                    Remove.class,
                                    WireFormat.key(),
                                    Remove<Object>::element,
                                    WireFormat.dotSet(),
                                    Remove<Object>::observed,
                                    Remove<Object>::new)
                            .with(Clear.class, WireFormat.context(), Clear<Object>::observed, Clear<Object>::new),
                    AddWinsSet.type().format());

    /** An empty set. */
    public OpAddWinsSet() {
        super(AddWinsSet.type());
    }

    /**
     * The type.
     *
     * @param <E> the elements
     * @return its descriptor
     */
    @SuppressWarnings("unchecked")
    public static <E> OpType<OpAddWinsSet<E>, Operation<E>, Causal<DotMap<E, DotSet>>> type() {
        return (OpType<OpAddWinsSet<E>, Operation<E>, Causal<DotMap<E, DotSet>>>) (OpType<?, ?, ?>) TYPE;
    }

    /**
     * Whether an element is in the set.
     *
     * @param element the element
     * @return whether it is
     */
    public boolean contains(Object element) {
        return kernel().contains(element);
    }

    /**
     * The number of elements.
     *
     * @return how many there are
     */
    public int size() {
        return kernel().size();
    }

    /**
     * The elements.
     *
     * @return a read-only live view
     */
    public Set<E> elements() {
        return kernel().elements();
    }

    /** The elements now. Takes O(1); the next effect then copies the set once. */
    @Override
    public Set<E> value() {
        return kernel().value();
    }

    /**
     * Prepares to add an element. Adding one that is there already counts too: the element then survives a concurrent remove.
     *
     * @param element the element
     * @return the operation
     */
    public Operation<E> add(E element) {
        return new Add<>(element, observed(element));
    }

    /**
     * Prepares to remove an element, as far as this replica has seen it added.
     *
     * @param element the element
     * @return the operation; it has no effect if the element is not there
     */
    public Operation<E> remove(E element) {
        return new Remove<>(element, observed(element));
    }

    /**
     * Prepares to remove every element, as far as this replica has seen it added.
     *
     * @return the operation
     */
    public Operation<E> clear() {
        return new Clear<>(seen());
    }

    private DotSet observed(E element) {
        return dotsIn(storeOf(kernel()).get(Objects.requireNonNull(element, "element")));
    }

    @Override
    protected Causal<DotMap<E, DotSet>> delta(Tagged<Operation<E>> operation) {
        return operation.operation().delta(operation.dot());
    }

    /**
     * An operation: it says what was seen at its source, and makes a delta from that.
     *
     * @param <E> the elements
     */
    public sealed interface Operation<E> permits Add, Remove, Clear {

        /**
         * What the operation does.
         *
         * @param dot the operation's own name
         * @return the delta whose join is the effect
         */
        Causal<DotMap<E, DotSet>> delta(Dot dot);
    }

    /**
     * Adds an element in place of the adds that were seen.
     *
     * @param <E> the elements
     * @param element the element
     * @param observed the dots of its adds that the source had seen
     */
    public record Add<E>(E element, DotSet observed) implements Operation<E> {

        /**
         * Checks both.
         *
         * @param element the element
         * @param observed the dots of its adds that the source had seen
         */
        public Add {
            Objects.requireNonNull(element, "element");
            Objects.requireNonNull(observed, "observed");
        }

        @Override
        public Causal<DotMap<E, DotSet>> delta(Dot dot) {
            DotSet own = DotSet.of(dot.replica(), dot.counter());
            return new Causal<>(DotMap.touching(element, own), contextOf(observed, dot));
        }
    }

    /**
     * Removes the adds of an element that were seen.
     *
     * @param <E> the elements
     * @param element the element
     * @param observed the dots of its adds that the source had seen
     */
    public record Remove<E>(E element, DotSet observed) implements Operation<E> {

        /**
         * Checks both.
         *
         * @param element the element
         * @param observed the dots of its adds that the source had seen
         */
        public Remove {
            Objects.requireNonNull(element, "element");
            Objects.requireNonNull(observed, "observed");
        }

        @Override
        public Causal<DotMap<E, DotSet>> delta(Dot dot) {
            return new Causal<>(DotMap.touching(element, DotSet.empty()), contextOf(observed, dot));
        }
    }

    /**
     * Removes all adds that were seen.
     *
     * @param <E> the elements
     * @param observed everything that the source had seen, which all receivers have seen too when this is delivered
     */
    public record Clear<E>(CausalContext observed) implements Operation<E> {

        /**
         * Checks it.
         *
         * @param observed everything that the source had seen, which all receivers have seen too when this is delivered
         */
        public Clear {
            Objects.requireNonNull(observed, "observed");
        }

        @Override
        public Causal<DotMap<E, DotSet>> delta(Dot dot) {
            return new Causal<>(DotMap.empty(), observed.join(CausalContext.of(dot)));
        }
    }
}
