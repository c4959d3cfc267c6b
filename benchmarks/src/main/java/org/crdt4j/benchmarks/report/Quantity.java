// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.report;

import java.util.Locale;
import org.crdt4j.benchmarks.report.Figure.Unit;

/** Numbers as a person reads them: three significant digits, the unit that fits. */
final class Quantity {

    private static final String[] TIMES = {"ns", "us", "ms", "s"};

    private Quantity() {}

    /** A figure, and from where to where its iterations reached where they differ. */
    static String of(Figure figure) {
        if (figure.unit() == Unit.BYTES) {
            return count(Math.round(figure.value())) + " B";
        }
        int unit = 0;
        double divisor = 1;
        while (unit < TIMES.length - 1 && figure.value() / divisor >= 999.5) {
            divisor *= 1000;
            unit++;
        }
        String spread = figure.low() == figure.high()
                ? ""
                : " (" + digits(figure.low() / divisor) + "-" + digits(figure.high() / divisor) + ")";
        return digits(figure.value() / divisor) + " " + TIMES[unit] + spread;
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
