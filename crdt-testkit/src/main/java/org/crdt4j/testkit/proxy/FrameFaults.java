// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit.proxy;

/**
 * What happens to messages on the way. Each direction of each connection has its own random numbers from the seed; which message meets which
 * of them depends on when it is sent, so a run is not repeated exactly.
 *
 * @param seed picks the messages that have bad luck
 * @param lost the part of all messages that never arrives, from 0 to 1
 * @param twice the part that arrives a second time, a little later
 * @param overtaken the part that arrives after some of those that were sent later
 */
public record FrameFaults(long seed, double lost, double twice, double overtaken) {

    /** Everything arrives, once, in order. */
    public static final FrameFaults NONE = new FrameFaults(0, 0, 0, 0);

    /**
     * Checks the parts.
     *
     * @param seed picks the messages that have bad luck
     * @param lost the part of all messages that never arrives, from 0 to 1
     * @param twice the part that arrives a second time, a little later
     * @param overtaken the part that arrives after some of those that were sent later
     */
    public FrameFaults {
        if (!isPart(lost) || !isPart(twice) || !isPart(overtaken)) {
            throw new IllegalArgumentException(
                    "a part is from 0 to 1: lost " + lost + ", twice " + twice + ", overtaken " + overtaken);
        }
    }

    private static boolean isPart(double part) {
        return part >= 0 && part <= 1;
    }

    /**
     * The same for other messages.
     *
     * @param newSeed picks them
     * @return the same parts
     */
    public FrameFaults withSeed(long newSeed) {
        return new FrameFaults(newSeed, lost, twice, overtaken);
    }

    /**
     * What has happened.
     *
     * @param messages how many came
     * @param lost how many of them were not passed on
     * @param twice how many were passed on twice
     * @param overtaken how many were held back
     */
    public record Counts(long messages, long lost, long twice, long overtaken) {

        /** Nothing has happened. */
        public static final Counts NONE = new Counts(0, 0, 0, 0);

        /**
         * Adds.
         *
         * @param other what has happened elsewhere
         * @return both together
         */
        public Counts plus(Counts other) {
            return new Counts(
                    messages + other.messages, lost + other.lost, twice + other.twice, overtaken + other.overtaken);
        }
    }
}
