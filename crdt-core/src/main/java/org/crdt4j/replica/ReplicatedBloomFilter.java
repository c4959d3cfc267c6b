// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.Objects;
import java.util.UUID;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.sketch.BloomFilter;
import org.crdt4j.sketch.Marks;

/** A handle of a filter that tells whether an element was perhaps added. Thread-safe. See {@link BloomFilter}. */
public final class ReplicatedBloomFilter extends SketchHandle<BloomFilter> {

    ReplicatedBloomFilter(ReplicatedObject<BloomFilter, Marks, ValueChange<Long>> object) {
        super(object);
    }

    /**
     * Whether a text was perhaps added.
     *
     * @param element the text
     * @return false if it certainly was not, as far as is known here
     */
    public boolean mightContain(String element) {
        Objects.requireNonNull(element, "element");
        return object().<Boolean>read(filter -> filter.mightContain(element));
    }

    /**
     * Whether a number was perhaps added.
     *
     * @param element the number
     * @return false if it certainly was not, as far as is known here
     */
    public boolean mightContain(long element) {
        return object().<Boolean>read(filter -> filter.mightContain(element));
    }

    /**
     * Whether an identifier was perhaps added.
     *
     * @param element the identifier
     * @return false if it certainly was not, as far as is known here
     */
    public boolean mightContain(UUID element) {
        Objects.requireNonNull(element, "element");
        return object().<Boolean>read(filter -> filter.mightContain(element));
    }

    /**
     * Whether some bytes were perhaps added.
     *
     * @param element the bytes
     * @return false if they certainly were not, as far as is known here
     */
    public boolean mightContain(byte[] element) {
        Objects.requireNonNull(element, "element");
        return object().<Boolean>read(filter -> filter.mightContain(element));
    }

    /**
     * Which part of what was not added is found all the same, with as many elements as there are now.
     *
     * @return the expected rate, from 0 to 1
     */
    public double falsePositiveRate() {
        return object().read(BloomFilter::falsePositiveRate);
    }
}
