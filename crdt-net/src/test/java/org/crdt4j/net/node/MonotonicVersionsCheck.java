// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import java.util.HashMap;
import java.util.Map;
import org.crdt4j.causality.VersionVector;

/** What a site has seen it does not forget, whether it runs on or starts again, as long as it keeps its disk. */
final class MonotonicVersionsCheck implements Checker {

    private record Life(int port, int life) {}

    private final Map<Life, VersionVector> versions = new HashMap<>();

    @Override
    public void observe(SimulatedSite site) {
        VersionVector now = site.replica().version();
        VersionVector before = versions.put(new Life(site.port, site.lives()), now);
        if (before != null && !now.covers(before)) {
            throw new IllegalStateException("the version of " + site + " fell from " + before + " to " + now);
        }
    }
}
