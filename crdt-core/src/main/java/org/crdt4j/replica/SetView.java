// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Set;
import java.util.Spliterator;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A set as it changes, to be read only; an iteration, or a stream, sees it as it was when it began. */
final class SetView<E> extends AbstractSet<E> {

    private final Predicate<Object> contains;
    private final IntSupplier size;
    private final Supplier<Set<E>> snapshot;

    SetView(Predicate<Object> contains, IntSupplier size, Supplier<Set<E>> snapshot) {
        this.contains = contains;
        this.size = size;
        this.snapshot = snapshot;
    }

    @Override
    public Iterator<E> iterator() {
        return snapshot.get().iterator();
    }

    @Override
    public int size() {
        return size.getAsInt();
    }

    @Override
    public boolean contains(@Nullable Object element) {
        return element != null && contains.test(element);
    }

    /* the one that is inherited asks for the size and for the elements at two different moments */
    @Override
    public Spliterator<E> spliterator() {
        return snapshot.get().spliterator();
    }
}
