// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.Objects;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;

/**
 * As of when an operation counts: as of a time of its own, or as of now. Now is when it is tagged, but later than what its author had
 * seen. Immutable.
 *
 * @param time the time itself, or what it has to be later than
 * @param isGiven whether it is the time itself
 */
public record EventTime(HybridTimestamp time, boolean isGiven) {

    private static final EventTime NOW = new EventTime(HybridTimestamp.ZERO, false);

    /* The time of a tag is later than those of all tags before, but not than times that were given. */

    /**
     * Checks that there is such a time.
     *
     * @param time the time itself, or what it has to be later than
     * @param isGiven whether it is the time itself
     * @throws IllegalArgumentException if nothing is later
     */
    public EventTime {
        Objects.requireNonNull(time, "time");
        if (!isGiven && time.equals(HybridTimestamp.MAX)) {
            throw new IllegalArgumentException("no time is after " + time);
        }
    }

    /**
     * A time of its own.
     *
     * @param time the time
     * @return exactly this time
     */
    public static EventTime of(HybridTimestamp time) {
        return new EventTime(time, true);
    }

    /**
     * Now, but later than something.
     *
     * @param seen the latest time that the author has seen of what the operation is about
     * @return a later one
     */
    public static EventTime after(HybridTimestamp seen) {
        return seen.equals(HybridTimestamp.ZERO) ? NOW : new EventTime(seen, false);
    }

    /**
     * The time of the operation, once it is tagged.
     *
     * @param tagged the time of the tag
     * @return as of when the operation counts
     */
    public HybridTimestamp at(HybridTimestamp tagged) {
        if (isGiven) {
            return time;
        }
        return tagged.compareTo(time) > 0 ? tagged : time.next();
    }

    /**
     * How it is written.
     *
     * @return the format
     */
    static WireFormat<EventTime> format() {
        return new Format();
    }

    private static final class Format implements WireFormat<EventTime> {

        private static final int IS_NOW = 0;
        private static final int IS_AFTER = 1;
        private static final int IS_GIVEN = 2;

        @Override
        public void write(EventTime event, WireOutput out) {
            if (event.equals(NOW)) {
                out.writeCount(IS_NOW);
                return;
            }
            out.writeCount(event.isGiven ? IS_GIVEN : IS_AFTER);
            out.writeTimestamp(event.time);
        }

        @Override
        public EventTime read(WireInput in) {
            long kind = in.readCount();
            if (kind == IS_NOW) {
                return NOW;
            }
            if (kind > IS_GIVEN) {
                throw WireInput.corrupt("no kind of time: " + kind);
            }
            HybridTimestamp time = in.readTimestamp();
            if (kind == IS_AFTER && (time.equals(HybridTimestamp.MAX) || time.equals(HybridTimestamp.ZERO))) {
                throw WireInput.corrupt("a time after " + time);
            }
            return new EventTime(time, kind == IS_GIVEN);
        }
    }
}
