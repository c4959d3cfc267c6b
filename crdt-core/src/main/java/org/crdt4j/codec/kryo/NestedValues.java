// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.codec.kryo;

import org.jspecify.annotations.Nullable;

/** How a plain object's fields get the values that are no primitives: through the codec again, with all its limits. */
public final class NestedValues {

    private NestedValues() {}

    /** Encodes a value. */
    @FunctionalInterface
    public interface Writer {

        /** The bytes of a value. */
        byte[] write(@Nullable Object value);
    }

    /** Decodes a value. */
    @FunctionalInterface
    public interface Reader {

        /** The value in a part of the message. */
        @Nullable
        Object read(int from, int to);
    }
}
