// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.page;

import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Values over time as an SVG picture. Each value holds until the next one. Lines that run on top of each other stay visible: earlier ones
 * are drawn broader.
 *
 * @param title what it shows
 * @param caption a sentence about it
 * @param lines the lines, the broadest first
 * @param span a shaded span of time, null for none
 * @param gap a distance from 0 at the right end that is pointed out, null for none
 * @param timeLabel how times are written under the axis
 */
public record LineChart(
        String title,
        String caption,
        List<Line> lines,
        @Nullable Span span,
        @Nullable Gap gap,
        LongFunction<String> timeLabel) {

    private static final int WIDTH = 400;
    private static final int HEIGHT = 240;
    private static final int LEFT = 48;
    private static final int RIGHT = 24;
    private static final int TOP = 14;
    private static final int BOTTOM = 24;
    private static final int TIMES = 4;
    private static final int MOST_STEPS = 7;
    private static final double LAYER = 1.8;

    /**
     * How a line looks.
     *
     * @param label its name in the legend
     * @param cssClass its class in the style sheet
     */
    public record Style(String label, String cssClass) {}

    /**
     * A line.
     *
     * @param style how it looks
     * @param points its values, in order of time
     */
    public record Line(Style style, List<Point> points) {}

    /**
     * A value.
     *
     * @param time when
     * @param value how much
     */
    public record Point(long time, long value) {}

    /**
     * A span of time.
     *
     * @param from its begin
     * @param to its end
     * @param label what it is
     */
    public record Span(long from, long to, String label) {}

    /**
     * A distance from 0.
     *
     * @param value where it begins
     * @param label what it is
     */
    public record Gap(long value, String label) {}

    /**
     * The picture with its caption.
     *
     * @return HTML
     */
    public String toSvg() {
        return new Drawing(this).draw();
    }

    /* Scales and the text that grows. */
    private static final class Drawing {
        private final LineChart chart;
        private final StringBuilder svg = new StringBuilder();
        private final long firstTime;
        private final long lastTime;
        private final long step;
        private final long bottom;
        private final long top;

        Drawing(LineChart chart) {
            this.chart = chart;
            List<Point> points =
                    chart.lines.stream().flatMap(line -> line.points().stream()).toList();
            firstTime = points.stream().mapToLong(Point::time).min().orElse(0);
            lastTime = Math.max(
                    firstTime + 1, points.stream().mapToLong(Point::time).max().orElse(1));
            long lowest =
                    Math.min(0, points.stream().mapToLong(Point::value).min().orElse(0));
            long highest =
                    Math.max(1, points.stream().mapToLong(Point::value).max().orElse(1));
            step = step(highest - lowest);
            bottom = Math.floorDiv(lowest, step) * step;
            top = -Math.floorDiv(-highest, step) * step;
        }

        /** The smallest 1, 2 or 5 times a power of ten that needs few steps. */
        private static long step(long range) {
            long step = 1;
            for (int[] factors = {2, 5, 10}; ; step *= 10) {
                if (range <= step * MOST_STEPS) {
                    return step;
                }
                for (int factor : factors) {
                    if (range <= step * factor * MOST_STEPS) {
                        return step * factor;
                    }
                }
            }
        }

        private double x(long time) {
            long within = Math.max(firstTime, Math.min(lastTime, time));
            return LEFT + (double) (within - firstTime) / (lastTime - firstTime) * (WIDTH - LEFT - RIGHT);
        }

        private double y(long value) {
            return HEIGHT - BOTTOM - (double) (value - bottom) / (top - bottom) * (HEIGHT - TOP - BOTTOM);
        }

        String draw() {
            add(
                    "<figure><figcaption><strong>%s</strong> %s</figcaption>\n",
                    escape(chart.title), escape(chart.caption));
            add("<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n", WIDTH, HEIGHT, escape(chart.title));
            drawSpan();
            if (bottom < 0) {
                rectangle("below", LEFT, y(0), WIDTH - LEFT - RIGHT, y(bottom) - y(0));
            }
            drawAxes();
            for (int index = 0; index < chart.lines.size(); index++) {
                drawLine(chart.lines.get(index), 1 + LAYER * (chart.lines.size() - 1 - index));
            }
            drawGap();
            add("</svg></figure>\n");
            return svg.toString();
        }

        private void drawSpan() {
            Span span = chart.span;
            if (span != null) {
                rectangle("span", x(span.from()), TOP, x(span.to()) - x(span.from()), HEIGHT - TOP - BOTTOM);
                text("span-label", (x(span.from()) + x(span.to())) / 2, TOP - 3, "middle", span.label());
            }
        }

        private void drawAxes() {
            for (long value = bottom; value <= top; value += step) {
                add(
                        "<line class=\"%s\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>\n",
                        value == 0 ? "zero" : "grid", LEFT, WIDTH - RIGHT, y(value), y(value));
                text("tick", LEFT - 6, y(value) + 4, "end", Page.number(value));
            }
            for (int tick = 0; tick <= TIMES; tick++) {
                long time = firstTime + (lastTime - firstTime) * tick / TIMES;
                text("tick", x(time), HEIGHT - 6, "middle", chart.timeLabel.apply(time));
            }
        }

        private void drawLine(Line line, double width) {
            add("<path class=\"%s\" stroke-width=\"%.1f\" d=\"", line.style().cssClass(), width);
            boolean first = true;
            for (Point point : line.points()) {
                add(first ? "M%.1f %.1f" : "H%.1fV%.1f", x(point.time()), y(point.value()));
                first = false;
            }
            add("\"><title>%s</title></path>\n", escape(line.style().label()));
        }

        private void drawGap() {
            Gap gap = chart.gap;
            if (gap != null) {
                double x = WIDTH - RIGHT + 6;
                add("<path class=\"gap\" d=\"M%.1f %.1fV%.1fm-4 6l4 -6l4 6\"/>\n", x, y(gap.value()), y(0));
                text("gap-label", x + 14, y(0) - 5, "end", gap.label());
            }
        }

        private void rectangle(String cssClass, double x, double y, double width, double height) {
            add(
                    "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>\n",
                    cssClass, x, y, width, height);
        }

        private void text(String cssClass, double x, double y, String anchor, String text) {
            add(
                    "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n",
                    cssClass, x, y, anchor, escape(text));
        }

        private static String escape(String text) {
            return Page.escape(text);
        }

        private void add(String format, Object... arguments) {
            svg.append(String.format(Locale.ROOT, format, arguments));
        }
    }
}
