// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.report;

import java.util.Locale;
import org.crdt4j.benchmarks.report.Figure.Unit;

/** Numbers as a person reads them: three significant digits, the unit that fits. */
final class Quantity {

    private static final String[] TIMES = {"ns", "us", "ms", "s"};
    private static final String[] BYTES = {"B", "KB", "MB", "GB"};

    private Quantity() {}

    /** A figure, and from where to where its iterations reached where they differ. */
    static String of(Figure figure) {
        String value = of(figure.value(), figure.unit());
        if (figure.unit() != Unit.NANOSECONDS || figure.low() == figure.high()) {
            return value;
        }
        double divisor = divisor(figure.value());
        return value + " (" + digits(figure.low() / divisor) + "-" + digits(figure.high() / divisor) + ")";
    }

    /** A value without its spread. */
    static String of(double value, Unit unit) {
        return switch (unit) {
            case BYTES -> count(Math.round(value)) + " B";
            case COUNT -> count(Math.round(value));
            case NANOSECONDS -> {
                double divisor = divisor(value);
                yield digits(value / divisor) + " " + TIMES[(int) Math.round(Math.log10(divisor) / 3)];
            }
        };
    }

    private static double divisor(double nanoseconds) {
        double divisor = 1;
        for (int unit = 0; unit < TIMES.length - 1 && nanoseconds / divisor >= 999.5; unit++) {
            divisor *= 1000;
        }
        return divisor;
    }

    /** A round number of an axis: {@code 10 us}, {@code 1 MB}. */
    static String tick(double value, Unit unit) {
        if (unit != Unit.BYTES) {
            return of(value, unit).replaceAll("\\.0+(?= )", "");
        }
        int power = value >= 1e9 ? 3 : value >= 1e6 ? 2 : value >= 1e3 ? 1 : 0;
        return count(Math.round(value / Math.pow(1000, power))) + " " + BYTES[power];
    }

    /** A quotient, such as {@code 1.25x}. */
    static String ratio(double ratio) {
        return digits(ratio) + "x";
    }

    /** A whole number in groups of three. */
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String digits(double value) {
        if (value >= 99.95) {
            return count(Math.round(value));
        }
        return String.format(Locale.ROOT, value >= 9.995 ? "%.1f" : "%.2f", value);
    }
}
