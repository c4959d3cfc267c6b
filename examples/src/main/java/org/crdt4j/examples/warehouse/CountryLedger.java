// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.warehouse;

import java.util.SortedMap;
import java.util.TreeMap;
import org.crdt4j.counter.PnCounter;
import org.crdt4j.replica.Replica;
import org.crdt4j.replica.ReplicatedSet;

/**
 * The second book: what came in and went out of each article in each country, one counter for each such pair. Nothing is ever reset
 * here, so the plain counter does, which keeps its two halves apart. Thread-safe.
 */
final class CountryLedger {

    private static final String UNITS = "units/";
    private static final char TAB = '\t'; // in no article and no country

    private final Replica replica;
    private final ReplicatedSet<String> idle;

    /**
     * The ledger in a replica.
     *
     * @param replica where it is kept
     */
    CountryLedger(Replica replica) {
        this.replica = replica;
        idle = replica.set("idle");
    }

    /**
     * Books what came in or went out.
     *
     * @param sku the article
     * @param country where the customer lives
     * @param units negative for what went out; of 0 only the pair is kept in mind
     */
    void book(String sku, String country, long units) {
        String pair = sku + TAB + country;
        if (units == 0) {
            idle.add(pair);
        } else {
            replica.object(UNITS + pair, PnCounter.type()).update(counter -> counter.increment(units));
        }
    }

    /** All pairs by article and country, both sorted. */
    SortedMap<String, SortedMap<String, UnitsMoved>> unitsByCountry() {
        SortedMap<String, SortedMap<String, UnitsMoved>> units = new TreeMap<>();
        idle.snapshot().forEach(pair -> put(units, pair, new UnitsMoved(0, 0)));
        for (String name : replica.names()) {
            if (name.startsWith(UNITS)) {
                PnCounter.Tallies sums = replica.object(name, PnCounter.type()).read(PnCounter::state);
                put(units, name.substring(UNITS.length()), UnitsMoved.of(sums));
            }
        }
        return units;
    }

    private static void put(SortedMap<String, SortedMap<String, UnitsMoved>> units, String pair, UnitsMoved sums) {
        int tab = pair.indexOf(TAB);
        units.computeIfAbsent(pair.substring(0, tab), sku -> new TreeMap<>()).put(pair.substring(tab + 1), sums);
    }
}
