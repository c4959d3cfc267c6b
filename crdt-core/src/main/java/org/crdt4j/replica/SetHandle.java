// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.crdt4j.crdt.Crdt;
import org.crdt4j.crdt.Delta;
import org.crdt4j.crdt.SetChange;

/**
 * What the handles of all sets can do. Thread-safe.
 *
 * @param <E> the elements; they must be immutable, of a class that the codec knows, and have {@code equals} and {@code hashCode}
 */
public abstract sealed class SetHandle<E> extends Handle<Set<E>, SetChange<E>>
        permits ReplicatedSet, ReplicatedGrowOnlySet {

    private final Predicate<Object> contains;
    private final IntSupplier size;
    private final Consumer<E> add;
    private final Consumer<Collection<E>> addAll;

    /* sets have no supertype of their own, since their deltas differ; so a handle is told the methods */
    <T extends Crdt<D, SetChange<E>>, D extends Delta<D>> SetHandle(
            ReplicatedObject<T, D, SetChange<E>> object,
            BiPredicate<? super T, Object> contains,
            ToIntFunction<? super T> size,
            BiConsumer<? super T, E> add,
            BiConsumer<? super T, Collection<E>> addAll) {
        super(object);
        this.contains = element -> object.read(set -> contains.test(set, element));
        this.size = () -> object.read(size::applyAsInt);
        this.add = element -> object.updateIfSendable(set -> add.accept(set, element));
        this.addAll = elements -> object.updateIfSendable(set -> addAll.accept(set, elements));
    }

    /**
     * Adds an element.
     *
     * @param element the element
     * @throws IllegalArgumentException if the codec does not know its class
     */
    public final void add(E element) {
        add.accept(checked(element));
    }

    /**
     * Adds several elements, as one event.
     *
     * @param elements the elements
     * @throws IllegalArgumentException if the codec does not know the class of one; then none is added
     */
    public final void addAll(Collection<? extends E> elements) {
        addAll.accept(checked(elements));
    }

    final E checked(E element) {
        admission().checkKey(Objects.requireNonNull(element, "element"));
        return element;
    }

    final List<E> checked(Collection<? extends E> elements) {
        List<E> copy = List.copyOf(elements);
        copy.forEach(admission()::checkKey);
        return copy;
    }

    /**
     * Whether an element is in the set.
     *
     * @param element the element
     * @return whether it is, now
     */
    public final boolean contains(Object element) {
        return contains.test(Objects.requireNonNull(element, "element"));
    }

    /**
     * The number of elements.
     *
     * @return how many there are now
     */
    public final int size() {
        return size.getAsInt();
    }

    /**
     * The elements, as they change.
     *
     * @return a read-only live view; an iteration, or a stream, sees the set as it was when it began
     */
    public final Set<E> elements() {
        return new SetView<>(contains, size, this::snapshot);
    }

    /**
     * The elements now.
     *
     * @return an immutable set; for sets that keep no tombstones taking it costs nothing, but the next change copies the set once
     */
    public final Set<E> snapshot() {
        return current();
    }
}
