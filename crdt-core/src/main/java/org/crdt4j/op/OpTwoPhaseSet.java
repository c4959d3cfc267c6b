// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import org.crdt4j.crdt.KernelCrdt;
import org.crdt4j.crdt.OpType;
import org.crdt4j.crdt.SetChange;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.set.Elements;
import org.crdt4j.set.TwoPhaseSet;
import org.crdt4j.set.TwoPhaseSet.Phases;

/**
 * A set from which an element is removed for ever, operation-based (op-based 2P-set).
 *
 * <p>Concurrent add and remove of an element: it is out, and can never come in again; adding it has no effect then. The remove of an
 * element that was never there counts too: it keeps the element out for good. A clear removes the elements that its author has seen.
 * The same history gives the same elements as {@link TwoPhaseSet}.
 *
 * <p>Its operations may take effect in any order and more than once; {@link CausalDelivery} delivers them as all others.
 *
 * <p>Adding, removing and asking take O(1), a clear O(elements). A removed element stays as a tombstone for ever. Elements need
 * {@code equals} and {@code hashCode} and must not be changed once they are in. Not thread-safe.
 *
 * <p>Shapiro, Preguica, Baquero, Zawirski, "A comprehensive study of Convergent and Commutative Replicated Data Types", 2011.
 *
 * @param <E> the elements
 */
public final class OpTwoPhaseSet<E>
        extends KernelCrdt<TwoPhaseSet<E>, Phases<E>, SetChange<E>, OpTwoPhaseSet.Operation<E>> {

    private static final OpType<OpTwoPhaseSet<Object>, Operation<Object>, Phases<Object>> TYPE = new OpType<>(
            "op-two-phase-set",
            TwoPhaseSet.type().bottom(),
            OpTwoPhaseSet::new,
            OperationFormat.<Operation<Object>>none()
                    .with(Add.class, Elements.<Object>format(), Add<Object>::elements, Add<Object>::new)
                    .with(Remove.class, Elements.<Object>format(), Remove<Object>::elements, Remove<Object>::new),
            TwoPhaseSet.type().format());

    /** An empty set. */
    public OpTwoPhaseSet() {
        super(TwoPhaseSet.type());
    }

    /**
     * The type.
     *
     * @param <E> the elements
     * @return its descriptor
     */
    @SuppressWarnings("unchecked")
    public static <E> OpType<OpTwoPhaseSet<E>, Operation<E>, Phases<E>> type() {
        return (OpType<OpTwoPhaseSet<E>, Operation<E>, Phases<E>>) (OpType<?, ?, ?>) TYPE;
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
     * @return how many are in the set
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

    /**
     * Whether an element can never come in any more.
     *
     * @param element the element
     * @return whether it was removed, be it that it was in or not
     */
    public boolean isRemoved(Object element) {
        return kernel().isRemoved(element);
    }

    /** The elements now. Takes O(1); the next effect then copies the set once. */
    @Override
    public Set<E> value() {
        return kernel().value();
    }

    /**
     * Prepares to add an element, unless it was removed before.
     *
     * @param element the element
     * @return the operation; it has no effect if the element is there already, or was removed
     */
    public Operation<E> add(E element) {
        return new Add<>(Elements.of(Objects.requireNonNull(element, "element")));
    }

    /**
     * Prepares to add several elements, in one operation, except those that were removed before.
     *
     * @param elements the elements
     * @return the operation
     */
    public Operation<E> addAll(Collection<? extends E> elements) {
        return new Add<>(Elements.copyOf(elements));
    }

    /**
     * Prepares to remove an element for ever, there or not.
     *
     * @param element the element
     * @return the operation
     */
    public Operation<E> remove(E element) {
        return new Remove<>(Elements.of(Objects.requireNonNull(element, "element")));
    }

    /**
     * Prepares to remove every element that this replica has seen in the set, for ever.
     *
     * @return the operation; it has no effect if the set is empty
     */
    public Operation<E> clear() {
        return new Remove<>(kernel().state().present());
    }

    @Override
    protected Phases<E> delta(Tagged<Operation<E>> operation) {
        return operation.operation().delta();
    }

    /**
     * An operation: it brings elements into a phase.
     *
     * @param <E> the elements
     */
    public sealed interface Operation<E> permits Add, Remove {

        /**
         * What the operation does.
         *
         * @return the delta whose join is the effect
         */
        Phases<E> delta();
    }

    /**
     * Adds elements, except those that were removed.
     *
     * @param <E> the elements
     * @param elements what it adds
     */
    public record Add<E>(Elements<E> elements) implements Operation<E> {

        /**
         * Checks it.
         *
         * @param elements what it adds
         */
        public Add {
            Objects.requireNonNull(elements, "elements");
        }

        @Override
        public Phases<E> delta() {
            return Phases.added(elements);
        }
    }

    /**
     * Removes elements for ever.
     *
     * @param <E> the elements
     * @param elements what it removes
     */
    public record Remove<E>(Elements<E> elements) implements Operation<E> {

        /**
         * Checks it.
         *
         * @param elements what it removes
         */
        public Remove {
            Objects.requireNonNull(elements, "elements");
        }

        @Override
        public Phases<E> delta() {
            return Phases.removed(elements);
        }
    }
}
