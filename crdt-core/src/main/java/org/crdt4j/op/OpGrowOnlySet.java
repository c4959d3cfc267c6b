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
import org.crdt4j.set.GrowOnlySet;

/**
 * A set that only grows, operation-based (op-based G-set).
 *
 * <p>Concurrent adds are all in; adds of one element are one. Nothing can be removed. The same history gives the same elements as
 * {@link GrowOnlySet}.
 *
 * <p>Its operations may take effect in any order and more than once; {@link CausalDelivery} delivers them as all others.
 *
 * <p>Adding and asking take O(1). There is no metadata. Elements need {@code equals} and {@code hashCode} and must not be changed once
 * they are in. Not thread-safe.
 *
 * <p>Shapiro, Preguica, Baquero, Zawirski, "A comprehensive study of Convergent and Commutative Replicated Data Types", 2011.
 *
 * @param <E> the elements
 */
public final class OpGrowOnlySet<E>
        extends KernelCrdt<GrowOnlySet<E>, Elements<E>, SetChange<E>, OpGrowOnlySet.Add<E>> {

    private static final OpType<OpGrowOnlySet<Object>, Add<Object>, Elements<Object>> TYPE = new OpType<>(
            "op-grow-only-set",
            Elements.none(),
            OpGrowOnlySet::new,
            OperationFormat.<Add<Object>>none()
                    .with(Add.class, Elements.<Object>format(), Add<Object>::elements, Add<Object>::new),
            Elements.format());

    /** An empty set. */
    public OpGrowOnlySet() {
        super(GrowOnlySet.type());
    }

    /**
     * The type.
     *
     * @param <E> the elements
     * @return its descriptor
     */
    @SuppressWarnings("unchecked")
    public static <E> OpType<OpGrowOnlySet<E>, Add<E>, Elements<E>> type() {
        return (OpType<OpGrowOnlySet<E>, Add<E>, Elements<E>>) (OpType<?, ?, ?>) TYPE;
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

    /** The elements now. Takes O(1); the next effect then copies the set once. */
    @Override
    public Set<E> value() {
        return kernel().value();
    }

    /**
     * Prepares to add an element.
     *
     * @param element the element
     * @return the operation; it has no effect if the element is there already
     */
    public Add<E> add(E element) {
        return new Add<>(Elements.of(Objects.requireNonNull(element, "element")));
    }

    /**
     * Prepares to add several elements, in one operation.
     *
     * @param elements the elements
     * @return the operation
     */
    public Add<E> addAll(Collection<? extends E> elements) {
        return new Add<>(Elements.copyOf(elements));
    }

    @Override
    protected Elements<E> delta(Tagged<Add<E>> operation) {
        return operation.operation().elements;
    }

    /**
     * The operation: it adds elements.
     *
     * @param <E> the elements
     * @param elements what it adds
     */
    public record Add<E>(Elements<E> elements) {

        /**
         * Checks it.
         *
         * @param elements what it adds
         */
        public Add {
            Objects.requireNonNull(elements, "elements");
        }
    }
}
