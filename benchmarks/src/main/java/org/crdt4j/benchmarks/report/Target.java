// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.report;

import java.util.Optional;

/**
 * What ours should take at most.
 *
 * @param kind what the limit counts
 * @param limit so much is still within
 * @param from the smallest size for which this was promised
 */
public record Target(Kind kind, double limit, int from) {

    /** No promise. */
    public static final Target NONE = new Target(Kind.NONE, Double.POSITIVE_INFINITY, Integer.MAX_VALUE);

    /** What a limit counts. */
    public enum Kind {
        /** Nothing was promised. */
        NONE,
        /** Multiples of the floor's figure. */
        TIMES_FLOOR,
        /** Nanoseconds or bytes, whichever the figure counts. */
        ABSOLUTE
    }

    /** At every size so many times the floor. */
    static Target timesFloor(double limit) {
        return timesFloor(limit, 0);
    }

    /** So many times the floor from a size on. */
    static Target timesFloor(double limit, int from) {
        return new Target(Kind.TIMES_FLOOR, limit, from);
    }

    /** So many nanoseconds or bytes. */
    static Target absolute(double limit) {
        return new Target(Kind.ABSOLUTE, limit, 0);
    }

    /** Whether a promise was made for this size. */
    boolean holdsAt(int size) {
        return kind != Kind.NONE && size >= from;
    }

    /** Whether a row breaks the promise; empty where there is none or a figure is missing. */
    Optional<Boolean> missed(Comparison.Row row) {
        if (!holdsAt(row.size())) {
            return Optional.empty();
        }
        Optional<Double> reached = kind == Kind.TIMES_FLOOR
                ? row.ratio(Comparison.OURS, Comparison.FLOOR)
                : row.figure(Comparison.OURS).map(Figure::value);
        return reached.map(value -> value > limit);
    }

    /** The limit as a person reads it. */
    String text(Figure.Unit unit) {
        return switch (kind) {
            case NONE -> "";
            case TIMES_FLOOR -> Quantity.ratio(limit);
            case ABSOLUTE -> Quantity.of(limit, unit);
        };
    }
}
