// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.subject;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One replica of a map in which the last writer of a key wins. States and deltas are opaque: only a map of the same
 * library takes them.
 */
public interface MapSubject {

    /** Writes a key and returns the delta that the library hands out. */
    Object put(String key, String value);

    /**
     * Writes a key and returns what {@link #apply} takes. Differs from {@link #put} only where a library hands out nothing
     * that another replica could apply, so that a timed {@code put} does no work that its library does not do.
     */
    default Object putForPeers(String key, String value) {
        return put(key, value);
    }

    /**
     * Writes keys in order, with the result of writing them one by one. Never timed: a library that is slow at one by one
     * may take its quickest way.
     */
    default void putAll(List<String> keys, String value) {
        keys.forEach(key -> put(key, value));
    }

    /** The value of a key, null where there is none. */
    @Nullable
    String get(String key);

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
    MapSubject copy();

    /** Number of keys. */
    int size();

    /** The object whose reachable heap is the map, keys and values included. */
    Object retained();

    /** Gives back what the garbage collector does not: memory outside the heap, threads. The subject is of no use then. */
    default void release() {}
}
