// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.Objects;
import java.util.Optional;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.register.ExtremeRegister;

/**
 * A handle of a register that keeps the greatest value, if it was got with {@link Replica#maxRegister}, or the least, with {@link
 * Replica#minRegister}. Nothing can be cleared. Thread-safe. See {@link ExtremeRegister}.
 *
 * @param <V> the values; they must be immutable, and of a class that the codec knows
 */
public final class ReplicatedExtremeRegister<V extends Comparable<? super V>>
        extends Handle<Optional<V>, ValueChange<Optional<V>>> {

    private final ReplicatedObject<? extends ExtremeRegister<V>, ?, ValueChange<Optional<V>>> object;

    ReplicatedExtremeRegister(ReplicatedObject<? extends ExtremeRegister<V>, ?, ValueChange<Optional<V>>> object) {
        super(object);
        this.object = object;
    }

    /**
     * The value that counts.
     *
     * @return the greatest or the least of all that were assigned, empty if there is none
     */
    public Optional<V> value() {
        return current();
    }

    /**
     * Assigns a value, which counts only if it goes beyond the present one.
     *
     * @param value the value
     * @throws IllegalArgumentException if the codec does not know its class
     */
    public void assign(V value) {
        Objects.requireNonNull(value, "value");
        object.updateIfSendable(register -> register.assign(value));
    }

    @Override
    public String toString() {
        return name() + "=" + value().map(Object::toString).orElse("");
    }
}
