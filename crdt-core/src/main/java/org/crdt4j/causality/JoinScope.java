// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.causality;

import org.jspecify.annotations.Nullable;

/** What a join of dot stores needs to know besides the stores: what each side has seen, and who may edit in place. */
public final class JoinScope {

    private final DotCover mine;
    private final DotCover theirs;
    private final DotStore.@Nullable Owner owner;
    private boolean changed;

    /**
     * A scope.
     *
     * @param mine what the side of the receiving store has seen
     * @param theirs what the side of the other store has seen
     * @param owner who may edit the receiving store in place, or null if nobody
     */
    public JoinScope(DotCover mine, DotCover theirs, DotStore.@Nullable Owner owner) {
        this.mine = mine;
        this.theirs = theirs;
        this.owner = owner;
    }

    /**
     * What the receiving side has seen.
     *
     * @return the cover
     */
    public DotCover mine() {
        return mine;
    }

    /**
     * What the other side has seen.
     *
     * @return the cover
     */
    public DotCover theirs() {
        return theirs;
    }

    /**
     * Who may edit the receiving store in place.
     *
     * @return the owner, or null if nobody
     */
    public DotStore.@Nullable Owner owner() {
        return owner;
    }

    /** Notes that the receiving store has changed. Each store says so itself, since an edit in place leaves no other trace. */
    public void markChanged() {
        changed = true;
    }

    /**
     * Whether any store in this scope has changed.
     *
     * @return whether {@link #markChanged} was called
     */
    public boolean changed() {
        return changed;
    }
}
