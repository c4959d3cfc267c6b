// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

import org.crdt4j.crdt.Lattice.Both;

/** Two lattices side by side. */
record ProductLattice<A, B>(Lattice<A> first, Lattice<B> second) implements Lattice<Both<A, B>> {

    @Override
    public Both<A, B> bottom() {
        return new Both<>(first.bottom(), second.bottom());
    }

    @Override
    public Both<A, B> join(Both<A, B> one, Both<A, B> other) {
        A joinedFirst = first.join(one.first(), other.first());
        B joinedSecond = second.join(one.second(), other.second());
        return joinedFirst == one.first() && joinedSecond == one.second() ? one : new Both<>(joinedFirst, joinedSecond);
    }

    @Override
    public WireFormat<Both<A, B>> format() {
        return format(first.format(), second.format());
    }

    static <A, B> WireFormat<Both<A, B>> format(WireFormat<A> first, WireFormat<B> second) {
        return new WireFormat<>() {
            @Override
            public void write(Both<A, B> value, WireOutput out) {
                first.write(value.first(), out);
                second.write(value.second(), out);
            }

            @Override
            public Both<A, B> read(WireInput in) {
                A readFirst = first.read(in);
                return new Both<>(readFirst, second.read(in));
            }
        };
    }
}
