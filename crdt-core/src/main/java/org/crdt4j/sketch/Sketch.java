// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.sketch;

import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Crdt;
import org.crdt4j.crdt.ValueChange;
import org.jspecify.annotations.Nullable;

/**
 * What sketches share: elements leave marks, and are forgotten themselves.
 *
 * <p>Elements are texts, numbers, identifiers and byte arrays. They are hashed alike in every JVM; those of different kinds differ, so
 * that {@code 5} and {@code "5"} are two. Whoever chooses the elements can choose them such that their hashes meet: a sketch decides
 * nothing that a stranger must not cheat at.
 */
public abstract sealed class Sketch implements Crdt<Marks, ValueChange<Long>> permits DistinctCount, BloomFilter {

    private final Shape shape;
    private final LiveMarks live;
    private @Nullable LiveMarks collected;
    private @Nullable Consumer<? super ValueChange<Long>> observer;

    Sketch(Shape shape) {
        ElementHash.requireLibrary();
        this.shape = shape;
        this.live = new LiveMarks(shape);
    }

    final Shape shape() {
        return shape;
    }

    /**
     * About how many different elements were added, at any replica.
     *
     * @return the estimate, 0 if there were none
     */
    @Override
    public final Long value() {
        return live.estimate();
    }

    final boolean hasAllMarks(ElementHash element) {
        return Arrays.stream(shape.marksOf(element)).allMatch(live::has);
    }

    /**
     * Adds a text.
     *
     * @param element the text
     * @return the delta, also if the element is known here already: others need not know it
     */
    public final Marks add(String element) {
        return add(ElementHash.of(Objects.requireNonNull(element, "element")));
    }

    /**
     * Adds a number.
     *
     * @param element the number
     * @return the delta, also if the element is known here already: others need not know it
     */
    public final Marks add(long element) {
        return add(ElementHash.of(element));
    }

    /**
     * Adds an identifier.
     *
     * @param element the identifier
     * @return the delta, also if the element is known here already: others need not know it
     */
    public final Marks add(UUID element) {
        return add(ElementHash.of(Objects.requireNonNull(element, "element")));
    }

    /**
     * Adds some bytes.
     *
     * @param element the bytes; they are not kept
     * @return the delta, also if the element is known here already: others need not know it
     */
    public final Marks add(byte[] element) {
        return add(ElementHash.of(Objects.requireNonNull(element, "element")));
    }

    private Marks add(ElementHash element) {
        Marks delta = Marks.of(shape, Arrays.stream(shape.marksOf(element)));
        join(delta);
        if (collected != null) {
            collected.add(delta);
        }
        return delta;
    }

    /**
     * Joins a delta or a whole state.
     *
     * @param delta what another replica handed out
     * @return whether this state grew
     * @throws IllegalArgumentException if it is of a type with other parameters
     */
    @Override
    public final boolean join(Marks delta) {
        if (observer == null) {
            return live.add(delta);
        }
        long before = live.estimate();
        boolean grew = live.add(delta);
        long after = live.estimate();
        if (before != after) {
            observer.accept(new ValueChange<>(before, after));
        }
        return grew;
    }

    /** The join of the deltas. */
    @Override
    public final Marks inOneDelta(Runnable mutators) {
        LiveMarks outer = collected;
        LiveMarks inner = new LiveMarks(shape);
        collected = inner;
        try {
            mutators.run();
        } finally {
            collected = outer;
            if (outer != null) {
                outer.add(inner.snapshot());
            }
        }
        return inner.snapshot();
    }

    /** The whole state, which the next change then copies once. */
    @Override
    public final Marks state() {
        return live.snapshot();
    }

    /** The whole state: marks have no dots by which to tell old from new. */
    @Override
    public final Marks deltaSince(VersionVector seen) {
        Objects.requireNonNull(seen, "seen");
        return state();
    }

    /** Nothing to do: the state has no smaller form. */
    @Override
    public final void compact(VersionVector stable) {
        Objects.requireNonNull(stable, "stable");
    }

    @Override
    public final void observe(@Nullable Consumer<? super ValueChange<Long>> newObserver) {
        observer = newObserver;
    }

    @Override
    public final void checkInvariants() {
        live.check();
    }

    /** Equal if the parameters and the marks are. */
    @Override
    public final boolean equals(Object object) {
        return object instanceof Sketch other && state().equals(other.state());
    }

    @Override
    public final int hashCode() {
        return state().hashCode();
    }

    @Override
    public final String toString() {
        return getClass().getSimpleName() + "[" + value() + "]";
    }
}
