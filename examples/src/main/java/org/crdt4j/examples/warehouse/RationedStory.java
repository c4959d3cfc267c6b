// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.warehouse;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.crdt4j.examples.fleet.Fleet;
import org.crdt4j.examples.fleet.Story;

/** What the warehouse that never oversells does beside booking: shares the opening rights, and grants wishes now and then. */
final class RationedStory implements Story {

    private final Map<String, Long> openingStock;

    RationedStory(List<Movement> movements) {
        openingStock = OpeningStock.of(movements);
    }

    @Override
    public void open(Fleet fleet) throws IOException {
        List<String> labels = fleet.labels();
        List<String> fields = new ArrayList<>(List.of(Integer.toString(labels.size() - 1)));
        for (String other : labels.subList(1, labels.size())) {
            fields.addAll(fleet.ask(other, "identity", List.of()));
        }
        fields.addAll(WarehouseStory.fields(openingStock));
        fleet.ask(labels.get(0), "open", fields);
    }

    @Override
    public void after(Fleet fleet, int delivered, long time) throws IOException {
        fleet.askAll("grant", List.of());
    }
}
