// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.warehouse;

/**
 * The stock of an article.
 *
 * @param opening units at the beginning
 * @param now units now
 * @param lowest the least that there were on the way, all movements taken in their recorded order
 * @param correction units to be bought in or refused, 0 if none are missing
 */
public record ArticleStock(long opening, long now, long lowest, long correction) {}
