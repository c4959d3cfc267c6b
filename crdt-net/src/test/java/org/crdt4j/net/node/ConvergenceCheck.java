// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import java.util.List;
import org.crdt4j.causality.VersionVector;

/** In the end all replicas have seen the same and show the same, and none has ever counted a divergence. */
final class ConvergenceCheck implements Checker {

    /** Whether they do already. */
    static boolean agree(List<SimulatedSite> sites) {
        VersionVector version = sites.get(0).replica().version();
        return sites.stream().allMatch(site -> site.replica().version().equals(version))
                && sites.stream()
                        .allMatch(site -> site.values().equals(sites.get(0).values()));
    }

    @Override
    public void conclude(List<SimulatedSite> sites) {
        SimulatedSite first = sites.get(0);
        for (SimulatedSite site : sites) {
            if (!site.replica().version().equals(first.replica().version())
                    || !site.values().equals(first.values())) {
                throw new IllegalStateException(first + " has " + first.values() + " at "
                        + first.replica().version() + ", " + site + " has " + site.values() + " at "
                        + site.replica().version());
            }
        }
        /* A disk that is lost takes numbers along, so that equal versions no longer mean equal knowledge. */
        boolean complete = sites.stream().allMatch(site -> site.lives() == 1);
        for (SimulatedSite site : sites) {
            long divergences = site.replica().stats().divergences();
            if (complete && divergences > 0) {
                throw new IllegalStateException(site + " has counted " + divergences + " divergences");
            }
        }
    }
}
