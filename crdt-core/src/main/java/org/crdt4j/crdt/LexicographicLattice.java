// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

import org.crdt4j.crdt.Lattice.Both;

/** A lattice that is overridden by another. */
record LexicographicLattice<A, B>(Lattice<A> leading, Lattice<B> led) implements Lattice<Both<A, B>> {

    /* (a, b) <= (c, d) if a < c, or if a = c and b <= d. An upper bound of pairs whose leading halves are incomparable has a leading
     * half above both, hence any second half at all: the least is the bottom. */

    @Override
    public Both<A, B> bottom() {
        return new Both<>(leading.bottom(), led.bottom());
    }

    @Override
    public Both<A, B> join(Both<A, B> one, Both<A, B> other) {
        A joined = leading.join(one.first(), other.first());
        boolean isOne = joined.equals(one.first());
        boolean isOther = joined.equals(other.first());
        if (isOne && isOther) {
            B joinedLed = led.join(one.second(), other.second());
            return joinedLed == one.second() ? one : new Both<>(one.first(), joinedLed);
        }
        return isOne ? one : new Both<>(joined, isOther ? led.join(led.bottom(), other.second()) : led.bottom());
    }

    @Override
    public WireFormat<Both<A, B>> format() {
        return ProductLattice.format(leading.format(), led.format());
    }
}
