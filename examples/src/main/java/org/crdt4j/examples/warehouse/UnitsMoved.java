// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.warehouse;

/**
 * What moved of an article in a country.
 *
 * @param in units that came in
 * @param out units that went out
 */
public record UnitsMoved(long in, long out) {

    UnitsMoved plus(UnitsMoved other) {
        return new UnitsMoved(Math.addExact(in, other.in), Math.addExact(out, other.out));
    }
}
