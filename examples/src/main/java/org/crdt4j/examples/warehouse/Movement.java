// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.warehouse;

import java.time.LocalDateTime;

/**
 * One line of an order, a cancellation or a stock-taking: so many units came in or went out.
 *
 * @param sku the article
 * @param country where the customer lives
 * @param units what the stock changes by: negative for units that went out, 0 for lines that move no goods
 * @param at when it was booked, local time of the shop
 */
public record Movement(String sku, String country, long units, LocalDateTime at) {}
