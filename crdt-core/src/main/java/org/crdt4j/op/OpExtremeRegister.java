// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.Objects;
import java.util.Optional;
import org.crdt4j.crdt.CrdtType;
import org.crdt4j.crdt.KernelCrdt;
import org.crdt4j.crdt.Lattice;
import org.crdt4j.crdt.LatticeValue;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.register.ExtremeRegister;

/**
 * What operation-based registers share that keep the greatest or the least of all values.
 *
 * @param <T> the state-based register
 * @param <V> the values
 */
public abstract sealed class OpExtremeRegister<T extends ExtremeRegister<V>, V extends Comparable<? super V>>
        extends KernelCrdt<T, LatticeValue<Optional<V>>, ValueChange<Optional<V>>, OpExtremeRegister.Assign<V>>
        permits OpMaxRegister, OpMinRegister {

    private final Lattice<Optional<V>> lattice;

    OpExtremeRegister(
            CrdtType<T, LatticeValue<Optional<V>>, ValueChange<Optional<V>>> kernel, Lattice<Optional<V>> lattice) {
        super(kernel);
        this.lattice = lattice;
    }

    /**
     * The value that counts.
     *
     * @return the greatest or the least of all that were assigned, empty if there is none
     */
    @Override
    public Optional<V> value() {
        return kernel().value();
    }

    /**
     * Prepares to assign a value, which counts only if it goes beyond all others.
     *
     * @param value the value, immutable
     * @return the operation; it has no effect if the value does not go beyond the present one
     */
    public Assign<V> assign(V value) {
        return new Assign<>(value);
    }

    @Override
    protected LatticeValue<Optional<V>> delta(Tagged<Assign<V>> operation) {
        return new LatticeValue<>(Optional.of(operation.operation().value), lattice);
    }

    /**
     * The operation: it assigns a value.
     *
     * @param <V> the values
     * @param value the value
     */
    public record Assign<V>(V value) {

        /**
         * Checks that there is a value.
         *
         * @param value the value
         */
        public Assign {
            Objects.requireNonNull(value, "value");
        }

        static <V> WireFormat<Assign<V>> format() {
            return OperationFormat.<Assign<V>>none()
                    .with(Assign.class, WireFormat.<V>value(), Assign<V>::value, Assign::ofComparable);
        }

        /* an effect must not fail, so what cannot be compared is refused before */
        private static <V> Assign<V> ofComparable(V value) {
            if (!(value instanceof Comparable)) {
                throw WireInput.corrupt("a value without an order: " + value.getClass());
            }
            return new Assign<>(value);
        }
    }
}
