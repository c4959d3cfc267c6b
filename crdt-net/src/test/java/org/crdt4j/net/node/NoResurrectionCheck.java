// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Each element is added once. So what a replica has seen come and go never comes back to it, and what was removed is gone everywhere in
 * the end.
 */
final class NoResurrectionCheck implements Checker {

    private record Life(int port, int life) {}

    private final Ledger ledger;
    private final Map<Life, Set<String>> seen = new HashMap<>();
    private final Map<Life, Set<String>> gone = new HashMap<>();

    NoResurrectionCheck(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public void observe(SimulatedSite site) {
        Life life = new Life(site.port, site.lives());
        Set<String> tags = site.tags();
        Set<String> goneHere = gone.computeIfAbsent(life, key -> new HashSet<>());
        for (String element : tags) {
            if (goneHere.contains(element)) {
                throw new IllegalStateException(element + " was gone at " + site + " and is back");
            }
        }
        Set<String> before = seen.put(life, tags);
        if (before != null) {
            before.stream().filter(element -> !tags.contains(element)).forEach(goneHere::add);
        }
    }

    @Override
    public void conclude(List<SimulatedSite> sites) {
        for (SimulatedSite site : sites) {
            Set<String> tags = site.tags();
            for (String element : ledger.elementsThatMustBeGone()) {
                if (tags.contains(element)) {
                    throw new IllegalStateException(site + " still has " + element + ", which was removed");
                }
            }
        }
    }
}
