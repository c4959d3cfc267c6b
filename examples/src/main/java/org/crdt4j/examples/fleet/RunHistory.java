// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.fleet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crdt4j.examples.page.LineChart;
import org.crdt4j.examples.page.Page;

/** Values over a run, such as one a site, and their chart. Not thread-safe. */
public final class RunHistory {

    private final Map<String, List<LineChart.Point>> lines = new LinkedHashMap<>();

    /**
     * Notes a value.
     *
     * @param line whose it is
     * @param delivered after how many events
     * @param value the value, a whole number as text
     */
    public void note(String line, int delivered, String value) {
        lines.computeIfAbsent(line, key -> new ArrayList<>())
                .add(new LineChart.Point(delivered, Long.parseLong(value)));
    }

    /**
     * All lines.
     *
     * @return their names, in the order in which they were noted first
     */
    public List<String> names() {
        return List.copyOf(lines.keySet());
    }

    /**
     * What the lines of a chart are.
     *
     * @param names the lines, at most four
     * @return their styles, in the same order
     */
    public static List<LineChart.Style> legend(List<String> names) {
        List<LineChart.Style> styles = new ArrayList<>();
        names.forEach(name -> styles.add(new LineChart.Style(name, "line" + (styles.size() + 1))));
        return styles;
    }

    /**
     * A chart over the events of a run.
     *
     * @param title what it shows
     * @param caption a few words about it
     * @param names the lines to draw, at most four
     * @param result the run
     * @return the chart, in which the time of the cut is marked
     */
    public LineChart chart(String title, String caption, List<String> names, RunResult result) {
        List<LineChart.Line> drawn = legend(names).stream()
                .map(style -> new LineChart.Line(style, lines.getOrDefault(style.label(), List.of())))
                .toList();
        int all = result.totalDelivered();
        LineChart.Span span = result.cut() == null
                ? null
                : new LineChart.Span(FleetRun.cutFrom(all), FleetRun.cutTo(all), "link cut");
        return new LineChart(title, caption, drawn, span, null, Page::number);
    }
}
