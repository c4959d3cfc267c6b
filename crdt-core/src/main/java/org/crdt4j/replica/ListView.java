// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.AbstractList;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.Spliterator;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** A list as it changes, to be read only; an iteration, a part, or a stream sees it as it was when it began. */
final class ListView<E> extends AbstractList<E> {

    private final IntFunction<E> items;
    private final IntSupplier size;
    private final Supplier<List<E>> snapshot;

    ListView(IntFunction<E> items, IntSupplier size, Supplier<List<E>> snapshot) {
        this.items = items;
        this.size = size;
        this.snapshot = snapshot;
    }

    @Override
    public E get(int index) {
        return items.apply(index);
    }

    @Override
    public int size() {
        return size.getAsInt();
    }

    /* those that are inherited go by index, and would meet what comes or goes meanwhile */

    @Override
    public Iterator<E> iterator() {
        return snapshot.get().iterator();
    }

    @Override
    public ListIterator<E> listIterator(int index) {
        return snapshot.get().listIterator(index);
    }

    @Override
    public List<E> subList(int from, int to) {
        return snapshot.get().subList(from, to);
    }

    @Override
    public Spliterator<E> spliterator() {
        return snapshot.get().spliterator();
    }
}
