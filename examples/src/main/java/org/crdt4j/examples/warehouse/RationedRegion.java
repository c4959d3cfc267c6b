// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.warehouse;

import java.math.BigInteger;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.error.InsufficientRightsException;
import org.crdt4j.replica.Replica;
import org.crdt4j.replica.ReplicaObjects;
import org.crdt4j.replica.ReplicatedBoundedCounter;
import org.crdt4j.replica.ReplicatedMap;

/**
 * The other way to run the warehouse: a region sells only what it has rights for, so the stock never falls below zero, whatever the network does. The
 * price is that a sale is refused now and then though there are units elsewhere. A region that refuses makes a wish; the region with the most rights
 * grants it when it hears of it. Thread-safe.
 */
public final class RationedRegion {

    /* One part in so many goes to each other region at the beginning. */
    private static final long SHARE = 8;

    private static final String WISHES = "wishes";
    private static final String REFUSED_SALES = "refused-sales/";
    private static final String REFUSED_UNITS = "refused-units/";
    private static final String TRANSFERS = "transfers/";

    private final Replica replica;
    private final Journal journal;
    private final ReplicatedMap<String, Long> openingStock;

    /* by article and region, so that two regions do not overrule each other's wishes */
    private final ReplicatedMap<Wish, Long> wishes;

    /**
     * What a region wants more of.
     *
     * @param sku the article
     * @param region the number of its replica
     * @param incarnation the incarnation of its replica
     */
    record Wish(String sku, long region, int incarnation) {
        ReplicaId replica() {
            return new ReplicaId(region, incarnation);
        }
    }

    /**
     * What happened to an article.
     *
     * @param stock the units
     * @param refusedSales sales that were refused
     * @param refusedUnits the units that they were about
     * @param transfers how often rights went from one region to another
     */
    public record Ration(ArticleStock stock, long refusedSales, long refusedUnits, long transfers) {}

    /**
     * Opens the books.
     *
     * @param replica where they are kept; it has {@link WarehouseRegion#CODEC}
     */
    public RationedRegion(Replica replica) {
        this.replica = replica;
        journal = new Journal(replica);
        openingStock = replica.map("opening-stock");
        wishes = replica.map(WISHES);
    }

    /**
     * Receives the opening stock, and gives each other region a part of the rights. Only one region may receive it.
     *
     * @param units how many of each article there are
     * @param others the replicas of the other regions
     */
    public void open(Map<String, Long> units, Iterable<ReplicaId> others) {
        units.forEach((sku, count) -> {
            openingStock.put(sku, count);
            if (count > 0) {
                stockOf(sku).increment(count);
            }
            others.forEach(other -> transfer(sku, count / SHARE, other));
        });
    }

    private void transfer(String sku, long units, ReplicaId to) {
        if (units > 0) {
            replica.update(books -> {
                stockOf(books, sku).transfer(units, to);
                books.growOnlyCounter(TRANSFERS + sku).increment();
            });
        }
    }

    /**
     * Books what came in or went out.
     *
     * @param number the number of the movement in the shop's own order
     * @param sku the article
     * @param country where the customer lives
     * @param units what the stock changes by, negative for what went out
     * @return whether it was booked; a sale for which this region has no rights is refused
     */
    public boolean book(long number, String sku, String country, long units) {
        try {
            replica.update(books -> {
                if (units > 0) {
                    stockOf(books, sku).increment(units);
                } else if (units < 0) {
                    stockOf(books, sku).decrement(-units);
                }
                Journal.write(books, number, sku, country, units);
            });
            return true;
        } catch (InsufficientRightsException e) {
            refuse(sku, -units);
            return false;
        }
    }

    private void refuse(String sku, long units) {
        replica.update(books -> {
            books.growOnlyCounter(REFUSED_SALES + sku).increment();
            books.growOnlyCounter(REFUSED_UNITS + sku).increment(units);
            books.<Wish, Long>map(WISHES)
                    .put(new Wish(sku, replica.id().id(), replica.id().incarnation()), units);
        });
    }

    /** Grants the wishes of others, as far as this region is the one with the most rights. To be called now and then. */
    public void grant() {
        wishes.snapshot().forEach((wish, units) -> {
            BigInteger own = stockOf(wish.sku()).ownRights();
            if (!wish.replica().equals(replica.id()) && isRichest(wish.sku(), own)) {
                transfer(wish.sku(), own.min(BigInteger.valueOf(units)).longValueExact(), wish.replica());
                wishes.remove(wish);
            }
        });
    }

    /* richest() tells the richest of the others. */
    private boolean isRichest(String sku, BigInteger own) {
        ReplicatedBoundedCounter stock = stockOf(sku);
        return stock.richest()
                .map(other -> own.compareTo(stock.rights().getOrDefault(other, BigInteger.ZERO)) > 0)
                .orElse(own.signum() > 0);
    }

    private ReplicatedBoundedCounter stockOf(String sku) {
        return stockOf(replica, sku);
    }

    private static ReplicatedBoundedCounter stockOf(ReplicaObjects objects, String sku) {
        return objects.boundedCounter("stock/" + sku);
    }

    /**
     * All articles.
     *
     * @return what happened to each, sorted by article
     */
    public SortedMap<String, Ration> articles() {
        SortedMap<String, Ration> articles = new TreeMap<>();
        openingStock.snapshot().forEach((sku, opening) -> {
            long now = stockOf(sku).value();
            var stock = new ArticleStock(opening, now, journal.lowest(sku, opening), 0);
            articles.put(
                    sku,
                    new Ration(stock, count(REFUSED_SALES, sku), count(REFUSED_UNITS, sku), count(TRANSFERS, sku)));
        });
        return articles;
    }

    private long count(String counter, String sku) {
        return replica.growOnlyCounter(counter + sku).value();
    }
}
