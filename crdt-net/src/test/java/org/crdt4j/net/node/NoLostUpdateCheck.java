// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import java.util.List;
import java.util.Set;

/** An element whose addition was acknowledged, and that nobody has tried to remove, is there in the end. */
final class NoLostUpdateCheck implements Checker {
    private final Ledger ledger;

    NoLostUpdateCheck(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public void conclude(List<SimulatedSite> sites) {
        for (SimulatedSite site : sites) {
            Set<String> tags = site.tags();
            for (String element : ledger.elementsThatMustBeThere()) {
                if (!tags.contains(element)) {
                    throw new IllegalStateException(site + " has lost " + element + ", it has " + tags);
                }
            }
        }
    }
}
