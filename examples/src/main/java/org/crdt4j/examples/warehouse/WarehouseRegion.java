// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.warehouse;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.crdt4j.codec.Codec;
import org.crdt4j.replica.Replica;
import org.crdt4j.replica.ReplicaObjects;
import org.crdt4j.replica.ReplicatedCounter;
import org.crdt4j.replica.ReplicatedMap;

/**
 * The books of one sales region. Every region knows all articles and sells at any time, also while it hears nothing of the others; what
 * they booked adds up when they meet again. The stock can fall below zero that way, and nobody can help it. An article that ends
 * below zero gets a correction: so many units have to be bought in, or refused to customers.
 *
 * <p>The books are kept twice, as bookkeepers do: here the stock of each article, in a {@link Journal} every movement.
 * Thread-safe.
 */
public final class WarehouseRegion {

    /** What the replica has to be opened with: it knows the lines of the journal, and wishes. */
    public static final Codec CODEC = Codec.builder()
            .register(Journal.Entry.class, Codec.Builder.FIRST_ID)
            .register(RationedRegion.Wish.class, Codec.Builder.FIRST_ID + 1)
            .build();

    private final Replica replica;
    private final ReplicatedMap<String, Long> openingStock;
    private final ReplicatedMap<String, Long> corrections;
    private final Journal journal;

    /**
     * Opens the books.
     *
     * @param replica where they are kept; it has {@link #CODEC}
     */
    public WarehouseRegion(Replica replica) {
        this.replica = replica;
        openingStock = replica.map("opening-stock");
        corrections = replica.map("corrections");
        journal = new Journal(replica);
    }

    /**
     * Receives the opening stock. It counts like any other movement, so only one region may receive it.
     *
     * @param units how many of each article there are, also of those with none
     */
    public void open(Map<String, Long> units) {
        units.forEach((sku, count) -> {
            openingStock.put(sku, count);
            stockOf(sku).increment(count);
        });
    }

    /**
     * Books what came in or went out. It is never refused, for it has happened. In the same update it is also written down under its number, so that
     * afterwards, when the regions know of each other, everybody can put all movements in order.
     *
     * @param number the number of the movement in the shop's own order
     * @param sku the article
     * @param country where the customer lives
     * @param units what the stock changes by, negative for what went out
     */
    public void book(long number, String sku, String country, long units) {
        replica.update(books -> {
            stockOf(books, sku).increment(units);
            Journal.write(books, number, sku, country, units);
        });
    }

    /**
     * The stock as this region knows it.
     *
     * @param sku the article
     * @return its units, negative if more were sold than there are
     */
    public long stock(String sku) {
        return stockOf(sku).value();
    }

    private ReplicatedCounter stockOf(String sku) {
        return stockOf(replica, sku);
    }

    private static ReplicatedCounter stockOf(ReplicaObjects objects, String sku) {
        return objects.counter("stock/" + sku);
    }

    /**
     * The articles below zero, as this region knows them.
     *
     * @return how many units of each are missing
     */
    public SortedMap<String, Long> oversold() {
        SortedMap<String, Long> missing = new TreeMap<>();
        for (String sku : openingStock.entries().keySet()) {
            long units = stock(sku);
            if (units < 0) {
                missing.put(sku, -units);
            }
        }
        return missing;
    }

    /**
     * Notes the corrections, to be called when all movements are known. What is noted follows from the stock alone and stands
     * under the article's name, so it is one correction an article, whoever notices and however often. (Were it a counter that each
     * region raises, four regions would correct four times.)
     *
     * @return how many articles are oversold
     */
    public int correct() {
        SortedMap<String, Long> missing = oversold();
        Map<String, Long> noted = corrections.snapshot();
        missing.forEach((sku, units) -> {
            if (!units.equals(noted.get(sku))) {
                corrections.put(sku, units);
            }
        });
        noted.keySet().stream().filter(sku -> !missing.containsKey(sku)).forEach(corrections::remove);
        return missing.size();
    }

    /**
     * The stock of every article.
     *
     * @return its opening stock, its stock now, the lowest on the way and its correction, sorted by article
     */
    public SortedMap<String, ArticleStock> articles() {
        Map<String, Long> noted = corrections.snapshot();
        SortedMap<String, ArticleStock> articles = new TreeMap<>();
        openingStock
                .snapshot()
                .forEach((sku, opening) -> articles.put(sku, article(sku, opening, noted.getOrDefault(sku, 0L))));
        return articles;
    }

    private ArticleStock article(String sku, long opening, long correction) {
        return new ArticleStock(opening, stock(sku), journal.lowest(sku, opening), correction);
    }

    /**
     * What each country bought and gave back.
     *
     * @return units in and out by article and country, both sorted
     */
    public SortedMap<String, SortedMap<String, UnitsMoved>> unitsByCountry() {
        return journal.unitsByCountry();
    }
}
