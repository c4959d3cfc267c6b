// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.Optional;
import org.crdt4j.crdt.Lattice;
import org.crdt4j.crdt.LatticeValue;
import org.crdt4j.crdt.OpType;
import org.crdt4j.register.MinRegister;

/**
 * A register that keeps the least value, operation-based (op-based min-register): a lowest offer, the time of the first event.
 *
 * <p>Of concurrent assignments, as of all others, the least value counts; time plays no part. What lost cannot come back, and nothing
 * can be cleared. Values are compared as by {@link MinRegister}; the same history gives the same value.
 *
 * <p>Its operations may take effect in any order and more than once; {@link CausalDelivery} delivers them as all others. They take
 * O(1). The state is one value. Not thread-safe.
 *
 * <p>Baquero, Almeida, Cunha, Ferreira, "Composition in State-based Replicated Data Types", 2017.
 *
 * @param <V> the values; they must be immutable
 */
public final class OpMinRegister<V extends Comparable<? super V>> extends OpExtremeRegister<MinRegister<V>, V> {

    /** A register without a value. */
    public OpMinRegister() {
        super(MinRegister.type(), Lattice.minOf());
    }

    /**
     * The type.
     *
     * @param <V> the values
     * @return its descriptor
     */
    public static <V extends Comparable<? super V>>
            OpType<OpMinRegister<V>, Assign<V>, LatticeValue<Optional<V>>> type() {
        return new OpType<>(
                "op-min-register",
                MinRegister.<V>type().bottom(),
                OpMinRegister::new,
                Assign.format(),
                MinRegister.<V>type().format());
    }
}
