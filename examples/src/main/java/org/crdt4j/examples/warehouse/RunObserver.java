// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.warehouse;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;

/** Is told how a run goes on. */
interface RunObserver {

    /**
     * Something begins.
     *
     * @param what a few words for the user
     */
    void phase(String what);

    /**
     * Movements were booked.
     *
     * @param booked how many so far
     * @param of how many there are
     */
    void progress(int booked, int of);

    /**
     * What the regions know of the watched articles at one moment.
     *
     * @param at the recorded time
     * @param actual what the stock really is, all movements of all regions taken together
     * @param known what each region takes it for; both in the order of the watched articles
     */
    void sample(LocalDateTime at, List<Long> actual, Map<SalesRegion, List<Long>> known);
}
