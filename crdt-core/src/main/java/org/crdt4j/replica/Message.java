// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.List;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.CrdtType;
import org.jspecify.annotations.Nullable;

/** What replicas say to each other. Transport-free: each message can be lost, doubled, late or out of order. */
sealed interface Message {

    /**
     * "This is what I have."
     *
     * @param version all events up to here, on every object
     * @param fingerprint of what is visible there
     * @param settled whether the sender has nothing beyond its version
     * @param reply whether it answers a digest, so that it does not provoke another
     */
    record Digest(VersionVector version, Fingerprint fingerprint, boolean settled, boolean reply) implements Message {}

    /**
     * "Tell me what I lack."
     *
     * @param version all events that the sender has
     * @param scan whether to compare everything, whatever the versions say
     */
    record Pull(VersionVector version, boolean scan) implements Message {}

    /**
     * One object, as it is where the row comes from.
     *
     * @param name the object
     * @param type the name of its type
     * @param clock up to which event of each origin it reflects everything
     * @param leftOut live dots that are not in the content because the receiver has them
     * @param content the encoded content
     */
    @SuppressWarnings("ArrayRecordComponent") // rows are carriers; nobody compares them
    record Row(String name, String type, VersionVector clock, CausalContext leftOut, byte[] content) {

        /** The row of a push, which has a delta as content. */
        static Row fresh(String name, CrdtType<?, ?, ?> type, byte[] content) {
            return new Row(name, type.name(), VersionVector.empty(), CausalContext.empty(), content);
        }
    }

    /** Names one answer to a pull. */
    record AnswerId(ReplicaId sender, long number) {}

    /**
     * Some rows of an answer.
     *
     * @param answer which answer
     * @param index which of its messages, from 0
     * @param header the sender's version when the answer began
     * @param rows the rows
     * @param links which of them were changed together, null if the sender knows of none
     */
    record Rows(
            AnswerId answer,
            int index,
            VersionVector header,
            List<Row> rows,
            @Nullable Links links) implements Message {

        Rows(AnswerId answer, int index, VersionVector header, List<Row> rows) {
            this(answer, index, header, rows, null);
        }
    }

    /**
     * Which rows of a message were changed together, from a sender that knows of any such events.
     *
     * @param since the version for which the rows were chosen: to whoever has not seen that, they may be a part only
     * @param events the events that the rows have in common
     */
    record Links(VersionVector since, List<AtomicEvents.Event> events) {}

    /**
     * The end of an answer: whoever has joined all of it, and had seen at least what it was made for, has everything up to the header.
     *
     * @param answer which answer
     * @param total of how many {@link Rows} it consists
     * @param since the version for which it was made
     * @param header the sender's version when the answer began
     */
    record Advance(AnswerId answer, int total, VersionVector since, VersionVector header) implements Message {}

    /**
     * A fresh event.
     *
     * @param origin whose event
     * @param first its first number
     * @param last its last number
     * @param previous the origin's event on this object before
     * @param row the object's name and type, and the delta as content; the clock is empty
     */
    record Push(ReplicaId origin, long first, long last, long previous, Row row) implements Message {

        Part part() {
            return new Part(previous, last, row);
        }
    }

    /**
     * A fresh event on several objects, for which it is one or none.
     *
     * @param origin whose event
     * @param first its first number
     * @param last its last number
     * @param parts what it is on each object, at least two
     */
    record AtomicPush(ReplicaId origin, long first, long last, List<Part> parts) implements Message {

        AtomicEvents.Event event() {
            return new AtomicEvents.Event(
                    origin, last, parts.stream().map(part -> part.row.name()).toList());
        }
    }

    /**
     * What an event is on one object.
     *
     * @param previous the origin's event on this object before
     * @param last the last of its numbers that is for this object
     * @param row as in a {@link Push}
     */
    record Part(long previous, long last, Row row) {}

    /**
     * A part of a scan: names from {@code low} up to, and without, {@code high}.
     *
     * @param answer which scan
     * @param low the first name
     * @param high the name after the last, empty for the end
     * @param header the sender's version when the scan began
     */
    record Range(AnswerId answer, String low, String high, VersionVector header) {}

    /**
     * "Of this range I have this."
     *
     * @param range the range
     * @param floor up to where events may have left the sender's index
     * @param fingerprint of all objects in the range
     */
    record RangeDigest(Range range, VersionVector floor, Fingerprint fingerprint) implements Message {}

    /**
     * "Of this range I have something else: send it."
     *
     * @param range the range
     */
    record RangePull(Range range) implements Message {}

    /**
     * All objects of a range: what is not listed is empty as far as the sender has seen.
     *
     * @param range the range
     * @param floor up to where events may have left the sender's index
     * @param seen the sender's version when it made this message
     * @param rows the rows; some of them may be of objects outside of the range, which were changed together with others inside
     * @param links which of them were changed together, null if the sender knows of none
     */
    record RangeRows(
            Range range,
            VersionVector floor,
            VersionVector seen,
            List<Row> rows,
            @Nullable Links links) implements Message {

        RangeRows(Range range, VersionVector floor, VersionVector seen, List<Row> rows) {
            this(range, floor, seen, rows, null);
        }
    }

    /**
     * What a replica keeps beside objects and messages; never sent.
     *
     * @param openings how often it was opened before
     * @param lastEvent the number of its last event
     * @param received all events that are reflected on every object
     * @param floor up to where events may have left the index
     */
    record Mark(long openings, long lastEvent, CausalContext received, VersionVector floor) implements Message {

        /** The same for a later incarnation, which has made no event yet. */
        Mark ofPredecessor() {
            return new Mark(openings, 0, received, floor);
        }
    }
}
