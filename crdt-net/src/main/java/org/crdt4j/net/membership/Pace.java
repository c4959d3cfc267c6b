// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.membership;

/**
 * How often members are probed, and how long is waited for what; in nanoseconds.
 *
 * @param period between two probes of a node in good health
 * @param timeout how long a member may take to answer before others are asked to ping it; less than the period
 * @param suspicion the shortest time to object, in periods, among up to ten members; grows with the logarithm of their number
 * @param forget how long a member that is gone is remembered
 */
public record Pace(long period, long timeout, int suspicion, long forget) {
    /** How many peers are asked to ping a member that has not answered. */
    static final int RELAYS = 3;

    /** How many other accusers make the time to object the shortest. */
    static final int CONFIRMATIONS = 3;

    /** The longest time to object in shortest ones. */
    static final int LONGEST = 3;

    private static final int GOSSIPS_A_PERIOD = 5;
    private static final int PERIODS_A_CHECK = 20;

    /** Checks that a member has a chance. */
    public Pace {
        if (timeout <= 0 || period < 2 * timeout || suspicion < 1 || forget < period) {
            throw new IllegalArgumentException("a member must have time to answer: period " + period + " ns, timeout "
                    + timeout + " ns, suspicion " + suspicion + " periods, remembered for " + forget + " ns");
        }
    }

    /** How long a relay waits for an answer before it says that there is none: the asker must hear that in its period. */
    long relayTimeout() {
        return timeout * 3 / 4;
    }

    /** Between two rounds of rumours, while there are any. */
    long gossip() {
        return period / GOSSIPS_A_PERIOD;
    }

    /** Between two comparisons of all that is believed with a peer. */
    long check() {
        return period * PERIODS_A_CHECK;
    }

    /** The shortest time to object among so many members. */
    long shortestSuspicion(int members) {
        return (long) (suspicion * period * Math.max(1, Math.log10(members)));
    }
}
