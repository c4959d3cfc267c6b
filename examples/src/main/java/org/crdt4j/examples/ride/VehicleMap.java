// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.ride;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.codec.Codec;
import org.crdt4j.replica.Replica;
import org.crdt4j.replica.ReplicatedExpiringMap;
import org.crdt4j.replica.ReplicatedMap;

/**
 * The vehicles as one dispatch centre knows them. Every centre takes whatever positions reach it, in any order, and shows a place that is a
 * few seconds old rather than none.
 *
 * <p>A position counts by the time at which the vehicle was there, not by that of its arrival: the newest wins at every centre, so a late one
 * changes nothing, and a repeated one neither. Of two with the same time all centres choose the same one. Who is on the road now is a
 * second map, in which a vehicle stays for as long as it is heard of. Not thread-safe, the replica is.
 */
public final class VehicleMap {

    /** How long a vehicle is shown after it was heard of. */
    public static final Duration LEASE = Duration.ofMinutes(5);

    /** What the replica has to be opened with: it knows {@link Fix}. */
    public static final Codec CODEC =
            Codec.builder().register(Fix.class, Codec.Builder.FIRST_ID).build();

    private final ReplicatedMap<String, Fix> last;
    private final ReplicatedExpiringMap<String, Fix> onTheRoad;

    /**
     * The map of a centre.
     *
     * @param replica where it is kept; it has {@link #CODEC}
     */
    public VehicleMap(Replica replica) {
        last = replica.map("last");
        onTheRoad = replica.expiringMap("on-the-road");
    }

    /** What a position was good for. */
    public enum Outcome {
        /** The newest of its vehicle so far. */
        APPLIED,
        /** Of the same time as the one that is known. */
        EQUAL,
        /** Older than the one that is known. */
        STALE
    }

    /**
     * Takes a position.
     *
     * @param vehicle whose it is
     * @param fix the position
     * @return what it was good for, as far as this centre knows
     */
    public Outcome report(String vehicle, Fix fix) {
        Optional<Fix> known = last.get(vehicle);
        int order = known.map(newest -> Long.compare(fix.epochSecond(), newest.epochSecond()))
                .orElse(1);
        if (order < 0) {
            return Outcome.STALE; // the map would ignore it all the same; this saves the message
        }
        last.put(vehicle, fix, HybridTimestamp.of(fix.epochSecond() * 1_000, 0));
        onTheRoad.put(vehicle, fix, LEASE);
        return order == 0 ? Outcome.EQUAL : Outcome.APPLIED;
    }

    /**
     * Where each vehicle was seen last.
     *
     * @return all vehicles ever heard of, sorted by name
     */
    public SortedMap<String, Fix> last() {
        return new TreeMap<>(last.snapshot());
    }

    /**
     * How old the places of the vehicles are that are shown now.
     *
     * @param nowSecond now, in seconds since 1970
     * @return the age of each place in seconds, the youngest first
     */
    public List<Long> ages(long nowSecond) {
        return onTheRoad.snapshot().values().stream()
                .map(fix -> nowSecond - fix.epochSecond())
                .sorted()
                .toList();
    }

    /** Shows vehicles no longer that have not been heard of for long. To be called now and then, at every centre. */
    public void tidy() {
        onTheRoad.expire();
        onTheRoad.removeExpired();
    }
}
