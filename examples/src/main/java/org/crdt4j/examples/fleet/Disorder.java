// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.fleet;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What a queue that delivers at least once makes of events: most come after a moment, so that neighbours change places; some are lost and
 * sent again much later; some come twice. The same seed gives the same arrivals.
 *
 * @param seed picks the events that have bad luck
 * @param jitter what each event is late at most, in milliseconds
 * @param lost the part of all events that is lost at first, from 0 to 1
 * @param late after how many milliseconds at most a lost event is sent again
 * @param twice the part of all events that comes a second time, from 0 to 1
 */
public record Disorder(long seed, long jitter, double lost, long late, double twice) {

    /**
     * All arrivals.
     *
     * @param events the events as they happened, each at its site
     * @param counts is told what was done to them
     * @return the events in order of their arrival, some of them twice
     */
    public List<Arrival> arrivals(List<Arrival> events, Counts counts) {
        var random = new SplittableRandom(seed);
        List<Arrival> arrivals = new ArrayList<>(events.size());
        for (Arrival event : events) {
            boolean isLost = random.nextDouble() < lost;
            arrivals.add(delayed(event, isLost ? late : jitter, random));
            counts.late += isLost ? 1 : 0;
            if (random.nextDouble() < twice) {
                arrivals.add(delayed(event, late, random));
                counts.repeated++;
            }
        }
        arrivals.sort(Comparator.comparingLong(Arrival::time)); // stable, so equal seeds give equal runs
        return arrivals;
    }

    private static Arrival delayed(Arrival event, long most, SplittableRandom random) {
        return new Arrival(event.site(), Math.addExact(event.time(), random.nextLong(most + 1)), event.fields());
    }

    /** How many events had bad luck. Not thread-safe. */
    public static final class Counts {
        private int late;
        private int repeated;

        /**
         * Lost ones.
         *
         * @return how many events were lost and sent again
         */
        public int late() {
            return late;
        }

        /**
         * Repeated ones.
         *
         * @return how many events came twice
         */
        public int repeated() {
            return repeated;
        }
    }
}
