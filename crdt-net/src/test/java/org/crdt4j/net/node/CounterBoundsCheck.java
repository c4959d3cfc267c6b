// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import java.util.List;

/** A bounded counter never goes below zero. */
final class CounterBoundsCheck implements Checker {

    @Override
    public void observe(SimulatedSite site) {
        if (site.rights() < 0) {
            throw new IllegalStateException(
                    site + " counts " + site.rights() + " of a counter that has to stay above 0");
        }
    }

    @Override
    public void conclude(List<SimulatedSite> sites) {
        sites.forEach(this::observe);
    }
}
