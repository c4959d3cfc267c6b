// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Each acknowledged amount counts once, and one that may have been lost counts once or not at all. */
final class ExactCountCheck implements Checker {
    private final Ledger ledger;

    ExactCountCheck(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public void conclude(List<SimulatedSite> sites) {
        for (SimulatedSite site : sites) {
            check(site, "stock", site.stock());
            check(site, "rights", site.rights());
        }
    }

    private void check(SimulatedSite site, String counter, long value) {
        Set<Long> possible = new HashSet<>(Set.of(ledger.certain(counter)));
        for (long amount : ledger.doubtful(counter)) {
            List.copyOf(possible).forEach(sum -> possible.add(sum + amount));
        }
        if (!possible.contains(value)) {
            throw new IllegalStateException(site + " counts " + value + " of " + counter + ", not " + possible);
        }
    }
}
