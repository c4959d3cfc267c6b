// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.AbstractSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.Spliterator;
import java.util.function.Consumer;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.DotSet;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.SetChange;
import org.crdt4j.set.AddWinsSet;
import org.jspecify.annotations.Nullable;

/**
 * A handle of a set in which adding wins over concurrent removing. Thread-safe. See {@link AddWinsSet}.
 *
 * @param <E> the elements; they must be immutable, and of a class that the codec knows
 */
public final class ReplicatedSet<E> {

    private final ReplicatedObject<AddWinsSet<E>, Causal<DotMap<E, DotSet>>, SetChange<E>> object;

    ReplicatedSet(ReplicatedObject<AddWinsSet<E>, Causal<DotMap<E, DotSet>>, SetChange<E>> object) {
        this.object = object;
    }

    /**
     * The set's name.
     *
     * @return the name
     */
    public String name() {
        return object.name();
    }

    /**
     * Adds an element.
     *
     * @param element the element
     * @throws IllegalArgumentException if the codec does not know its class
     */
    public void add(E element) {
        Objects.requireNonNull(element, "element");
        object.admission().checkKey(element);
        object.update(set -> set.add(element));
    }

    /**
     * Adds several elements, as one event.
     *
     * @param elements the elements
     */
    public void addAll(Collection<? extends E> elements) {
        List<E> copy = List.copyOf(elements);
        copy.forEach(object.admission()::checkKey);
        object.update(set -> set.addAll(copy));
    }

    /**
     * Removes an element; one that is added concurrently elsewhere stays.
     *
     * @param element the element
     */
    public void remove(E element) {
        object.update(set -> set.remove(element));
    }

    /** Removes every element that was seen here. */
    public void clear() {
        object.update(AddWinsSet::clear);
    }

    /**
     * Whether an element is in the set.
     *
     * @param element the element
     * @return whether it is, now
     */
    public boolean contains(Object element) {
        Objects.requireNonNull(element, "element");
        return object.read(set -> set.contains(element));
    }

    /**
     * The number of elements.
     *
     * @return how many there are now
     */
    public int size() {
        return object.read(AddWinsSet::size);
    }

    /**
     * The elements, as they change.
     *
     * @return a read-only live view; an iteration, or a stream, sees the set as it was when it began
     */
    public Set<E> elements() {
        return new AbstractSet<>() {
            @Override
            public Iterator<E> iterator() {
                return snapshot().iterator();
            }

            @Override
            public int size() {
                return ReplicatedSet.this.size();
            }

            @Override
            public boolean contains(@Nullable Object element) {
                return element != null && ReplicatedSet.this.contains(element);
            }

            /* the one that is inherited asks for the size and for the elements at two different moments */
            @Override
            public Spliterator<E> spliterator() {
                return snapshot().spliterator();
            }
        };
    }

    /**
     * The elements now.
     *
     * @return an immutable set; taking it costs nothing, but the next change copies the set once
     */
    public Set<E> snapshot() {
        return object.read(AddWinsSet::value);
    }

    /** Removes the set, with everything that was seen here; what is added concurrently survives. */
    public void delete() {
        object.delete();
    }

    /**
     * Has each change reported, exactly once and in order.
     *
     * @param listener takes the changes; called outside of any lock
     * @return ends it
     */
    public Subscription onChange(Consumer<? super ObjectChange<SetChange<E>>> listener) {
        return object.onChange(listener);
    }

    /**
     * Has the elements reported now, then each change of them, without a gap.
     *
     * @param first takes the present elements
     * @param listener takes the changes after them
     * @return ends it
     */
    @SuppressWarnings("unchecked")
    public Subscription onChange(Consumer<Set<E>> first, Consumer<? super ObjectChange<SetChange<E>>> listener) {
        Objects.requireNonNull(first, "first");
        return object.onChange(value -> first.accept((Set<E>) value), listener);
    }

    @Override
    public String toString() {
        return name() + "=" + snapshot();
    }
}
