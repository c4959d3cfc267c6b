// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

import java.util.Objects;
import java.util.function.Consumer;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.DotConsumer;
import org.crdt4j.causality.DotCover;
import org.crdt4j.causality.DotStore;
import org.crdt4j.causality.DotStore.Owner;
import org.crdt4j.causality.JoinScope;
import org.crdt4j.causality.MutableCausalContext;
import org.crdt4j.causality.VersionVector;
import org.jspecify.annotations.Nullable;

/**
 * What all causal types share: a dot store, edited in place, and the causal context of the object that it belongs to.
 *
 * <p>A causal type can stand alone or inside an observed-remove map; inside, it shares the context of the whole map.
 *
 * @param <S> its dot store
 * @param <C> its reports of what changed
 */
public abstract class CausalCrdt<S extends DotStore<S>, C> implements Crdt<Causal<S>, C> {

    /* store may be edited in place only while it carries `owner`. state() hands the store out and takes a new owner: O(1), and the
     * next edit copies once. The context grows by what is minted (ReplicaContext.nextDot) and by what is joined, nothing else. */

    private final ReplicaContext replicaContext;
    private S store;
    private Owner owner = new Owner();
    private @Nullable Consumer<? super C> observer;
    private boolean joining;
    private @Nullable C changeOfJoin;
    private @Nullable Collector<S> collector;
    private @Nullable CausalCrdt<?, ?> parent;

    /**
     * A live object over a store.
     *
     * @param replicaContext the surroundings
     * @param store what is there already, as a rule nothing
     */
    protected CausalCrdt(ReplicaContext replicaContext, S store) {
        this.replicaContext = Objects.requireNonNull(replicaContext, "replicaContext");
        this.store = Objects.requireNonNull(store, "store");
    }

    /**
     * The surroundings.
     *
     * @return who this replica is, and what has been seen of this object
     */
    protected final ReplicaContext replicaContext() {
        return replicaContext;
    }

    /**
     * What is there, for reading at once; it may change in place with the next edit.
     *
     * @return the store
     */
    protected final S store() {
        return store;
    }

    /**
     * The right to edit the store in place.
     *
     * @return the owner
     */
    protected final Owner owner() {
        return owner;
    }

    /**
     * Puts the outcome of a local mutator in place.
     *
     * @param changed the store as it is now
     * @param delta the store of the delta
     * @param context exactly the dots that the delta is about
     * @return the delta
     */
    protected final Causal<S> commit(S changed, S delta, CausalContext context) {
        return commit(changed, new Causal<>(delta, context));
    }

    /**
     * Puts the outcome of a local mutator in place that only adds.
     *
     * @param changed the store as it is now
     * @param delta the store of the delta, which is about the dots in it and no others
     * @return the delta
     */
    protected final Causal<S> commit(S changed, S delta) {
        return commit(changed, new Causal<>(delta));
    }

    private Causal<S> commit(S changed, Causal<S> committed) {
        store = changed;
        if (collector != null) {
            collector.add(committed);
        }
        return committed;
    }

    @Override
    public final Causal<S> inOneDelta(Runnable mutators) {
        Collector<S> outer = collector;
        Collector<S> inner = new Collector<>();
        collector = inner;
        try {
            mutators.run();
        } finally {
            collector = outer;
            if (outer != null && inner.store != null) {
                outer.add(new Causal<>(inner.store, inner.context.snapshot()));
            }
        }
        return inner.store == null
                ? new Causal<>(store.bottom(), CausalContext.empty())
                : new Causal<>(inner.store, inner.context.snapshot());
    }

    /** Joins deltas in place, so that many small ones do not cost their square. */
    private static final class Collector<S extends DotStore<S>> {

        private final Owner owner = new Owner();
        private final MutableCausalContext context = new MutableCausalContext();
        private @Nullable S store;

        void add(Causal<S> delta) {
            store = store == null
                    ? delta.store()
                    : store.join(delta.store(), new JoinScope(context, delta.seen(), owner));
            delta.addSeenTo(context);
        }
    }

