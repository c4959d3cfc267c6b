// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.payments;

import java.util.HashSet;
import java.util.Set;
import org.crdt4j.examples.payments.CaseEvent.Action;

/** The rounds of one case, from its events in their order. In each round the first word of a role counts. Not thread-safe. */
final class Rounds {

    private final Set<String> spoken = new HashSet<>();
    private int size;
    private int count;

    /** Adds the next event; whether it counts. */
    boolean add(CaseEvent event) {
        size++;
        if (event.action() == Action.SUBMIT) {
            spoken.clear();
            count++;
            return true;
        }
        return count > 0 && spoken.add(event.role());
    }

    /** How many events were added. */
    int size() {
        return size;
    }

    /** The number of the present round, 0 before the first. */
    int count() {
        return count;
    }
}
