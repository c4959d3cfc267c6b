// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.crdt4j.crdt.Crdt;
import org.crdt4j.crdt.Delta;
import org.crdt4j.crdt.SetChange;

/**
 * A handle of a set to which elements are added and from which they are removed. What wins if both are done to one element at once is
 * up to how the handle was got: adding with {@link Replica#set}, removing with {@link Replica#removeWinsSet}, the newest with {@link
 * Replica#lastWriterWinsSet}; and with {@link Replica#twoPhaseSet} a removed element is out for ever. Thread-safe.
 *
 * @param <E> the elements; they must be immutable, of a class that the codec knows, and have {@code equals} and {@code hashCode}
 */
public final class ReplicatedSet<E> extends SetHandle<E> {

    private final Consumer<Collection<E>> remove;
    private final Runnable clear;

    <T extends Crdt<D, SetChange<E>>, D extends Delta<D>> ReplicatedSet(
            ReplicatedObject<T, D, SetChange<E>> object,
            BiPredicate<? super T, Object> contains,
            ToIntFunction<? super T> size,
            BiConsumer<? super T, E> add,
            BiConsumer<? super T, Collection<E>> addAll,
            BiConsumer<? super T, E> remove,
            Consumer<? super T> clear) {
        super(object, contains, size, add, addAll);
        this.remove =
                elements -> object.updateIfSendable(set -> elements.forEach(element -> remove.accept(set, element)));
        this.clear = () -> object.update(clear);
    }

    /**
     * Removes an element. If adding wins, one that is added concurrently elsewhere stays; else the remove counts even if the element is
     * not there.
     *
     * @param element the element
     * @throws IllegalArgumentException if the codec does not know its class
     */
    public void remove(E element) {
        remove.accept(List.of(checked(element)));
    }

    /**
     * Removes several elements, as one event.
     *
     * @param elements the elements
     * @throws IllegalArgumentException if the codec does not know the class of one; then none is removed
     */
    public void removeAll(Collection<? extends E> elements) {
        remove.accept(checked(elements));
    }

    /** Removes every element that is seen here. */
    public void clear() {
        clear.run();
    }

    /**
     * Removes the set, with everything that was seen here; what is added concurrently survives.
     *
     * @throws IllegalStateException if it is a two-phase set, which remembers removed elements for ever
     */
    public void delete() {
        deleteObject();
    }
}
