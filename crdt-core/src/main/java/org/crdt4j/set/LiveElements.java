// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.set;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Elements that are edited in place until somebody gets a snapshot of them; the next edit then copies once. Not thread-safe. */
final class LiveElements<E> {

    /* snapshot, if there is one, shares the set, which must then not be changed any more */

    private Set<E> elements = new HashSet<>();
    private @Nullable Elements<E> snapshot;

    boolean contains(Object element) {
        return elements.contains(element);
    }

    int size() {
        return elements.size();
    }

    /** The elements now, for reading at once. */
    Set<E> now() {
        return elements;
    }

    /** Whether it was absent. */
    boolean add(E element) {
        boolean isNew = !elements.contains(element);
        if (isNew) {
            edit().add(element);
        }
        return isNew;
    }

    void remove(E element) {
        if (elements.contains(element)) {
            edit().remove(element);
        }
    }

    private Set<E> edit() {
        if (snapshot != null) {
            elements = new HashSet<>(elements);
            snapshot = null;
        }
        return elements;
    }

    /** The elements as a value. Takes O(1). */
    Elements<E> snapshot() {
        Elements<E> taken = snapshot;
        if (taken == null) {
            taken = Elements.wrap(elements);
            snapshot = taken;
        }
        return taken;
    }
}
