// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.subject;

/** One set and the serializer that its library ships. */
public interface WireSubject extends AutoCloseable {

    /** The set as bytes. */
    byte[] encode();

    /** A set read back from {@link #encode}'s bytes, as the library's own object. */
    Object decode(byte[] bytes);

    /** Number of elements of a decoded set. */
    int size(Object decoded);

    /** Whether a decoded set has the element. */
    boolean contains(Object decoded, String element);

    /** Releases what the serializer holds. */
    @Override
    default void close() {}
}
