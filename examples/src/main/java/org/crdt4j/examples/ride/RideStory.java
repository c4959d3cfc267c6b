// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.ride;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crdt4j.examples.fleet.Fleet;
import org.crdt4j.examples.fleet.RunHistory;
import org.crdt4j.examples.fleet.Story;

/** Tells the centres what time it is, and notes what they show and how old it is. */
final class RideStory implements Story {

    private final RunHistory shown = new RunHistory();
    private final RunHistory ages = new RunHistory();
    private final Map<String, Map<VehicleMap.Outcome, Integer>> outcomes = new LinkedHashMap<>();

    @Override
    public void after(Fleet fleet, int delivered, long time) throws IOException {
        // A slice is minutes of the recording, and messages take less; so they are waited for.
        fleet.convergeWithinSides();
        fleet.askAll("clock", List.of(Long.toString(time)));
        fleet.askAll("shown", List.of()).forEach((centre, fields) -> {
            shown.note(centre, delivered, fields.get(0));
            ages.note(centre, delivered, fields.get(1));
        });
    }

    @Override
    public void close(Fleet fleet) throws IOException {
        fleet.askAll("outcomes", List.of()).forEach((centre, fields) -> {
            Iterator<String> counts = fields.iterator();
            Map<VehicleMap.Outcome, Integer> numbers = new EnumMap<>(VehicleMap.Outcome.class);
            for (VehicleMap.Outcome outcome : VehicleMap.Outcome.values()) {
                numbers.put(outcome, Integer.valueOf(counts.next()));
            }
            outcomes.put(centre, numbers);
        });
    }

    /** How many vehicles each centre showed after so many arrivals. */
    RunHistory shown() {
        return shown;
    }

    /** How old the places were, in seconds: the median. */
    RunHistory ages() {
        return ages;
    }

    /** What the positions were good for at each centre. */
    Map<String, Map<VehicleMap.Outcome, Integer>> outcomes() {
        return outcomes;
    }

    int count(VehicleMap.Outcome outcome) {
        return outcomes.values().stream()
                .mapToInt(counts -> counts.getOrDefault(outcome, 0))
                .sum();
    }
}
