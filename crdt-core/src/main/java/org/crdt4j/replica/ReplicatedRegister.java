// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.Optional;
import org.crdt4j.causality.DotFun;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.Stamped;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.RegisterChange;
import org.crdt4j.register.LastWriterWinsRegister;

/**
 * A handle of a register in which the newest write wins. Thread-safe. Its reports name overruled writes too. See
 * {@link LastWriterWinsRegister}.
 *
 * @param <V> the value; it must be immutable, and of a class that the codec knows
 */
public final class ReplicatedRegister<V> extends Handle<Optional<V>, RegisterChange<V>> {

    private final ReplicatedObject<LastWriterWinsRegister<V>, Causal<DotFun<Stamped<V>>>, RegisterChange<V>> object;

    ReplicatedRegister(
            ReplicatedObject<LastWriterWinsRegister<V>, Causal<DotFun<Stamped<V>>>, RegisterChange<V>> object) {
        super(object);
        this.object = object;
    }

    /**
     * The value.
     *
     * @return the value now, empty if there is none
     */
    public Optional<V> value() {
        return current();
    }

    /**
     * Assigns a value now.
     *
     * @param value the value
     * @throws IllegalArgumentException if the codec does not know its class
     */
    public void assign(V value) {
        object.admission().checkValue(value);
        object.update(register -> register.assign(value));
    }

    /**
     * Assigns a value as of a given time, for events that carry their own; an older write never replaces a newer one.
     *
     * @param value the value
     * @param time when the event happened
     * @throws IllegalArgumentException if the codec does not know the value's class, or the time is too far in the future
     */
    public void assign(V value, HybridTimestamp time) {
        object.admission().checkValue(value);
        object.admission().checkTime(time);
        object.update(register -> register.assign(value, time));
    }

    /** Removes the value, as far as it was seen here. */
    public void clear() {
        object.update(LastWriterWinsRegister::clear);
    }

    /** Removes the register, as far as it was seen here; what is assigned concurrently survives. */
    public void delete() {
        deleteObject();
    }

    @Override
    public String toString() {
        return name() + "=" + value().map(Object::toString).orElse("");
    }
}
