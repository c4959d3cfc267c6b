// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.register;

import java.util.Objects;
import java.util.Optional;
import org.crdt4j.crdt.Lattice;
import org.crdt4j.crdt.LatticeCrdt;
import org.crdt4j.crdt.LatticeValue;
import org.crdt4j.crdt.ValueChange;
import org.jspecify.annotations.Nullable;

/**
 * What registers share that keep the greatest or the least of all values.
 *
 * @param <V> the values
 */
public abstract sealed class ExtremeRegister<V extends Comparable<? super V>>
        extends LatticeCrdt<LatticeValue<Optional<V>>, ValueChange<Optional<V>>> permits MaxRegister, MinRegister {

    private final Lattice<Optional<V>> lattice;

    ExtremeRegister(Lattice<Optional<V>> lattice) {
        super(new LatticeValue<>(lattice.bottom(), lattice));
        this.lattice = lattice;
    }

    /**
     * The value that counts.
     *
     * @return the greatest or the least of all that were assigned, empty if there is none
     */
    @Override
    public Optional<V> value() {
        return state().value();
    }

    /**
     * Assigns a value, which counts only if it goes beyond the present one.
     *
     * @param value the value, immutable
     * @return the delta
     */
    public LatticeValue<Optional<V>> assign(V value) {
        Objects.requireNonNull(value, "value");
        return commit(new LatticeValue<>(Optional.of(value), lattice));
    }

    @Override
    protected @Nullable ValueChange<Optional<V>> change(
            LatticeValue<Optional<V>> before, LatticeValue<Optional<V>> after) {
        return new ValueChange<>(before.value(), after.value());
    }

    @Override
    public void checkInvariants() {
        Optional<V> value = value();
        if (!lattice.join(value, value).equals(value)) {
            throw new IllegalStateException("the order of the values is not reflexive at " + value);
        }
    }
}
