// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.feed;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crdt4j.examples.fleet.Fleet;
import org.crdt4j.examples.fleet.Story;
import org.crdt4j.examples.page.LineChart;

/** Notes how many posts each server shows, and how many wait there. */
final class FeedStory implements Story {

    private final Map<String, List<LineChart.Point>> shown = new LinkedHashMap<>();
    private final Map<String, List<LineChart.Point>> waiting = new LinkedHashMap<>();
    private final Map<String, Integer> copies = new LinkedHashMap<>();

    @Override
    public void after(Fleet fleet, int delivered, long time) throws IOException {
        fleet.askAll("progress", List.of()).forEach((group, fields) -> {
            note(shown, group, delivered, fields.get(0));
            note(waiting, group, delivered, fields.get(1));
        });
    }

    private static void note(Map<String, List<LineChart.Point>> lines, String group, int delivered, String value) {
        lines.computeIfAbsent(group, key -> new ArrayList<>())
                .add(new LineChart.Point(delivered, Long.parseLong(value)));
    }

    @Override
    public void close(Fleet fleet) throws IOException {
        fleet.askAll("progress", List.of())
                .forEach((group, fields) -> copies.put(group, Integer.valueOf(fields.get(2))));
    }

    Map<String, List<LineChart.Point>> shown() {
        return shown;
    }

    Map<String, List<LineChart.Point>> waiting() {
        return waiting;
    }

    /** How many of the posts that were delivered were there already. */
    int copies() {
        return copies.values().stream().mapToInt(Integer::intValue).sum();
    }
}
