// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.feed;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crdt4j.examples.fleet.Fleet;
import org.crdt4j.examples.fleet.RunHistory;
import org.crdt4j.examples.fleet.Story;

/** Notes how many posts each server shows, and how many wait there. */
final class FeedStory implements Story {

    private final RunHistory shown = new RunHistory();
    private final RunHistory waiting = new RunHistory();
    private final Map<String, Integer> copies = new LinkedHashMap<>();

    @Override
    public void after(Fleet fleet, int delivered, long time) throws IOException {
        fleet.askAll("progress", List.of()).forEach((group, fields) -> {
            shown.note(group, delivered, fields.get(0));
            waiting.note(group, delivered, fields.get(1));
        });
    }

    @Override
    public void close(Fleet fleet) throws IOException {
        fleet.askAll("progress", List.of())
                .forEach((group, fields) -> copies.put(group, Integer.valueOf(fields.get(2))));
    }

    RunHistory shown() {
        return shown;
    }

    RunHistory waiting() {
        return waiting;
    }

    /** How many of the posts that were delivered were there already. */
    int copies() {
        return copies.values().stream().mapToInt(Integer::intValue).sum();
    }
}
