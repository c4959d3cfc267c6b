// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit.conformance;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** All orders of some elements, one by one, the given order first. */
final class Permutations<E> implements Iterator<List<E>> {

    /** 8 elements have 40,320 orders, 12 have half a thousand million. */
    private static final int MOST_ELEMENTS = 8;

    private final List<E> elements;
    private final int[] places;
    private boolean hasNext = true;

    private Permutations(List<E> elements) {
        if (elements.size() > MOST_ELEMENTS) {
            throw new MalformedCaseException("a fold of " + elements.size() + " states has too many orders; at most "
                    + MOST_ELEMENTS + " are tried");
        }
        this.elements = elements;
        this.places = new int[elements.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = i;
        }
    }

    static <E> Iterable<List<E>> of(List<E> elements) {
        return () -> new Permutations<>(elements);
    }

    @Override
    public boolean hasNext() {
        return hasNext;
    }

    @Override
    public List<E> next() {
        if (!hasNext) {
            throw new NoSuchElementException();
        }
        List<E> order = new ArrayList<>();
        for (int place : places) {
            order.add(elements.get(place));
        }
        hasNext = advance();
        return order;
    }

    /* The next order of places in the order of a dictionary. */
    private boolean advance() {
        int pivot = places.length - 2;
        while (pivot >= 0 && places[pivot] > places[pivot + 1]) {
            pivot--;
        }
        if (pivot < 0) {
            return false;
        }
        int greater = places.length - 1;
        while (places[greater] < places[pivot]) {
            greater--;
        }
        swap(pivot, greater);
        for (int low = pivot + 1, high = places.length - 1; low < high; low++, high--) {
            swap(low, high);
        }
        return true;
    }

    private void swap(int a, int b) {
        int kept = places[a];
        places[a] = places[b];
        places[b] = kept;
    }
}
