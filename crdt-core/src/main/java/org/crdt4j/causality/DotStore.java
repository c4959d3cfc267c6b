// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.causality;

/**
 * What is still there of the events that were seen. The other half is a causal context, which stands once, at the root.
 *
 * <p>A store is a value. One exception makes large stores cheap: a live object may edit a store in place while it holds the store's
 * {@link Owner}; handing out a snapshot means taking a new owner, after which nobody can edit what was handed out.
 *
 * @param <S> the kind of store
 */
public interface DotStore<S extends DotStore<S>> {

    /** The right to edit stores in place: whoever holds the object that a store was made with may. Stores without one never change. */
    final class Owner {
        /** A right that nobody else has. */
        public Owner() {}
    }

    /**
     * Whether nothing is here.
     *
     * @return whether this equals the bottom
     */
    boolean isEmpty();

    /**
     * The empty store of this kind.
     *
     * @return the bottom
     */
    S bottom();

    /**
     * Gives every dot in this store.
     *
     * @param action takes the dots, in no particular order
     */
    void forEachDot(DotConsumer action);

    /**
     * The join of two stores, each seen together with its causal context: what both have stays; what one has and the other has not
     * seen stays; what the other has seen and no longer has is gone.
     *
     * @param other the other store; it is never changed
     * @param scope the contexts of both, and who may edit this store in place; told of changes
     * @return the joined store; this very object if nothing changed, or if it was edited in place
     */
    S join(S other, JoinScope scope);

    /**
     * The part that a peer may lack.
     *
     * @param seen what the peer has seen
     * @return the part of this store that is not covered
     */
    S since(DotCover seen);

    /**
     * What must stay when everything in this store is removed: as a rule nothing. A counter keeps what it had counted up to then,
     * so that what is counted concurrently can be told apart.
     *
     * @return the remainder
     */
    default S removed() {
        return bottom();
    }

    /**
     * What a delta has to say, besides its context, to remove everything in this store: the part of {@link #removed} that was not so
     * before.
     *
     * @return the content of the delta
     */
    default S removal() {
        return removed();
    }

    /**
     * This store by its own type.
     *
     * @return this very object
     */
    S self();
}
