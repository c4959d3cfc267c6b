// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

import java.util.Objects;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.DotCover;
import org.crdt4j.causality.DotStore;
import org.crdt4j.causality.JoinScope;
import org.crdt4j.causality.MutableCausalContext;
import org.jspecify.annotations.Nullable;

/**
 * A dot store together with the dots that it speaks of: the delta and the state of every causal type. Immutable.
 *
 * <p>A dot of the context that is not in the store was removed. The context of a delta is exactly what the delta is about, never more.
 * See Almeida, Shoker, Baquero, "Delta State Replicated Data Types", 2018.
 *
 * @param <S> the kind of store
 */
public final class Causal<S extends DotStore<S>> implements Delta<Causal<S>> {

    /* A delta that only adds speaks of the dots in its store and of no others: such a context is not made before somebody asks for it.
     * Threads that ask at once make equal contexts, so it does not matter whose remains. */

    private final S store;
    private @Nullable CausalContext context;

    /**
     * A store with a context.
     *
     * @param store what is there
     * @param context what was seen
     */
    public Causal(S store, CausalContext context) {
        this.store = Objects.requireNonNull(store, "store");
        this.context = Objects.requireNonNull(context, "context");
    }

    /**
     * A store that speaks of its own dots and of no others, as that of a delta which only adds does.
     *
     * @param store what is there, and all that was seen
     */
    public Causal(S store) {
        this.store = Objects.requireNonNull(store, "store");
    }

    /**
     * What is there.
     *
     * @return the store
     */
    public S store() {
        return store;
    }

    /**
     * What was seen.
     *
     * @return the context
     */
    public CausalContext context() {
        CausalContext known = context;
        if (known == null) {
            known = CausalContext.of(store);
            context = known;
        }
        return known;
    }

    /** What was seen, for asking only. */
    DotCover seen() {
        CausalContext known = context;
        return known == null ? DotCover.of(store) : known;
    }

    /** Adds what was seen to a context, and says whether that grew. */
    boolean addSeenTo(MutableCausalContext other) {
        CausalContext known = context;
        return known == null ? other.addDotsOf(store) : other.addAll(known);
    }

    @Override
    public Causal<S> join(Causal<S> other) {
        if (isBottom() || other.isBottom()) {
            return isBottom() ? other : this;
        }
        S joined = store.join(other.store, new JoinScope(context(), other.context(), null));
        return new Causal<>(joined, context().join(other.context()));
    }

    @Override
    public boolean isBottom() {
        return store.isEmpty() && context().isEmpty();
    }

    /** Equal if store and context are. */
    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof Causal<?> other
                && store.equals(other.store)
                && context().equals(other.context());
    }

    @Override
    public int hashCode() {
        return 31 * store.hashCode() + context().hashCode();
    }

    @Override
    public String toString() {
        return "Causal[store=" + store + ", context=" + context() + "]";
    }
}
