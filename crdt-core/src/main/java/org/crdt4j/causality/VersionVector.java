// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.causality;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.crdt4j.error.CorruptDataException;
import org.crdt4j.internal.MaxVector;

/**
 * A summary of history without gaps: of each replica, all events up to a number. Immutable.
 *
 * <p>Reading an entry takes O(log n) for n replicas; joining, comparing and raising an entry O(n). See Mattern, "Virtual Time and
 * Global States of Distributed Systems", 1989, and Parker et al., "Detection of Mutual Inconsistency", 1983.
 */
public final class VersionVector implements DotCover {

    private static final VersionVector EMPTY = new VersionVector(MaxVector.empty());

    /* id, incarnation if it is not the first, number of the event */
    private static final Pattern ENTRY = Pattern.compile("([0-9a-f]{1,16})(?:\\.([0-9]{1,10}))?=([0-9]{1,19})");

    private final MaxVector<ReplicaId> entries;

    private VersionVector(MaxVector<ReplicaId> entries) {
        this.entries = entries;
    }

    /**
     * The beginning: no event of anybody.
     *
     * @return the empty vector
     */
    public static VersionVector empty() {
        return EMPTY;
    }

    /**
     * All events of one replica up to a number.
     *
     * @param origin the replica
     * @param counter its highest event; 0 gives the empty vector
     * @return the vector
     */
    public static VersionVector of(ReplicaId origin, long counter) {
        return wrap(MaxVector.of(origin, counter));
    }

    /**
     * A vector of the entries of a map.
     *
     * @param entries the highest event of each replica
     * @return the vector
     */
    public static VersionVector copyOf(Map<ReplicaId, Long> entries) {
        return wrap(MaxVector.copyOf(entries));
    }

    /**
     * Reads what {@link #toText} has written.
     *
     * @param text the text; empty for the beginning
     * @return the vector
     * @throws CorruptDataException if it is something else
     */
    public static VersionVector parse(String text) {
        Map<ReplicaId, Long> entries = new HashMap<>();
        for (String part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            Matcher entry = ENTRY.matcher(part);
            if (!entry.matches()) {
                throw noVersion(text);
            }
            try {
                int incarnation = entry.group(2) == null ? 0 : Integer.parseInt(entry.group(2));
                ReplicaId origin = new ReplicaId(Long.parseUnsignedLong(entry.group(1), 16), incarnation);
                if (entries.put(origin, Long.valueOf(entry.group(3))) != null) {
                    throw noVersion(text);
                }
            } catch (NumberFormatException e) {
                throw noVersion(text);
            }
        }
        return copyOf(entries);
    }

    private static CorruptDataException noVersion(String text) {
        String begin = text.substring(0, Math.min(text.length(), 100));
        return new CorruptDataException("'" + begin + "' is no version: give it as toText() wrote it, not cut off");
    }

    private static VersionVector wrap(MaxVector<ReplicaId> entries) {
        return entries.size() == 0 ? EMPTY : new VersionVector(entries);
    }

    private VersionVector same(MaxVector<ReplicaId> changed) {
        return changed == entries ? this : wrap(changed);
    }

    /**
     * How far this vector reaches for a replica.
     *
     * @param origin the replica
     * @return its highest event in this summary, 0 if none
     */
    public long get(ReplicaId origin) {
        return entries.get(origin);
    }

    @Override
    public boolean covers(ReplicaId origin, long counter) {
        return counter <= get(origin);
    }

    @Override
    public long contiguous(ReplicaId origin) {
        return get(origin);
    }

    /**
     * Whether the other vector is a part of this one.
     *
     * @param other the other vector
     * @return whether each entry here is at least as high
     */
    public boolean covers(VersionVector other) {
        return entries.covers(other.entries);
    }

    /**
     * This vector with a replica's entry raised.
     *
     * @param origin the replica
     * @param counter its event; an entry that is already higher stays
     * @return the raised vector
     */
    public VersionVector with(ReplicaId origin, long counter) {
        return same(entries.with(origin, counter));
    }

    /**
     * The history of both: the higher entry of each replica.
     *
     * @param other the other vector
     * @return the least vector that covers both; this very object if it already covers the other
     */
    public VersionVector join(VersionVector other) {
        return same(entries.join(other.entries));
    }

    /**
     * What both have: the lower entry of each replica.
     *
     * @param other the other vector
     * @return the greatest vector that both cover
     */
    public VersionVector meet(VersionVector other) {
        return wrap(entries.meet(other.entries));
    }

    /**
     * How this vector relates to another.
     *
     * @param other the other vector
     * @return before, after, equal or concurrent
     */
    public CausalOrder compare(VersionVector other) {
        boolean above = covers(other);
        boolean below = other.covers(this);
        if (above) {
            return below ? CausalOrder.EQUAL : CausalOrder.AFTER;
        }
        return below ? CausalOrder.BEFORE : CausalOrder.CONCURRENT;
    }

    /**
     * The replicas that have an entry.
     *
     * @return their identities, ascending
     */
    public List<ReplicaId> origins() {
        return IntStream.range(0, entries.size()).mapToObj(entries::key).toList();
    }

    /**
     * Gives each entry, replicas ascending.
     *
     * @param action takes a replica and its highest event
     */
    public void forEach(DotConsumer action) {
        for (int index = 0; index < entries.size(); index++) {
            action.accept(entries.key(index), entries.value(index));
        }
    }

    /**
     * The number of entries.
     *
     * @return how many replicas have one
     */
    public int size() {
        return entries.size();
    }

    /**
     * Whether this is the beginning.
     *
     * @return whether no replica has an entry
     */
    public boolean isEmpty() {
        return entries.size() == 0;
    }

    /**
     * This vector as a short text of digits, letters and {@code .=,}: for a header, a cookie, a parameter.
     *
     * @return the text; some 20 to 30 characters for each replica that has an entry
     */
    public String toText() {
        return origins().stream().map(origin -> origin + "=" + get(origin)).collect(Collectors.joining(","));
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof VersionVector other && entries.equals(other.entries);
    }

    @Override
    public int hashCode() {
        return entries.hashCode();
    }

    @Override
    public String toString() {
        return entries.toString();
    }
}
