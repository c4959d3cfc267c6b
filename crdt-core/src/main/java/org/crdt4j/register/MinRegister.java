// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.register;

import java.util.Optional;
import org.crdt4j.crdt.CrdtType;
import org.crdt4j.crdt.Lattice;
import org.crdt4j.crdt.LatticeType;
import org.crdt4j.crdt.LatticeValue;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.ValueChange;

/**
 * A register that keeps the least value (min-register): a best price, a first arrival, the oldest version that must be understood.
 *
 * <p>Of concurrent assignments, as of all others, the least value counts; time plays no part. What lost cannot come back, and nothing
 * can be cleared. Values are compared by {@code compareTo}; where that finds two equal that {@code equals} tells apart, as decimals of
 * different scale, {@code toString} decides, alike at all replicas; of values that cannot be compared the name of their class
 * decides. Not-a-number is greater than all other numbers.
 *
 * <p>Deltas may come in any order, late and twice; one that is lost is made good by any later one that goes beyond it. All operations
 * take O(1). The state is one value. Not thread-safe.
 *
 * <p>Baquero, Almeida, Cunha, Ferreira, "Composition in State-based Replicated Data Types", 2017.
 *
 * @param <V> the values; they must be immutable
 */
public final class MinRegister<V extends Comparable<? super V>> extends ExtremeRegister<V> {

    /* The least value is the join of a total order: nothing is kept but the value. */

    /**
     * A register without a value.
     *
     * @param replicaContext its surroundings, of which it needs none
     */
    public MinRegister(ReplicaContext replicaContext) {
        super(Lattice.minOf());
    }

    /**
     * The type.
     *
     * @param <V> the values
     * @return its descriptor
     */
    public static <V extends Comparable<? super V>>
            CrdtType<MinRegister<V>, LatticeValue<Optional<V>>, ValueChange<Optional<V>>> type() {
        Lattice<Optional<V>> lattice = Lattice.minOf();
        return new LatticeType<>(
                "min-register",
                new LatticeValue<>(lattice.bottom(), lattice),
                MinRegister::new,
                LatticeValue.format(lattice));
    }
}
