// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.codec.kryo;

import com.esotericsoftware.kryo.kryo5.KryoException;
import com.esotericsoftware.kryo.kryo5.io.Input;
import org.jspecify.annotations.Nullable;

/** A part of a message, from which Kryo may take primitives; everything else comes through the codec. */
final class StrictInput extends Input {

    private final NestedValues.Reader nested;

    StrictInput(byte[] message, int from, int to, NestedValues.Reader nested) {
        super(message, from, to - from);
        this.nested = nested;
    }

    /** Reads a value that has to be of a type, or null. */
    <T> @Nullable T readNested(Class<T> type) {
        int length = readVarInt(true);
        if (length < 0 || length > limit() - position()) {
            throw new KryoException("a length of " + length + ", but " + (limit() - position()) + " bytes are left");
        }
        Object value = nested.read(position(), position() + length);
        setPosition(position() + length);
        if (value != null && !type.isInstance(value)) {
            /* Kryo may put it into the field unchecked */
            throw new KryoException(value.getClass().getName() + " in a field of type " + type.getName());
        }
        return type.cast(value);
    }

    @Override
    public @Nullable String readString() {
        return readNested(String.class);
    }

    @Override
    public StringBuilder readStringBuilder() {
        throw new KryoException("no string builder is ever written");
    }
}
