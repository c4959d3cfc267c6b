// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.report;

import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * One aspect of the cost curves as one picture: a small diagram a measure, cost over size, both axes logarithmic, a line a
 * contender.
 */
final class CurveChart {

    private static final int COLUMNS = 2;
    private static final int PANEL = 470;
    private static final int LEFT = 66;
    private static final int PLOT_WIDTH = 370;
    private static final int PLOT_HEIGHT = 190;
    private static final int HEAD = 34;
    private static final int FOOT = 50;
    private static final int TOP = 84;
    private static final double MARK = 4.5;

    private final Section section;
    private final List<Figure> figures;
    private final List<Measure> measures;
    private final List<String> contenders;
    private final Svg svg;

    private CurveChart(Section section, List<Figure> figures) {
        this.section = section;
        this.figures = figures.stream().filter(figure -> figure.value() > 0).toList();
        measures =
                this.figures.stream().map(Figure::measure).distinct().sorted().toList();
        contenders = new Comparison(this.figures).contenders();
        int lines = (measures.size() + COLUMNS - 1) / COLUMNS;
        svg = new Svg(COLUMNS * PANEL + 10, TOP + lines * (HEAD + PLOT_HEIGHT + FOOT));
    }

    /** The whole picture. */
    static String svg(Section section, List<Figure> figures, String caption) {
        CurveChart chart = new CurveChart(section, figures);
        chart.draw(caption);
        return chart.svg.end();
    }

    private void draw(String caption) {
        svg.write(16, 24, "title", section.title() + " (log scales; flat is independent of N, lower is better)");
        svg.write(16, 44, "dim", caption);
        int x = LEFT;
        for (String contender : contenders) {
            svg.mark(contenders.indexOf(contender), x, 66, MARK, Contenders.name(contender));
            svg.write(x + 10, 70, "", Contenders.name(contender));
            x += 40 + 7 * Contenders.name(contender).length();
        }
        for (int i = 0; i < measures.size(); i++) {
            int left = i % COLUMNS * PANEL + LEFT;
            int top = TOP + i / COLUMNS * (HEAD + PLOT_HEIGHT + FOOT) + HEAD;
            new Panel(measures.get(i), left, top).draw();
        }
    }

    /** The diagram of one measure. */
    private final class Panel {

        private final Measure measure;
        private final List<Figure> points;
        private final int left;
        private final int top;
        private final double lowSize;
        private final double highSize;
        private final int lowest;
        private final int highest;

        Panel(Measure measure, int left, int top) {
            this.measure = measure;
            this.left = left;
            this.top = top;
            points = figures.stream()
                    .filter(figure -> figure.measure() == measure)
                    .sorted(Comparator.comparingInt(Figure::size))
                    .toList();
            lowSize = Math.log10(points.get(0).size());
            highSize = Math.max(
                    lowSize + 0.1, Math.log10(points.get(points.size() - 1).size()));
            lowest = (int) Math.floor(ends().min().orElse(0));
            highest = Math.max(lowest + 2, (int) Math.ceil(ends().max().orElse(0)));
        }

        private DoubleStream ends() {
            return points.stream()
                    .flatMapToDouble(point -> DoubleStream.of(point.low(), point.high()))
                    .map(Math::log10);
        }

        void draw() {
            svg.write(left, top - 12, "head", measure.workload() + ": " + measure.title());
            ratio();
            for (int exponent = lowest; exponent <= highest; exponent++) {
                double y = y(Math.pow(10, exponent));
                svg.line("grid", left, y, left + PLOT_WIDTH, y);
                svg.write(
                        left - 8,
                        y + 4,
                        "end",
                        Quantity.tick(Math.pow(10, exponent), points.get(0).unit()));
            }
            svg.line("axis", left, top + PLOT_HEIGHT, left + PLOT_WIDTH, top + PLOT_HEIGHT);
            points.stream().mapToInt(Figure::size).distinct().forEach(size -> {
                svg.line("axis", x(size), top + PLOT_HEIGHT, x(size), top + PLOT_HEIGHT + 4);
                svg.write(x(size), top + PLOT_HEIGHT + 18, "middle", sizeLabel(size));
            });
            for (int i = contenders.size() - 1; i >= 0; i--) {
                curve(i);
            }
        }

        /** What the last points say in a number: a distance on a logarithmic axis is hard to read. */
        private void ratio() {
            List<Comparison.Row> rows = new Comparison(points).rows();
            Comparison.Row last = rows.get(rows.size() - 1);
            last.ratio(Comparison.OURS, Comparison.FLOOR)
                    .ifPresent(ratio -> svg.write(
                            left + PLOT_WIDTH,
                            top - 12,
                            "dim end",
                            "at " + sizeLabel(last.size()) + ": " + Quantity.ratio(ratio) + " of the floor"));
        }

        private String sizeLabel(int size) {
            return section == Section.VALUES ? size / 1024 + " KiB" : Quantity.count(size);
        }

        private void curve(int contender) {
            List<Figure> mine = points.stream()
                    .filter(point -> point.contender().equals(contenders.get(contender)))
                    .toList();
            for (int i = 0; i < mine.size(); i++) {
                Figure point = mine.get(i);
                double x = x(point.size());
                if (i > 0) {
                    Figure before = mine.get(i - 1);
                    svg.stroke(contender, 2, x(before.size()), y(before.value()), x, y(point.value()));
                }
                svg.stroke(contender, 1, x, y(point.low()), x, y(point.high()));
                String hint = measure.title() + ", " + sizeLabel(point.size()) + ", "
                        + Contenders.name(point.contender()) + ": " + Quantity.of(point);
                svg.mark(contender, x, y(point.value()), MARK, hint);
            }
        }

        private double x(double size) {
            return left + 14 + (PLOT_WIDTH - 28) * (Math.log10(size) - lowSize) / (highSize - lowSize);
        }

        private double y(double value) {
            return top + PLOT_HEIGHT * (highest - Math.log10(value)) / (highest - lowest);
        }
    }
}
