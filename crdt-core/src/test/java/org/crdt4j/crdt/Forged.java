// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Consumer;
import org.crdt4j.codec.Codec;
import org.crdt4j.error.CrdtException;

/**
 * Writes what it likes where a value would stand.
 *
 * @param <T> the values
 * @param content what is written
 * @param format what reads it
 */
record Forged<T>(Consumer<WireOutput> content, WireFormat<T> format) implements WireFormat<Object> {

    @Override
    public void write(Object nothing, WireOutput out) {
        content.accept(out);
    }

    @Override
    public Object read(WireInput in) {
        return format.read(in);
    }

    Object read() {
        return Codec.standard().decode(this, Codec.standard().encode(this, "nothing"));
    }

    void assertRefused(Class<? extends CrdtException> kind, String reason) {
        CrdtException refusal = assertThrows(kind, this::read);
        assertTrue(refusal.getMessage().contains(reason), refusal::toString);
    }
}
