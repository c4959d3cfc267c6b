// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

import java.util.Objects;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotConsumer;
import org.crdt4j.causality.DotCover;
import org.crdt4j.causality.DotSet;
import org.crdt4j.causality.DotStore;
import org.crdt4j.causality.JoinScope;

/**
 * The rule of all types in which removing wins: something is there if it was added, and every remove is in the past of an add.
 * Immutable.
 *
 * @param adds a dot for each add that nobody has superseded
 * @param removes a dot for each remove that nobody has superseded, also of something that was never added
 */
public record RemoveWins(DotSet adds, DotSet removes) implements DotStore<RemoveWins> {

    /* Every event supersedes all that its author has seen, so what is left are the latest events, none of which has seen another. A
     * remove among them is in the past of no add. If all are adds, every remove that was superseded is in the past of one. */

    private static final RemoveWins NOTHING = new RemoveWins(DotSet.empty(), DotSet.empty());

    /**
     * Checks that both are there.
     *
     * @param adds a dot for each add that nobody has superseded
     * @param removes a dot for each remove that nobody has superseded
     */
    public RemoveWins {
        Objects.requireNonNull(adds, "adds");
        Objects.requireNonNull(removes, "removes");
    }

    /**
     * Neither added nor removed.
     *
     * @return the empty store
     */
    public static RemoveWins nothing() {
        return NOTHING;
    }

    /**
     * Added, and nothing else.
     *
     * @param dot the dot of the add
     * @return the store
     */
    public static RemoveWins added(Dot dot) {
        return new RemoveWins(DotSet.of(dot), DotSet.empty());
    }

    /**
     * Removed, and nothing else.
     *
     * @param dot the dot of the remove
     * @return the store
     */
    public static RemoveWins removed(Dot dot) {
        return new RemoveWins(DotSet.empty(), DotSet.of(dot));
    }

    /**
     * Whether it is there.
     *
     * @return whether it was added, and no remove is left
     */
    public boolean isThere() {
        return removes.isEmpty() && !adds.isEmpty();
    }

    @Override
    public boolean isEmpty() {
        return adds.isEmpty() && removes.isEmpty();
    }

    @Override
    public RemoveWins bottom() {
        return NOTHING;
    }

    @Override
    public RemoveWins self() {
        return this;
    }

    @Override
    public void forEachDot(DotConsumer action) {
        adds.forEachDot(action);
        removes.forEachDot(action);
    }

    @Override
    public RemoveWins join(RemoveWins other, JoinScope scope) {
        return with(adds.join(other.adds, scope), removes.join(other.removes, scope));
    }

    @Override
    public RemoveWins since(DotCover seen) {
        return with(adds.since(seen), removes.since(seen));
    }

    private RemoveWins with(DotSet newAdds, DotSet newRemoves) {
        return newAdds == adds && newRemoves == removes ? this : new RemoveWins(newAdds, newRemoves);
    }

    /**
     * How it is written.
     *
     * @return the format
     */
    public static WireFormat<RemoveWins> format() {
        WireFormat<DotSet> dots = WireFormat.dotSet();
        return new WireFormat<>() {
            @Override
            public void write(RemoveWins store, WireOutput out) {
                dots.write(store.adds, out);
                dots.write(store.removes, out);
            }

            @Override
            public RemoveWins read(WireInput in) {
                return new RemoveWins(dots.read(in), dots.read(in));
            }
        };
    }
}
