// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.DotStore;
import org.crdt4j.causality.JoinScope;

/**
 * A dot store together with the dots that it speaks of: the delta and the state of every causal type.
 *
 * <p>A dot of the context that is not in the store was removed. The context of a delta is exactly what the delta is about, never more.
 * See Almeida, Shoker, Baquero, "Delta State Replicated Data Types", 2018.
 *
 * @param <S> the kind of store
 * @param store what is there
 * @param context what was seen
 */
public record Causal<S extends DotStore<S>>(S store, CausalContext context) implements Delta<Causal<S>> {

    @Override
    public Causal<S> join(Causal<S> other) {
        if (isBottom() || other.isBottom()) {
            return isBottom() ? other : this;
        }
        S joined = store.join(other.store, new JoinScope(context, other.context, null));
        return new Causal<>(joined, context.join(other.context));
    }

    @Override
    public boolean isBottom() {
        return context.isEmpty() && store.isEmpty();
    }
}
