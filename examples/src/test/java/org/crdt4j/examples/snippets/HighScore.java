// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.snippets;

import java.util.Optional;
import org.crdt4j.crdt.CrdtType;
import org.crdt4j.crdt.Lattice;
import org.crdt4j.crdt.LatticeCrdt;
import org.crdt4j.crdt.LatticeType;
import org.crdt4j.crdt.LatticeValue;
import org.crdt4j.crdt.ValueChange;

/** A type that is not part of the library: the most points that anybody has reached. Concurrent raises: the higher one counts. */
// snippet: own-type
final class HighScore extends LatticeCrdt<LatticeValue<Optional<Long>>, ValueChange<Optional<Long>>> {

    private static final Lattice<Optional<Long>> LATTICE = Lattice.maxOf();
    private static final LatticeValue<Optional<Long>> NOTHING = new LatticeValue<>(LATTICE.bottom(), LATTICE);

    static final CrdtType<HighScore, LatticeValue<Optional<Long>>, ValueChange<Optional<Long>>> TYPE =
            new LatticeType<>("high-score", NOTHING, context -> new HighScore(), LatticeValue.format(LATTICE));

    HighScore() {
        super(NOTHING);
    }

    LatticeValue<Optional<Long>> raise(long points) {
        return commit(new LatticeValue<>(Optional.of(points), LATTICE));
    }

    @Override
    public Optional<Long> value() {
        return state().value();
    }

    @Override
    protected ValueChange<Optional<Long>> change(
            LatticeValue<Optional<Long>> before, LatticeValue<Optional<Long>> after) {
        return new ValueChange<>(before.value(), after.value());
    }

    @Override
    public void checkInvariants() {} // every value is valid
}
// end
