// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.crdt4j.benchmarks.report.Comparison.Row;

/**
 * A comparison as one picture: a line a row, a mark a contender, placed by how many times the floor it takes on a
 * logarithmic axis.
 */
final class Chart {

    private static final int LABELS = 356;
    private static final int PLOT = 600;
    private static final int RIGHT = 40;
    private static final int TOP = 62;
    private static final int LINE = 22;
    private static final int BOTTOM = 44;
    private static final int LEGEND_LINE = 20;
    private static final double MARK = 5.5;

    private final List<Row> rows;
    private final List<String> contenders;
    private final int lowest;
    private final int highest;
    private final int top;
    private final Svg svg;

    private Chart(Comparison comparison) {
        rows = comparison.rows().stream()
                .filter(row -> row.figure(Comparison.FLOOR).isPresent())
                .filter(row -> row.figures().values().stream().allMatch(figure -> figure.low() > 0))
                .toList();
        contenders = comparison.contenders();
        double[] exponents = rows.stream().flatMapToDouble(Chart::exponents).toArray();
        lowest = (int) Math.floor(Arrays.stream(exponents).min().orElse(0));
        highest = Math.max(
                lowest + 1, (int) Math.ceil(Arrays.stream(exponents).max().orElse(1)));
        top = TOP + LEGEND_LINE * legendLines();
        svg = new Svg(LABELS + PLOT + RIGHT, top + rows.size() * LINE + BOTTOM);
    }

    /** Of the ends of all whiskers of a row. */
    private static DoubleStream exponents(Row row) {
        double floor = row.figure(Comparison.FLOOR).orElseThrow().value();
        return row.figures().values().stream()
                .flatMapToDouble(figure -> DoubleStream.of(figure.low(), figure.high()))
                .map(end -> Math.log10(end / floor));
    }

    /** The whole picture. */
    static String svg(Comparison comparison, String caption) {
        Chart chart = new Chart(comparison);
        chart.draw(caption);
        return chart.svg.end();
    }

    private void draw(String caption) {
        svg.write(16, 24, "title", "Times the floor (log scale; left is better)");
        svg.write(16, 44, "dim", caption);
        legend(true);
        bands();
        grid();
        for (int row = 0; row < rows.size(); row++) {
            marks(rows.get(row), y(row));
        }
    }

    private int legendLines() {
        return legend(false);
    }

    /** Returns how many lines it takes. */
    private int legend(boolean drawn) {
        int lines = 1;
        int x = LABELS;
        for (String contender : contenders) {
            String name = Contenders.name(contender);
            int width = 34 + 7 * name.length();
            if (x + width > LABELS + PLOT + RIGHT) {
                x = LABELS;
                lines++;
            }
            if (drawn) {
                int y = TOP + LEGEND_LINE * (lines - 1);
                svg.mark(contenders.indexOf(contender), x, y, MARK, name);
                svg.write(x + 11, y + 4, "", name);
            }
            x += width;
        }
        return lines;
    }

    private void bands() {
        for (int row = 0; row < rows.size(); row++) {
            if (row % 2 == 0) {
                svg.band(8, y(row) - LINE / 2.0, LABELS + PLOT + RIGHT - 16, LINE);
            }
            svg.write(LABELS - 18, y(row) + 4, "end", rows.get(row).label());
        }
    }

    private void grid() {
        int bottom = top + rows.size() * LINE;
        for (int exponent = lowest; exponent <= highest; exponent++) {
            double x = x(Math.pow(10, exponent));
            svg.line(exponent == 0 ? "floor" : "grid", x, top, x, bottom);
            svg.write(x, bottom + 18, "middle", axisLabel(exponent));
        }
        svg.write(LABELS + PLOT / 2.0, bottom + 36, "middle", "times the floor");
    }

    private static String axisLabel(int exponent) {
        return exponent >= 0
                ? Quantity.count((long) Math.pow(10, exponent)) + "x"
                : String.format(Locale.ROOT, "%." + -exponent + "fx", Math.pow(10, exponent));
    }

    private void marks(Row row, double y) {
        double floor = row.figure(Comparison.FLOOR).orElseThrow().value();
        List<Figure> figures = contenders.stream()
                .flatMap(contender -> row.figure(contender).stream())
                .toList();
        double[] places = figures.stream()
                .mapToDouble(figure -> x(figure.value() / floor))
                .sorted()
                .toArray();
        svg.line("span", places[0], y, places[places.length - 1], y);
        figures.forEach(
                figure -> svg.stroke(index(figure), 1.5, x(figure.low() / floor), y, x(figure.high() / floor), y));
        // Ours last, on top of what it may cover.
        for (int i = figures.size() - 1; i >= 0; i--) {
            Figure figure = figures.get(i);
            double ratio = figure.value() / floor;
            String hint = row.label() + ", " + Contenders.name(figure.contender()) + ": " + Quantity.of(figure) + ", "
                    + Quantity.ratio(ratio);
            svg.mark(index(figure), x(ratio), y, MARK, hint);
        }
    }

    private int index(Figure figure) {
        return contenders.indexOf(figure.contender());
    }

    private double x(double ratio) {
        return LABELS + PLOT * (Math.log10(ratio) - lowest) / (highest - lowest);
    }

    private double y(int row) {
        return top + row * LINE + LINE / 2.0;
    }
}
