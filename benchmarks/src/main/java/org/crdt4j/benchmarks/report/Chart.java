// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.crdt4j.benchmarks.report.Comparison.Row;

/**
 * A comparison as one picture: a line a row, a mark a contender, placed by how many times the floor it takes on a
 * logarithmic axis. Plain SVG, legible on light and on dark paper.
 */
final class Chart {

    private static final int LABELS = 356;
    private static final int PLOT = 540;
    private static final int RIGHT = 40;
    private static final int TOP = 84;
    private static final int LINE = 22;
    private static final int BOTTOM = 44;
    private static final double MARK = 5.5;
    private static final int SHADES = 6;

    private static final String STYLE = """
            <style>
            svg { --paper: #ffffff; --ink: #1f2328; --faint: #d9dee4; --band: #f4f6f8;
                  --c0: #0969da; --c1: #6e7781; --c2: #cf222e; --c3: #8250df; --c4: #bf8700; --c5: #1a7f37; }
            @media (prefers-color-scheme: dark) {
              svg { --paper: #0d1117; --ink: #e6edf3; --faint: #30363d; --band: #161b22;
                    --c0: #58a6ff; --c1: #9198a1; --c2: #ff7b72; --c3: #d2a8ff; --c4: #e3b341; --c5: #56d364; }
            }
            text { font: 12px system-ui, sans-serif; fill: var(--ink); }
            .title { font-size: 15px; font-weight: 600; }
            .end { text-anchor: end; } .middle { text-anchor: middle; }
            .grid { stroke: var(--faint); } .floor { stroke: var(--c1); stroke-width: 2; }
            .span { stroke: var(--faint); stroke-width: 2; }
            </style>
            """;

    private final List<Row> rows;
    private final List<String> contenders;
    private final int lowest;
    private final int highest;
    private final StringBuilder svg = new StringBuilder();

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
        return chart.svg.toString();
    }

    private void draw(String caption) {
        int width = LABELS + PLOT + RIGHT;
        int height = TOP + rows.size() * LINE + BOTTOM;
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\">%n",
                width,
                height,
                width,
                height));
        svg.append(STYLE);
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"var(--paper)\"/>\n");
        text(16, 24, "title", "Times the floor (log scale; left is better)");
        text(16, 44, "", caption);
        legend();
        bands();
        grid();
        rows.forEach(row -> marks(row, y(rows.indexOf(row))));
        svg.append("</svg>\n");
    }

    private void legend() {
        int x = LABELS;
        for (String contender : contenders) {
            mark(contender, x, 63, "");
            text(x + 11, 67, "", Table.name(contender));
            x += 40 + 8 * contender.length();
        }
    }

    private void bands() {
        for (int i = 0; i < rows.size(); i++) {
            if (i % 2 == 0) {
                svg.append(String.format(
                        Locale.ROOT,
                        "<rect x=\"8\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"var(--band)\"/>%n",
                        TOP + i * LINE,
                        LABELS + PLOT + RIGHT - 16,
                        LINE));
            }
            text(LABELS - 18, y(i) + 4, "end", rows.get(i).label());
        }
    }

    private void grid() {
        int bottom = TOP + rows.size() * LINE;
        for (int exponent = lowest; exponent <= highest; exponent++) {
            double x = x(Math.pow(10, exponent));
            line(exponent == 0 ? "floor" : "grid", x, TOP, x, bottom);
            text(x, bottom + 18, "middle", axisLabel(exponent));
        }
        text(LABELS + PLOT / 2.0, bottom + 36, "middle", "times the floor");
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
        line("span", places[0], y, places[places.length - 1], y);
        figures.forEach(figure -> whisker(figure, floor, y));
        // Ours last, on top of what it may cover.
        for (int i = figures.size() - 1; i >= 0; i--) {
            Figure figure = figures.get(i);
            double ratio = figure.value() / floor;
            String hint = row.label() + ", " + Table.name(figure.contender()) + ": " + Quantity.of(figure) + ", "
                    + Quantity.ratio(ratio);
            mark(figure.contender(), x(ratio), y, hint);
        }
    }

    /** From the smallest to the largest iteration. */
    private void whisker(Figure figure, double floor, double y) {
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"1.5\"/>%n",
                x(figure.low() / floor),
                y,
                x(figure.high() / floor),
                y,
                shade(figure.contender())));
    }

    private String shade(String contender) {
        return "var(--c" + Math.floorMod(contenders.indexOf(contender), SHADES) + ")";
    }

    /** Ours is round, everybody else square: shape tells what colour alone would not tell everybody. */
    private void mark(String contender, double x, double y, String hint) {
        String fill = shade(contender);
        String title = "<title>" + escape(hint) + "</title>";
        if (contender.equals(Comparison.OURS)) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<circle class=\"mark\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"%s\">%s</circle>%n",
                    x,
                    y,
                    MARK,
                    fill,
                    title));
        } else {
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect class=\"mark\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\">%s</rect>%n",
                    x - MARK + 1,
                    y - MARK + 1,
                    2 * MARK - 2,
                    2 * MARK - 2,
                    fill,
                    title));
        }
    }

    private double x(double ratio) {
        return LABELS + PLOT * (Math.log10(ratio) - lowest) / (highest - lowest);
    }

    private static double y(int row) {
        return TOP + row * LINE + LINE / 2.0;
    }

    private void line(String style, double x1, double y1, double x2, double y2) {
        svg.append(String.format(
                Locale.ROOT,
                "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n",
                style,
                x1,
                y1,
                x2,
                y2));
    }

    private void text(double x, double y, String style, String content) {
        svg.append(String.format(
                Locale.ROOT, "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>%n", style, x, y, escape(content)));
    }

    private static String escape(String content) {
        return content.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
