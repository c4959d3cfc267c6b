// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.Objects;
import java.util.UUID;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.sketch.Marks;
import org.crdt4j.sketch.Sketch;

/**
 * What handles of sketches share. Elements are not kept, and cannot be taken out. Those of different kinds differ: {@code 5} and {@code
 * "5"} are two. Thread-safe.
 *
 * @param <T> the sketch
 */
public abstract sealed class SketchHandle<T extends Sketch> extends Handle<Long, ValueChange<Long>>
        permits ReplicatedDistinctCount, ReplicatedBloomFilter {

    private final ReplicatedObject<T, Marks, ValueChange<Long>> object;

    SketchHandle(ReplicatedObject<T, Marks, ValueChange<Long>> object) {
        super(object);
        this.object = object;
    }

    final ReplicatedObject<T, Marks, ValueChange<Long>> object() {
        return object;
    }

    /**
     * About how many different elements were added, at any replica.
     *
     * @return the estimate now
     */
    public final long estimate() {
        return current();
    }

    /**
     * Adds a text.
     *
     * @param element the text
     */
    public final void add(String element) {
        Objects.requireNonNull(element, "element");
        object.update(sketch -> sketch.add(element));
    }

    /**
     * Adds a number.
     *
     * @param element the number
     */
    public final void add(long element) {
        object.update(sketch -> sketch.add(element));
    }

    /**
     * Adds an identifier.
     *
     * @param element the identifier
     */
    public final void add(UUID element) {
        Objects.requireNonNull(element, "element");
        object.update(sketch -> sketch.add(element));
    }

    /**
     * Adds some bytes.
     *
     * @param element the bytes; they are not kept
     */
    public final void add(byte[] element) {
        Objects.requireNonNull(element, "element");
        object.update(sketch -> sketch.add(element));
    }
}
