// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.warehouse;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.crdt4j.examples.fleet.Fleet;
import org.crdt4j.examples.fleet.Story;

/** What the warehouse that reserves does beside selling: receives the opening stock, and in the end every region notes what is owed. */
final class ReservingStory implements Story {

    private final Map<String, Long> openingStock;

    ReservingStory(List<Movement> movements) {
        openingStock = OpeningStock.of(movements);
    }

    @Override
    public void open(Fleet fleet) throws IOException {
        fleet.ask(fleet.labels().get(0), "open", WarehouseStory.fields(openingStock));
    }

    @Override
    public void close(Fleet fleet) throws IOException {
        fleet.askAll("compensate", List.of());
    }
}
