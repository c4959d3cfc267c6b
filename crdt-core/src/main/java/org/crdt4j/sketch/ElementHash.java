// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.sketch;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.crdt4j.error.IncompatibleTypeException;

/**
 * All that a sketch knows of an element: 128 bits, the same in every JVM for ever.
 *
 * <p>They are the XXH3 hash of the element's bytes, with a seed for each kind of element, so that the number 5 and the text "5" differ.
 */
record ElementHash(long high, long low) {

    /** The UTF-16 units, little-endian: also half a surrogate pair, which UTF-8 cannot say, is an element of its own. */
    static ElementHash of(String element) {
        return of(Library.STRINGS.hashCharsTo128Bits(element));
    }

    /** Eight bytes, big-endian. */
    static ElementHash of(long element) {
        byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(element).array();
        return of(Library.NUMBERS.hashBytesTo128Bits(bytes));
    }

    /** Sixteen bytes, in the order in which an identifier is printed. */
    static ElementHash of(UUID element) {
        byte[] bytes = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(element.getMostSignificantBits())
                .putLong(element.getLeastSignificantBits())
                .array();
        return of(Library.IDENTIFIERS.hashBytesTo128Bits(bytes));
    }

    static ElementHash of(byte[] element) {
        return of(Library.BYTES.hashBytesTo128Bits(element));
    }

    private static ElementHash of(HashValue128 hash) {
        return new ElementHash(hash.getMostSignificantBits(), hash.getLeastSignificantBits());
    }

    /** Refuses to go on without the library that is optional. */
    static void requireLibrary() {
        try {
            of(0);
        } catch (NoClassDefFoundError missing) {
            IncompatibleTypeException refusal = new IncompatibleTypeException(
                    "sketches need com.dynatrace.hash4j:hash4j, which crdt4j does not bring along:"
                            + " add it to the dependencies of this application; a named module also requires com.dynatrace.hash4j");
            refusal.initCause(missing);
            throw refusal;
        }
    }

    /* apart, so that the class above can be loaded without the library */
    private static final class Library {

        private static final Hasher128 STRINGS = Hashing.xxh3_128(1);
        private static final Hasher128 NUMBERS = Hashing.xxh3_128(2);
        private static final Hasher128 IDENTIFIERS = Hashing.xxh3_128(3);
        private static final Hasher128 BYTES = Hashing.xxh3_128(4);
    }
}
