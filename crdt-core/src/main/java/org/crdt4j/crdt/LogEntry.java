// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

import java.util.Objects;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotSet;
import org.crdt4j.causality.HybridTimestamp;

/**
 * One event of a log. Entries are ordered by time, of equal times by dot.
 *
 * @param <E> what was logged
 * @param dot the name of the event, which no other has
 * @param time when it happened
 * @param item what was logged; it must be immutable
 * @param parents the events that have to come before it, as far as they have not been removed
 */
public record LogEntry<E>(Dot dot, HybridTimestamp time, E item, DotSet parents) implements Comparable<LogEntry<E>> {

    /**
     * Checks that nothing is missing.
     *
     * @param dot the name of the event, which no other has
     * @param time when it happened
     * @param item what was logged; it must be immutable
     * @param parents the events that have to come before it, as far as they have not been removed
     */
    public LogEntry {
        Objects.requireNonNull(dot, "dot");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(item, "item");
        Objects.requireNonNull(parents, "parents");
    }

    /**
     * The order by time and dot, which leaves parents out of account. It tells all entries of a log apart, as no dot occurs twice.
     *
     * @param other another entry
     * @return negative if this one is earlier, positive if it is later
     */
    @Override
    public int compareTo(LogEntry<E> other) {
        int byTime = time.compareTo(other.time);
        return byTime != 0 ? byTime : dot.compareTo(other.dot);
    }
}
