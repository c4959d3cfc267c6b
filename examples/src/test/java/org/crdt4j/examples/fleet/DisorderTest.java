// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class DisorderTest {

    private static final int EVENTS = 2_000;
    private static final Disorder DISORDER = new Disorder(7, 500, 0.1, 60_000, 0.1);

    private static List<Arrival> events() {
        List<Arrival> events = new ArrayList<>();
        for (int index = 0; index < EVENTS; index++) {
            events.add(new Arrival("site" + index % 3, 100L * index, List.of(Integer.toString(index))));
        }
        return events;
    }

    @Test
    void everyEventArrives_someTwiceAndNoneEarly() {
        var counts = new Disorder.Counts();
        List<Arrival> arrivals = DISORDER.arrivals(events(), counts);
        assertEquals(EVENTS + counts.repeated(), arrivals.size());
        assertTrue(
                counts.repeated() > 0 && counts.late() > 0, counts.late() + " late, " + counts.repeated() + " twice");
        var seen = new HashSet<List<String>>();
        long last = 0;
        boolean swapped = false;
        for (Arrival arrival : arrivals) {
            int index = Integer.parseInt(arrival.fields().get(0));
            assertEquals("site" + index % 3, arrival.site());
            assertTrue(arrival.time() >= 100L * index && arrival.time() <= 100L * index + 60_000, arrival.toString());
            assertTrue(arrival.time() >= last, "in order of arrival");
            last = arrival.time();
            swapped |= !seen.isEmpty() && index < seen.size() - 100;
            seen.add(arrival.fields());
        }
        assertEquals(EVENTS, seen.size());
        assertTrue(swapped, "nothing came late");
    }

    @Test
    void sameSeed_givesTheSameArrivals() {
        List<Arrival> arrivals = DISORDER.arrivals(events(), new Disorder.Counts());
        assertEquals(arrivals, DISORDER.arrivals(events(), new Disorder.Counts()));
        Disorder other = new Disorder(8, 500, 0.1, 60_000, 0.1);
        assertNotEquals(arrivals, other.arrivals(events(), new Disorder.Counts()));
    }
}
