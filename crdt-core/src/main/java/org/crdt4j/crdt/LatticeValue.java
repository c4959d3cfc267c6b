// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

/**
 * A value of a lattice as a delta.
 *
 * @param <V> the values
 * @param value the value
 * @param lattice how values join
 */
public record LatticeValue<V>(V value, Lattice<V> lattice) implements Delta<LatticeValue<V>> {

    @Override
    public LatticeValue<V> join(LatticeValue<V> other) {
        V joined = lattice.join(value, other.value);
        return joined.equals(value) ? this : new LatticeValue<>(joined, lattice);
    }

    @Override
    public boolean isBottom() {
        return value.equals(lattice.bottom());
    }

    /** Equal if the values are. */
    @Override
    public boolean equals(Object object) {
        return object instanceof LatticeValue<?> other && value.equals(other.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return value.toString();
    }

    /**
     * How such deltas are written.
     *
     * @param <V> the values
     * @param lattice how values join
     * @return the format
     */
    public static <V> WireFormat<LatticeValue<V>> format(Lattice<V> lattice) {
        WireFormat<V> values = lattice.format();
        return new WireFormat<>() {
            @Override
            public void write(LatticeValue<V> delta, WireOutput out) {
                values.write(delta.value, out);
            }

            @Override
            public LatticeValue<V> read(WireInput in) {
                return new LatticeValue<>(values.read(in), lattice);
            }
        };
    }
}
