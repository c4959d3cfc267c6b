// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.time.Instant;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.error.LimitExceededException;

/**
 * The place of one event in a log: it names the event, however often and to whomever the log gives it.
 *
 * <p>All consumers {@linkplain #tag tag} the operation that they make of an event alike. So it is the very same operation everywhere, and
 * counts once: delivery knows it again, and states that contain it join as states do. That holds as long as all make the
 * <em>same</em> operation of it, from the event alone and not from what they have seen; {@link SourceConsumer} sees to the latter.
 *
 * @param topic the name of the log, see {@link SourcePartition}
 * @param partition the number of the partition, from 0
 * @param offset the place in the partition, from 0
 */
public record SourceId(String topic, int partition, long offset) {

    /**
     * Checks that there is such a place.
     *
     * @param topic the name of the log
     * @param partition the number of the partition, from 0
     * @param offset the place in the partition, from 0
     */
    public SourceId {
        if (offset < 0 || offset == Long.MAX_VALUE) {
            throw new IllegalArgumentException("an offset is from 0 to 2^63 - 2: " + offset);
        }
        if (partition < 0) {
            throw new IllegalArgumentException("a partition is not negative: " + partition);
        }
    }

    /**
     * The partition that the event is in.
     *
     * @return the partition
     */
    public SourcePartition source() {
        return new SourcePartition(topic, partition);
    }

    /**
     * The name of the event.
     *
     * @return the dot: the {@linkplain SourcePartition#origin() origin} is the partition, the counter is the offset and one
     */
    public Dot dot() {
        return new Dot(source().origin(), offset + 1);
    }

    /**
     * Names the operation that is made of the event. It depends on nothing but the events before it in its partition.
     *
     * @param <O> the operation
     * @param operation what to do, made of the event alone
     * @param eventTime the event's own time, never the time of reading
     * @return the operation, the same at every consumer
     */
    public <O> Tagged<O> tag(O operation, HybridTimestamp eventTime) {
        return new Tagged<>(operation, dot(), VersionVector.empty(), eventTime);
    }

    /**
     * The same, with a time in milliseconds; what is finer is cut off.
     *
     * @param <O> the operation
     * @param operation what to do, made of the event alone
     * @param eventTime the event's own time, never the time of reading
     * @return the operation, the same at every consumer
     * @throws LimitExceededException if the time is before 1970 or after the year 10889
     */
    public <O> Tagged<O> tag(O operation, Instant eventTime) {
        return tag(operation, timeOf(eventTime));
    }

    static HybridTimestamp timeOf(Instant eventTime) {
        if (eventTime.isBefore(Instant.EPOCH) || eventTime.isAfter(Instant.ofEpochMilli(HybridTimestamp.MAX_MILLIS))) {
            throw new LimitExceededException(
                    "event time " + eventTime
                            + " is before 1970 or after the year 10889: take another time of the event, the same at all consumers");
        }
        return HybridTimestamp.of(eventTime.toEpochMilli(), 0);
    }

    @Override
    public String toString() {
        return topic + "/" + partition + "@" + offset;
    }
}
