// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.subject;

/**
 * One replica of a counter that goes up and down. What {@link #state} returns is opaque: only a counter of the same
 * library takes it.
 */
public interface CounterSubject {

    /** Adds one and returns what the library hands out to be sent. */
    Object increment();

    /** Adds an amount, which may be negative. */
    void add(long amount);

    /** The whole state, fixed: later changes of this replica do not show in it. */
    Object state();

    /** Joins the whole state of another replica into this one. */
    void join(Object state);

    /** An independent replica with the same identity and content. */
    CounterSubject copy();

    /** The value that a user reads. */
    long value();

    /** Gives back what the garbage collector does not: memory outside the heap, threads. The subject is of no use then. */
    default void release() {}
}