    /**
     * The context of a mutator: the dots that it supersedes or removes.
     *
     * @param observed the store that it supersedes
     * @return its dots, to which the mutator may add its own
     */
    protected static MutableCausalContext dotsOf(DotStore<?> observed) {
        MutableCausalContext context = new MutableCausalContext();
        observed.forEachDot(context::add);
        return context;
    }

    @Override
    public final boolean join(Causal<S> delta) {
        return join(delta, delta.seen());
    }

    /**
     * Joins a delta of whose sender more is known than the delta says, as a replica knows it of a peer.
     *
     * @param delta what the sender has; its context is what this object has seen from now on
     * @param senderSaw what the sender had seen: a dot in it that the delta does not have was removed
     * @return whether this state grew
     */
    public final boolean join(Causal<S> delta, DotCover senderSaw) {
        DotCover seen = replicaContext.seen();
        if (take(delta.store(), seen, senderSaw)) {
            delta.addSeenTo(replicaContext.context());
            return true;
        }
        JoinScope scope = new JoinScope(seen, senderSaw, owner);
        joining = true;
        try {
            store = join(store, delta.store(), scope);
        } finally {
            joining = false;
        }
        boolean grew = delta.addSeenTo(replicaContext.context());
        C change = changeOfJoin;
        changeOfJoin = null;
        report(change);
        return grew || scope.changed();
    }

    /**
     * Joins a delta of one event in place, where that is simple: a short cut, which need not be taken. Whoever wants to hear of changes
     * is not served by it.
     *
     * @param theirs the store of the delta
     * @param seen what this side has seen
     * @param senderSaw what the sender had seen
     * @return whether it is joined; if not, nothing has changed
     */
    protected boolean take(S theirs, DotCover seen, DotCover senderSaw) {
        return false;
    }

    /**
     * Joins two stores and reports what that changes. Types whose store is large report from the keys that change.
     *
     * @param mine the store of this object
     * @param theirs the store of the delta
     * @param scope the contexts of both, and the right to edit in place
     * @return the joined store
     */
    protected S join(S mine, S theirs, JoinScope scope) {
        if (!isObserved()) {
            return mine.join(theirs, scope);
        }
        JoinScope copying = new JoinScope(scope.mine(), scope.theirs(), null);
        S joined = mine.join(theirs, copying);
        if (copying.changed()) {
            scope.markChanged();
            report(change(mine, joined));
        }
        return joined;
    }

    /**
     * Tells two values apart.
     *
     * @param before the store before
     * @param after the store after
     * @return what changed for an application, null if nothing did
     */
    public abstract @Nullable C change(S before, S after);

    @Override
    public final void observe(@Nullable Consumer<? super C> newObserver) {
        observer = newObserver;
    }

    /**
     * Gives the dots by which the visible value can be told from another: the same at replicas that agree, whatever of the invisible
     * rest either has dropped already.
     *
     * @param action takes the dots
     */
    public final void forEachVisibleDot(DotConsumer action) {
        forEachVisibleDot(store, action);
    }

    /**
     * Gives the dots of a store by which the visible value can be told from another.
     *
     * @param present a store
     * @param action takes the dots
     */
    protected void forEachVisibleDot(S present, DotConsumer action) {
        present.forEachDot(action);
    }

    /**
     * Whether anybody listens, so that nobody makes reports in vain.
     *
     * @return whether reports are wanted
     */
    protected final boolean isObserved() {
        return observer != null;
    }

    /**
     * Reports a change; one that is found during a join is reported once when the join is complete.
     *
     * @param change what changed, null if nothing did
     */
    protected final void report(@Nullable C change) {
        if (joining) {
            changeOfJoin = change;
        } else if (observer != null && change != null) {
            observer.accept(change);
        }
    }

    @Override
    public final Causal<S> state() {
        return new Causal<>(frozenStore(), replicaContext.context().snapshot());
    }

