// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.warehouse;

import org.crdt4j.counter.PnCounter;

/**
 * What moved of an article in a country.
 *
 * @param in units that came in
 * @param out units that went out
 */
public record UnitsMoved(long in, long out) {

    /**
     * The two halves of a counter.
     *
     * @param sums its state
     * @return the sum of its increments and that of its decrements
     */
    static UnitsMoved of(PnCounter.Tallies sums) {
        return new UnitsMoved(
                sums.ups().sum().longValueExact(), sums.downs().sum().longValueExact());
    }
}
