// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.command;

/** Seconds as a person reads them. */
final class Durations {

    private Durations() {}

    /** Such as {@code 45 s} and {@code 7 min 30 s}. */
    static String text(double seconds) {
        long whole = Math.round(seconds);
        return whole < 60 ? whole + " s" : whole / 60 + " min " + whole % 60 + " s";
    }
}
