// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.codec.kryo;

import com.esotericsoftware.kryo.kryo5.KryoException;
import com.esotericsoftware.kryo.kryo5.io.Output;
import org.jspecify.annotations.Nullable;

/** Takes what {@link StrictInput} gives. */
final class StrictOutput extends Output {

    private static final int INITIAL = 64;

    private final NestedValues.Writer nested;

    StrictOutput(NestedValues.Writer nested) {
        super(INITIAL, -1);
        this.nested = nested;
    }

    /** Writes a value or null. */
    void writeNested(@Nullable Object value) {
        byte[] bytes = nested.write(value);
        writeVarInt(bytes.length, true);
        writeBytes(bytes);
    }

    @Override
    public void writeString(@Nullable String value) {
        writeNested(value);
    }

    @Override
    public void writeAscii(@Nullable String value) {
        throw new KryoException("strings have one form only");
    }
}
