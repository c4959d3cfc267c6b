// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.subject;

import java.util.List;

/**
 * One replica of a set. States and deltas are opaque: only a set of the same library takes them. A library whose values
 * are immutable keeps the newest one in the subject.
 */
public interface SetSubject {

    /** Adds an element and returns the delta that the library hands out. */
    Object add(String element);

    /**
     * Adds an element and returns what {@link #apply} takes. Differs from {@link #add} only where a library hands out
     * nothing that another replica could apply, so that a timed {@code add} does no work that its library does not do.
     */
    default Object addForPeers(String element) {
        return add(element);
    }

    /**
     * Adds elements that the set lacks, in order, with the result of adding them one by one. Never timed: a library that
     * is slow at one by one may take its quickest way.
     */
    default void addAll(List<String> elements) {
        elements.forEach(this::add);
    }

    /** Removes elements in order, never timed, like {@link #addAll}. */
    default void removeAll(List<String> elements) {
        elements.forEach(this::remove);
    }

    /** Removes an element and returns the delta that the library hands out. */
    Object remove(String element);

    /** The whole state, fixed: later changes of this replica do not show in it. */
    Object state();

    /** Joins the whole state of another replica into this one. */
    void join(Object state);

    /** Joins one delta into this replica. */
    void apply(Object delta);

    /**
     * An independent replica with the same identity and content, ready to be written to: a copy that the library would
     * put off until the next write has been made.
     */
    SetSubject copy();

    /** Whether the element is present. */
    boolean contains(String element);

    /** Number of elements. */
    int size();

    /** The object whose reachable heap is the set, elements included. */
    Object retained();

    /** Gives back what the garbage collector does not: memory outside the heap, threads. The subject is of no use then. */
    default void release() {}
}
