// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.Set;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.register.MultiValueRegister;

/**
 * A handle of a register that keeps all concurrent values, until somebody who has seen them assigns again. Thread-safe. See {@link
 * MultiValueRegister}.
 *
 * @param <V> the value; it must be immutable, and of a class that the codec knows
 */
public final class ReplicatedMultiValueRegister<V> extends Handle<Set<V>, ValueChange<Set<V>>> {

    private final ReplicatedObject<MultiValueRegister<V>, ?, ValueChange<Set<V>>> object;

    ReplicatedMultiValueRegister(ReplicatedObject<MultiValueRegister<V>, ?, ValueChange<Set<V>>> object) {
        super(object);
        this.object = object;
    }

    /**
     * The values that were assigned concurrently and last.
     *
     * @return an immutable copy: none before the first assignment, one as a rule, several after concurrent ones; in the same order
     *     at every replica
     */
    public Set<V> values() {
        return current();
    }

    /**
     * Assigns a value, in place of all that are seen here.
     *
     * @param value the value
     * @throws IllegalArgumentException if the codec does not know its class
     */
    public void assign(V value) {
        object.admission().checkValue(value);
        object.update(register -> register.assign(value));
    }

    /** Removes all values that are seen here. */
    public void clear() {
        object.update(MultiValueRegister::clear);
    }

    /** Removes the register, as far as it was seen here; what is assigned concurrently survives. */
    public void delete() {
        deleteObject();
    }
}
