// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.warehouse;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.log.Compensation;
import org.crdt4j.log.Reservation;
import org.crdt4j.replica.Replica;
import org.crdt4j.replica.ReplicaObjects;
import org.crdt4j.replica.ReplicatedGrowOnlySet;
import org.crdt4j.replica.ReplicatedMap;
import org.crdt4j.replica.ReplicatedReservations;

/**
 * The third way to run the warehouse: a sale is a reservation. A region promises what is there as far as it knows, without asking anybody. Who really
 * gets the last units follows from the ledger, the same in every region: the earlier sale. A customer who was promised what he does not get is owed a
 * compensation, once. Thread-safe.
 */
public final class ReservingRegion {

    private static final String PROMISED = "promised/";

    /* The opening stock is older than all movements. */
    private static final HybridTimestamp OPENING = HybridTimestamp.of(1, 0);
    private static final long FIRST = 2;

    private final Replica replica;
    private final ReplicatedMap<String, Long> openingStock;
    private final ReplicatedMap<String, Long> compensations;

    /**
     * What became of the sales of an article.
     *
     * @param opening its opening stock
     * @param stock what is left
     * @param served sales that got their units
     * @param refused sales that were refused at once, or not promised
     * @param compensated sales that were promised, and got nothing
     * @param compensatedUnits the units that they were about
     */
    public record Sales(long opening, long stock, long served, long refused, long compensated, long compensatedUnits) {}

    /**
     * Opens the books.
     *
     * @param replica where they are kept
     */
    public ReservingRegion(Replica replica) {
        this.replica = replica;
        openingStock = replica.map("opening-stock");
        compensations = replica.map("compensations");
    }

    /**
     * Receives the opening stock. Only one region may receive it.
     *
     * @param units how many of each article there are
     */
    public void open(Map<String, Long> units) {
        units.forEach((sku, count) -> {
            openingStock.put(sku, count);
            if (count > 0) {
                ledger(replica, sku).restock(count, OPENING);
            }
        });
    }

    /**
     * Books what came in, or sells what is asked for.
     *
     * @param number the number of the movement in the shop's own order: of two sales the one with the lower number is the earlier one
     * @param sku the article
     * @param units what the stock changes by, negative for a sale
     * @return whether the customer was promised the units; true for what came in
     */
    public boolean book(long number, String sku, long units) {
        HybridTimestamp time = HybridTimestamp.of(FIRST + number, 0);
        if (units >= 0) {
            if (units > 0) {
                ledger(replica, sku).restock(units, time);
            }
            return true;
        }
        boolean[] promised = new boolean[1];
        replica.update(books -> {
            promised[0] = ledger(books, sku).reserve(-units, time).isAccepted();
            if (promised[0]) {
                promises(books, sku).add(number);
            }
        });
        return promised[0];
    }

    /**
     * Notes what is owed to customers, to be called when all movements are known. It follows from the ledger and the promises alone, under a name that
     * everybody makes alike, so it is one compensation a sale, whoever notices and however often.
     */
    public void compensate() {
        Map<String, Long> noted = compensations.snapshot();
        for (String sku : openingStock.snapshot().keySet()) {
            Set<Long> promises = promises(replica, sku).snapshot();
            for (Compensation owed : ledger(replica, sku).compensations(HybridTimestamp.MAX)) {
                if (promises.contains(numberOf(owed.reservation())) && !noted.containsKey(owed.id())) {
                    compensations.put(owed.id(), owed.reservation().units());
                }
            }
        }
    }

    /**
     * How many compensations are noted.
     *
     * @return the units of each, by its name
     */
    public SortedMap<String, Long> compensations() {
        return new TreeMap<>(compensations.snapshot());
    }

    /**
     * All articles.
     *
     * @return what became of their sales, sorted by article
     */
    public SortedMap<String, Sales> articles() {
        SortedMap<String, Sales> articles = new TreeMap<>();
        openingStock.snapshot().forEach((sku, opening) -> articles.put(sku, sales(sku, opening)));
        return articles;
    }

    private Sales sales(String sku, long opening) {
        Set<Long> promises = promises(replica, sku).snapshot();
        long served = 0;
        long refused = 0;
        long compensated = 0;
        long compensatedUnits = 0;
        for (Reservation sale : ledger(replica, sku).snapshot().reservations()) {
            if (sale.isAccepted()) {
                served++;
            } else if (promises.contains(numberOf(sale))) {
                compensated++;
                compensatedUnits += sale.units();
            } else {
                refused++;
            }
        }
        long stock = ledger(replica, sku).available().longValueExact();
        return new Sales(opening, stock, served, refused, compensated, compensatedUnits);
    }

    private static long numberOf(Reservation sale) {
        return sale.time().millis() - FIRST;
    }

    private static ReplicatedReservations ledger(ReplicaObjects objects, String sku) {
        return objects.reservations("stock/" + sku);
    }

    private static ReplicatedGrowOnlySet<Long> promises(ReplicaObjects objects, String sku) {
        return objects.growOnlySet(PROMISED + sku);
    }
}
