// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.Optional;
import org.crdt4j.crdt.Lattice;
import org.crdt4j.crdt.LatticeValue;
import org.crdt4j.crdt.OpType;
import org.crdt4j.register.MaxRegister;

/**
 * A register that keeps the greatest value, operation-based (op-based max-register): a highest bid, a high-water mark, the latest version that was seen.
 *
 * <p>Of concurrent assignments, as of all others, the greatest value counts; time plays no part. What lost cannot come back, and nothing
 * can be cleared. Values are compared as by {@link MaxRegister}; the same history gives the same value.
 *
 * <p>Its operations may take effect in any order and more than once; {@link CausalDelivery} delivers them as all others. They take
 * O(1). The state is one value. Not thread-safe.
 *
 * <p>Baquero, Almeida, Cunha, Ferreira, "Composition in State-based Replicated Data Types", 2017.
 *
 * @param <V> the values; they must be immutable
 */
public final class OpMaxRegister<V extends Comparable<? super V>> extends OpExtremeRegister<MaxRegister<V>, V> {

    /** A register without a value. */
    public OpMaxRegister() {
        super(MaxRegister.type(), Lattice.maxOf());
    }

    /**
     * The type.
     *
     * @param <V> the values
     * @return its descriptor
     */
    public static <V extends Comparable<? super V>>
            OpType<OpMaxRegister<V>, Assign<V>, LatticeValue<Optional<V>>> type() {
        return new OpType<>(
                "op-max-register",
                MaxRegister.<V>type().bottom(),
                OpMaxRegister::new,
                Assign.format(),
                MaxRegister.<V>type().format());
    }
}