    /**
     * Whether nothing is left in this object, also nothing that is invisible.
     *
     * @return whether the store is empty
     */
    public final boolean isEmpty() {
        return store.isEmpty();
    }

    /**
     * Whether nothing is here, or only what a removal leaves: then there is nothing to see, and nothing that could be removed.
     *
     * @return whether this object is as good as new
     */
    public boolean isVacant() {
        return store.isEmpty();
    }

    /**
     * The store as a value. The next edit copies it once.
     *
     * @return the store, which will not change any more
     */
    public final S frozenStore() {
        owner = new Owner();
        if (parent != null) {
            parent.frozenStore();
        }
        return store;
    }

    /**
     * The store of a child that has done its work, to be put back into this object's. What the child might still do does not change
     * it any more.
     *
     * @param <Z> the kind of store
     * @param child the child
     * @return its store
     */
    protected static <Z extends DotStore<Z>> Z storeOf(CausalCrdt<Z, ?> child) {
        child.owner = new Owner();
        return child.store;
    }

    /**
     * Tells a child that its store is a part of this object's, which may edit it in place too.
     *
     * @param <T> the child
     * @param child a live object over a part of this store
     * @return the child
     */
    protected final <T extends CausalCrdt<?, ?>> T within(T child) {
        ((CausalCrdt<?, ?>) child).parent = this;
        return child;
    }

    @Override
    public final Causal<S> deltaSince(VersionVector seen) {
        S unseen = store.since(seen);
        return new Causal<>(unseen, replicaContext.context().snapshot().minus(leftOut(unseen)));
    }

    /**
     * What a delta since some version leaves out because the peer has it.
     *
     * @param unseen the part of the store that the delta has
     * @return the dots of the rest
     */
    public final CausalContext leftOut(DotStore<?> unseen) {
        return CausalContext.of(store).minus(CausalContext.of(unseen));
    }

    /**
     * The delta that removes everything in this object. If something has to remain, the removal takes a dot, so that it can be told
     * when everybody has seen it.
     *
     * @return the delta, which this object has joined
     */
    public final Causal<S> removeAll() {
        S before = store;
        S remainder = before.removed();
        S removal = before.removal();
        Causal<S> delta = commit(remainder, removal, contextOfRemoval(before, remainder, removal));
        emptied();
        if (isObserved()) {
            report(change(before, remainder));
        }
        return delta;
    }

    /** Told when everything was removed, for types that keep count of what is there. */
    protected void emptied() {}

    /**
     * The context of a removal: what it removes, and a dot of its own if something remains.
     *
     * @param before what was there
     * @param remainder what remains
     * @param removal what the delta says
     * @return the context of the delta
     */
    protected final CausalContext contextOfRemoval(DotStore<?> before, DotStore<?> remainder, DotStore<?> removal) {
        CausalContext removed = CausalContext.of(before).minus(CausalContext.of(remainder));
        return removal.isEmpty()
                ? removed
                : removed.join(CausalContext.of(removal)).join(CausalContext.of(replicaContext.nextDot()));
    }

    @Override
    public final void compact(VersionVector stable) {
        store = compact(store, stable, owner);
    }

    /**
     * Brings the store into a smaller form that has the same value; as a rule there is none.
     *
     * @param present the store of this object
     * @param stable dots that every replica has seen, see {@link #compact(VersionVector)}
     * @param editor who may edit in place
     * @return the smaller store
     */
    protected S compact(S present, VersionVector stable, Owner editor) {
        return present;
    }

    @Override
    public void checkInvariants() {
        store.forEachDot((origin, counter) -> {
            if (!replicaContext.context().covers(origin, counter)) {
                throw new IllegalStateException(
                        "dot " + origin + ":" + counter + " is in the store and not in the context");
            }
        });
    }

    /** Equal if store and context are: as states, whatever replica they live at. */
    @Override
    public final boolean equals(Object object) {
        return object instanceof CausalCrdt<?, ?> other && state().equals(other.state());
    }

    @Override
    public final int hashCode() {
        return store.hashCode();
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + value();
    }
}
