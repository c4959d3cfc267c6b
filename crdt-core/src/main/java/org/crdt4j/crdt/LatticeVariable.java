// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A replicated variable over any {@link Lattice}: the shortest way to a type of one's own.
 *
 * <p>Concurrent updates are joined by the lattice. Deltas may come in any order, late and twice. An update and a join take as long as
 * the lattice's join; the state is one value. Not thread-safe.
 *
 * <p>Kuper, Newton, "LVars: Lattice-based Data Structures for Deterministic Parallelism", 2013.
 *
 * @param <V> the values; they must be immutable
 */
public final class LatticeVariable<V> extends LatticeCrdt<LatticeValue<V>, ValueChange<V>> {

    private final Lattice<V> lattice;

    private LatticeVariable(LatticeValue<V> bottom) {
        super(bottom);
        this.lattice = bottom.lattice();
    }

    /**
     * A type of variables.
     *
     * @param <V> the values
     * @param name its name in messages and files, the same at all replicas
     * @param lattice how values join
     * @return its descriptor
     */
    public static <V> CrdtType<LatticeVariable<V>, LatticeValue<V>, ValueChange<V>> type(
            String name, Lattice<V> lattice) {
        LatticeValue<V> bottom = new LatticeValue<>(lattice.bottom(), lattice);
        return new LatticeType<>(
                name, bottom, replicaContext -> new LatticeVariable<>(bottom), LatticeValue.format(lattice));
    }

    @Override
    public V value() {
        return state().value();
    }

    /**
     * Joins a value.
     *
     * @param value what is to be known besides
     * @return the delta
     */
    public LatticeValue<V> update(V value) {
        return commit(new LatticeValue<>(Objects.requireNonNull(value, "value"), lattice));
    }

    @Override
    protected @Nullable ValueChange<V> change(LatticeValue<V> before, LatticeValue<V> after) {
        return new ValueChange<>(before.value(), after.value());
    }

    @Override
    public void checkInvariants() {
        if (!lattice.join(state().value(), lattice.bottom()).equals(state().value())) {
            throw new IllegalStateException("the bottom of the lattice adds something to " + state());
        }
    }
}
