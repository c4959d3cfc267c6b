// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

import java.util.Set;

/**
 * How far the confirmations of something have come.
 *
 * @param <P> the participants
 * @param isConfirmed whether enough have confirmed; once true, it stays so
 * @param isSealed whether the participants are known
 * @param confirmed who has confirmed, others than participants included
 * @param outstanding participants who have not
 */
public record Confirmation<P>(boolean isConfirmed, boolean isSealed, Set<P> confirmed, Set<P> outstanding) {

    /**
     * Copies the sets.
     *
     * @param isConfirmed whether enough have confirmed; once true, it stays so
     * @param isSealed whether the participants are known
     * @param confirmed who has confirmed, others than participants included
     * @param outstanding participants who have not
     */
    public Confirmation {
        confirmed = Set.copyOf(confirmed);
        outstanding = Set.copyOf(outstanding);
    }
}
