// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.warehouse;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.crdt4j.examples.fleet.RunResult;
import org.crdt4j.examples.page.LineChart;
import org.crdt4j.examples.page.Page;
import org.jspecify.annotations.Nullable;

/** The stock of the watched articles over time, as each region knew it, as charts. Not thread-safe. */
final class StockHistory {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final LineChart.Style ACTUAL = new LineChart.Style("all movements together", "actual");

    private final List<String> watched;
    private final List<List<LineChart.Point>> actual = new ArrayList<>();
    private final List<Map<String, List<LineChart.Point>>> known = new ArrayList<>();

    StockHistory(List<String> watched) {
        this.watched = watched;
        for (int index = 0; index < watched.size(); index++) {
            actual.add(new ArrayList<>());
            known.add(new LinkedHashMap<>());
        }
    }

    private static LineChart.Style style(SalesRegion region) {
        String cssClass = switch (region) {
            case BRITISH_ISLES -> "line1";
            case NORTHERN_EUROPE -> "line2";
            case MEDITERRANEAN -> "line3";
            case OVERSEAS -> "line4";
        };
        return new LineChart.Style(region.label(), cssClass);
    }

    static List<LineChart.Style> legend() {
        return Stream.concat(Arrays.stream(SalesRegion.values()).map(StockHistory::style), Stream.of(ACTUAL))
                .toList();
    }

    List<String> watched() {
        return watched;
    }

    void add(long epochMillis, List<Long> actualStock, Map<String, List<Long>> knownStock) {
        long time = epochMillis / 1_000;
        for (int index = 0; index < watched.size(); index++) {
            actual.get(index).add(new LineChart.Point(time, actualStock.get(index)));
            Map<String, List<LineChart.Point>> lines = known.get(index);
            for (Map.Entry<String, List<Long>> entry : knownStock.entrySet()) {
                lines.computeIfAbsent(entry.getKey(), region -> new ArrayList<>())
                        .add(new LineChart.Point(time, entry.getValue().get(index)));
            }
        }
    }

    List<LineChart> charts(RunResult result, Corrections corrections) {
        List<LineChart> charts = new ArrayList<>();
        for (int index = 0; index < watched.size(); index++) {
            List<LineChart.Line> lines = new ArrayList<>();
            known.get(index)
                    .forEach((region, points) ->
                            lines.add(new LineChart.Line(style(SalesRegion.labelled(region)), points)));
            lines.add(new LineChart.Line(ACTUAL, actual.get(index)));
            long missing = corrections.unitsBySku().getOrDefault(watched.get(index), 0L);
            charts.add(new LineChart(
                    "Article " + watched.get(index),
                    Page.number(missing) + " units oversold in the end, corrected once",
                    lines,
                    span(result),
                    new LineChart.Gap(-missing, "+" + Page.number(missing)),
                    StockHistory::day));
        }
        return charts;
    }

    private static LineChart.@Nullable Span span(RunResult result) {
        RunResult.Cut cut = result.cut();
        return cut == null ? null : new LineChart.Span(cut.from() / 1_000, cut.to() / 1_000, "link cut");
    }

    private static String day(long epochSecond) {
        return DAY.format(Instant.ofEpochSecond(epochSecond).atOffset(ZoneOffset.UTC));
    }
}
