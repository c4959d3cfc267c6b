// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.warehouse;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.crdt4j.replica.Replica;
import org.crdt4j.replica.ReplicaObjects;
import org.crdt4j.replica.ReplicatedMap;

/**
 * The second book: every movement under its number, a map for each article. So a movement that comes twice stands there once, and whoever
 * has all of them can put them in order afterwards, in whatever order they came. Thread-safe.
 */
final class Journal {

    private static final String PREFIX = "journal/";

    /**
     * A movement of an article.
     *
     * @param country where the customer lives
     * @param units negative for what went out
     */
    record Entry(String country, long units) {}

    private final Replica replica;

    /**
     * The journal in a replica.
     *
     * @param replica where it is kept; its codec knows {@link Entry}
     */
    Journal(Replica replica) {
        this.replica = replica;
    }

    private ReplicatedMap<Long, Entry> of(String sku) {
        return of(replica, sku);
    }

    private static ReplicatedMap<Long, Entry> of(ReplicaObjects objects, String sku) {
        return objects.map(PREFIX + sku);
    }

    /** Writes down a movement under its number in the shop's own order, as a part of an update. */
    static void write(ReplicaObjects objects, long number, String sku, String country, long units) {
        of(objects, sku).put(number, new Entry(country, units));
    }

    /** The least stock on the way, all movements taken by their numbers. */
    long lowest(String sku, long opening) {
        long stock = opening;
        long lowest = opening;
        for (Entry movement : new TreeMap<>(of(sku).snapshot()).values()) {
            stock += movement.units();
            lowest = Math.min(lowest, stock);
        }
        return lowest;
    }

    /** What each country bought and gave back, by article and country, both sorted. */
    SortedMap<String, SortedMap<String, UnitsMoved>> unitsByCountry() {
        SortedMap<String, SortedMap<String, UnitsMoved>> units = new TreeMap<>();
        for (String name : replica.names()) {
            if (name.startsWith(PREFIX)) {
                String sku = name.substring(PREFIX.length());
                units.put(sku, byCountry(of(sku).snapshot()));
            }
        }
        return units;
    }

    private static SortedMap<String, UnitsMoved> byCountry(Map<Long, Entry> movements) {
        SortedMap<String, UnitsMoved> units = new TreeMap<>();
        movements
                .values()
                .forEach(movement -> units.merge(
                        movement.country(),
                        new UnitsMoved(Math.max(0, movement.units()), Math.max(0, -movement.units())),
                        UnitsMoved::plus));
        return units;
    }
}
