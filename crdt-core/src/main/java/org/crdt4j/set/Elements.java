// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.set;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.crdt4j.crdt.Delta;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;
import org.crdt4j.error.LimitExceededException;
import org.crdt4j.internal.Collisions;

/**
 * Some elements, without dots: the delta and the state of sets that only grow. Immutable; joined by union.
 *
 * @param <E> the elements
 */
public final class Elements<E> implements Delta<Elements<E>> {

    private static final Elements<Object> NONE = new Elements<>(Set.of());

    private final Set<E> all;

    private Elements(Set<E> all) {
        this.all = all;
    }

    /**
     * No element.
     *
     * @param <E> the elements
     * @return the empty set
     */
    @SuppressWarnings("unchecked")
    public static <E> Elements<E> none() {
        return (Elements<E>) (Elements<?>) NONE;
    }

    /**
     * One element.
     *
     * @param <E> the elements
     * @param element the element
     * @return the set of it
     */
    public static <E> Elements<E> of(E element) {
        return new Elements<>(Set.of(element));
    }

    /**
     * Some elements.
     *
     * @param <E> the elements
     * @param elements the elements; copied
     * @return the set of them
     */
    public static <E> Elements<E> copyOf(Collection<? extends E> elements) {
        elements.forEach(element -> Objects.requireNonNull(element, "element"));
        return wrap(new HashSet<>(elements));
    }

    /* whoever calls this promises not to change the set any more */
    static <E> Elements<E> wrap(Set<E> unchanging) {
        return unchanging.isEmpty() ? none() : new Elements<>(unchanging);
    }

    /**
     * The elements as a set.
     *
     * @return a read-only view, which never changes
     */
    public Set<E> all() {
        return Collections.unmodifiableSet(all);
    }

    /**
     * Whether an element is among these.
     *
     * @param element the element
     * @return whether it is
     */
    public boolean contains(Object element) {
        return all.contains(element);
    }

    /**
     * The number of elements.
     *
     * @return how many there are
     */
    public int size() {
        return all.size();
    }

    /** The union; this very object if the other adds nothing. */
    @Override
    public Elements<E> join(Elements<E> other) {
        if (all.containsAll(other.all)) {
            return this;
        }
        Set<E> union = new HashSet<>(all);
        union.addAll(other.all);
        return new Elements<>(union);
    }

    Elements<E> without(Predicate<? super E> unwanted) {
        if (all.stream().noneMatch(unwanted)) {
            return this;
        }
        Set<E> rest = new HashSet<>(all);
        rest.removeIf(unwanted);
        return wrap(rest);
    }

    @Override
    public boolean isBottom() {
        return all.isEmpty();
    }

    /**
     * How elements are written: in the order of their bytes.
     *
     * @param <E> the elements
     * @return the format
     */
    public static <E> WireFormat<Elements<E>> format() {
        return new Format<>();
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Elements<?> other && all.equals(other.all);
    }

    @Override
    public int hashCode() {
        return all.hashCode();
    }

    @Override
    public String toString() {
        return all.toString();
    }

    private static final class Format<E> implements WireFormat<Elements<E>> {

        @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
        private record Entry(Object element, byte[] bytes) {}

        @Override
        public void write(Elements<E> elements, WireOutput out) {
            checkCollisions(elements.all);
            out.writeSize(elements.size());
            if (elements.size() == 1) {
                elements.all.forEach(out::writeKey);
                return;
            }
            List<Entry> entries = new ArrayList<>(elements.size());
            elements.all.forEach(element -> entries.add(new Entry(element, out.keyBytes(element))));
            entries.sort((one, other) -> Arrays.compareUnsigned(one.bytes, other.bytes));
            entries.forEach(entry -> out.writeKey(entry.element));
        }

        private static void checkCollisions(Collection<?> elements) {
            if (Collisions.isExcessive(elements)) {
                throw new LimitExceededException("more than " + Collisions.MAX_EQUAL_HASHES
                        + " elements with the same hash code: give their class a better hashCode");
            }
        }

        @Override
        public Elements<E> read(WireInput in) {
            List<E> elements = new ArrayList<>();
            for (int left = in.readSize(); left > 0; left--) {
                @SuppressWarnings("unchecked")
                E element = (E) in.readKey();
                elements.add(element);
            }
            checkCollisions(elements);
            Set<E> all = new HashSet<>(elements);
            if (all.size() < elements.size()) {
                throw WireInput.corrupt("an element that stands twice");
            }
            return wrap(all);
        }
    }
}
