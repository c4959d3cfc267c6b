// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.feed;

/**
 * A post, as far as the feed has to know it.
 *
 * @param id its name, the same for all copies
 * @param epochSecond when it was written, by the clock of its author, in seconds since 1970
 * @param author who wrote it
 */
public record Post(String id, long epochSecond, String author) {}
