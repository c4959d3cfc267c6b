// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

import java.util.Objects;
import java.util.function.Consumer;
import org.crdt4j.causality.VersionVector;
import org.jspecify.annotations.Nullable;

/**
 * What types without dots share: a state that is itself a delta, and that only grows.
 *
 * <p>For types whose state is small enough to be joined as a value. Not thread-safe.
 *
 * @param <D> its deltas, whose join returns the very object on which it is called if the other adds nothing
 * @param <C> its reports of what changed
 */
public abstract class LatticeCrdt<D extends Delta<D>, C> implements Crdt<D, C> {

    /* The state is the join of all deltas, local and received. collected is the join of those of inOneDelta, null outside of it. */

    private final D bottom;
    private D state;
    private @Nullable D collected;
    private @Nullable Consumer<? super C> observer;

    /**
     * A live object that knows nothing.
     *
     * @param bottom the delta that says nothing
     */
    protected LatticeCrdt(D bottom) {
        this.bottom = Objects.requireNonNull(bottom, "bottom");
        this.state = bottom;
    }

    @Override
    public final D state() {
        return state;
    }

    /**
     * Puts the outcome of a local mutator in place.
     *
     * @param delta what it says
     * @return the delta, also if all of it was known here already: others need not know it
     */
    protected final D commit(D delta) {
        grow(delta);
        if (collected != null) {
            collected = collected.join(delta);
        }
        return delta;
    }

    @Override
    public final boolean join(D delta) {
        return grow(delta);
    }

    private boolean grow(D delta) {
        D before = state;
        D joined = before.join(delta);
        if (joined == before) {
            return false;
        }
        state = joined;
        grown();
        if (observer != null) {
            C change = change(before, joined);
            if (change != null) {
                observer.accept(change);
            }
        }
        return true;
    }

    /** Told when the state has grown, before that is reported: for types that derive something from it. */
    protected void grown() {}

    /**
     * Tells two values apart.
     *
     * @param before the state before
     * @param after the state after
     * @return what changed for an application, null if nothing did
     */
    protected abstract @Nullable C change(D before, D after);

    @Override
    public final D inOneDelta(Runnable mutators) {
        D outer = collected;
        collected = bottom;
        try {
            mutators.run();
            return collected;
        } finally {
            collected = outer == null ? null : outer.join(collected);
        }
    }

    /** The whole state: there are no dots by which to tell old from new. */
    @Override
    public final D deltaSince(VersionVector seen) {
        Objects.requireNonNull(seen, "seen");
        return state;
    }

    /** Nothing to do: the state has no smaller form. */
    @Override
    public final void compact(VersionVector stable) {
        Objects.requireNonNull(stable, "stable");
    }

    @Override
    public final void observe(@Nullable Consumer<? super C> newObserver) {
        observer = newObserver;
    }

    /** Equal if the states are. */
    @Override
    public final boolean equals(Object object) {
        return object instanceof LatticeCrdt<?, ?> other && state.equals(other.state);
    }

    @Override
    public final int hashCode() {
        return state.hashCode();
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + "[" + value() + "]";
    }
}
