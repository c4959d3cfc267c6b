// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.codec;

/**
 * What one message may at most contain. A message beyond a limit is refused before memory is taken for it; the same limits hold for
 * encoding, so that nobody sends what an equally configured peer would refuse.
 *
 * <p>Decoding takes at most some 400 bytes of memory an item and four bytes a byte of the message, whatever the message says; part of
 * it is garbage at once, and once the code is compiled it is about half. With the defaults that is 1 GiB for the worst message there
 * can be: lower them where the heap is small.
 *
 * @param maxMessageBytes bytes of a whole message, 64 MiB by default
 * @param maxValueBytes encoded bytes of one application value, for instance an element or a key, 1 MiB by default
 * @param maxDepth how deep a value may be nested: lists in lists, records in records; 32 by default
 * @param maxReplicas identities in one message, 65,536 by default
 * @param maxItems all entries, dots, intervals and elements of collections together, 2,000,000 by default
 */
public record Limits(int maxMessageBytes, int maxValueBytes, int maxDepth, int maxReplicas, int maxItems) {

    private static final Limits DEFAULTS = new Limits(64 << 20, 1 << 20, 32, 1 << 16, 2_000_000);

    /**
     * Checks that every limit is positive, and the depth at most 1,000.
     *
     * @param maxMessageBytes bytes of a whole message
     * @param maxValueBytes encoded bytes of one application value
     * @param maxDepth how deep a value may be nested
     * @param maxReplicas identities in one message
     * @param maxItems all entries, dots, intervals and elements of collections together
     */
    public Limits {
        if (maxMessageBytes < 1 || maxValueBytes < 1 || maxDepth < 1 || maxReplicas < 1 || maxItems < 1) {
            throw new IllegalArgumentException("every limit must be at least 1");
        }
        if (maxDepth > 1_000) {
            throw new IllegalArgumentException("a depth of " + maxDepth + " could overflow the stack: at most 1,000");
        }
    }

    /**
     * The limits unless said otherwise.
     *
     * @return the defaults
     */
    public static Limits defaults() {
        return DEFAULTS;
    }

    /**
     * The same limits but for one.
     *
     * @param bytes how long a message may be
     * @return the changed limits
     */
    public Limits withMaxMessageBytes(int bytes) {
        return new Limits(bytes, maxValueBytes, maxDepth, maxReplicas, maxItems);
    }

    /**
     * The same limits but for one.
     *
     * @param bytes how long the encoding of a value may be
     * @return the changed limits
     */
    public Limits withMaxValueBytes(int bytes) {
        return new Limits(maxMessageBytes, bytes, maxDepth, maxReplicas, maxItems);
    }

    /**
     * The same limits but for one.
     *
     * @param depth how deep a value may be nested
     * @return the changed limits
     */
    public Limits withMaxDepth(int depth) {
        return new Limits(maxMessageBytes, maxValueBytes, depth, maxReplicas, maxItems);
    }

    /**
     * The same limits but for one.
     *
     * @param replicas how many identities a message may name
     * @return the changed limits
     */
    public Limits withMaxReplicas(int replicas) {
        return new Limits(maxMessageBytes, maxValueBytes, maxDepth, replicas, maxItems);
    }

    /**
     * The same limits but for one.
     *
     * @param items how many items a message may have in all
     * @return the changed limits
     */
    public Limits withMaxItems(int items) {
        return new Limits(maxMessageBytes, maxValueBytes, maxDepth, maxReplicas, items);
    }
}
