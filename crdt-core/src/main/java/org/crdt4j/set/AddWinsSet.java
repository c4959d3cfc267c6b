// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.set;

import java.util.AbstractSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Objects;
import java.util.Set;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.DotCover;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.DotSet;
import org.crdt4j.causality.DotStore.Owner;
import org.crdt4j.causality.JoinScope;
import org.crdt4j.causality.MutableCausalContext;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.CausalCrdt;
import org.crdt4j.crdt.CausalType;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.SetChange;
import org.crdt4j.crdt.WireFormat;
import org.jspecify.annotations.Nullable;

/**
 * A set in which adding wins (OR-set, observed-remove set, add-wins set).
 *
 * <p>Concurrent add and remove of an element: it stays. A remove, or a clear, takes away exactly the adds that its author had seen.
 * Concurrent adds of one element are one element; it is gone when all of them were seen and removed. An element can be added again
 * after it was removed, as often as you like.
 *
 * <p>Deltas may come in any order, late, twice and with gaps: the remove of an add that never came works when the add comes later.
 *
 * <p>Adding, removing, asking, and joining a delta of one element take O(1); joining a whole state O(elements of both). There are no
 * tombstones: a removed element leaves only its event numbers in the causal context, as intervals. Elements need {@code equals} and
 * {@code hashCode} and must not be changed once they are in. Not thread-safe.
 *
 * <p>Bieniusa et al., "An Optimized Conflict-free Replicated Set", 2012; Almeida, Shoker, Baquero, "Delta State Replicated Data
 * Types", 2018.
 *
 * @param <E> the elements
 */
public final class AddWinsSet<E> extends CausalCrdt<DotMap<E, DotSet>, SetChange<E>> {

    /* An element is in the set as long as it has a dot. An add gives it a new dot in place of those it had, so one dot is the rule;
     * elements that were added concurrently have one for each add that nobody has superseded. */

    private static final CausalType<AddWinsSet<Object>, DotMap<Object, DotSet>, SetChange<Object>> TYPE =
            new CausalType<>("add-wins-set", DotMap.empty(), AddWinsSet::new, WireFormat.dotSetMap());

    /**
     * An empty set.
     *
     * @param replicaContext its surroundings
     */
    public AddWinsSet(ReplicaContext replicaContext) {
        this(replicaContext, DotMap.empty());
    }

    private AddWinsSet(ReplicaContext replicaContext, DotMap<E, DotSet> store) {
        super(replicaContext, store);
    }

    /**
     * The type.
     *
     * @param <E> the elements
     * @return its descriptor
     */
    @SuppressWarnings("unchecked")
    public static <E> CausalType<AddWinsSet<E>, DotMap<E, DotSet>, SetChange<E>> type() {
        return (CausalType<AddWinsSet<E>, DotMap<E, DotSet>, SetChange<E>>) (CausalType<?, ?, ?>) TYPE;
    }

    /**
     * Whether an element is in the set.
     *
     * @param element the element
     * @return whether it is
     */
    public boolean contains(Object element) {
        return store().containsKey(element);
    }

    /**
     * The number of elements.
     *
     * @return how many there are
     */
    public int size() {
        return store().size();
    }

    /**
     * The elements.
     *
     * @return a read-only live view
     */
    public Set<E> elements() {
        return new AbstractSet<>() {
            @Override
            public Iterator<E> iterator() {
                return store().keys().iterator();
            }

            @Override
            public int size() {
                return AddWinsSet.this.size();
            }

            @Override
            public boolean contains(Object element) {
                return AddWinsSet.this.contains(element);
            }
        };
    }

    /** The elements now. Takes O(1); the next change then copies the set once. */
    @Override
    public Set<E> value() {
        return frozenStore().keys();
    }

    /**
     * Adds an element. Adding one that is there already is an event too: the element then survives a concurrent remove.
     *
     * @param element the element
     * @return the delta
     */
    public Causal<DotMap<E, DotSet>> add(E element) {
        Objects.requireNonNull(element, "element");
        DotMap<E, DotSet> changed = store().ownedBy(owner());
        DotMap<E, DotSet> delta = DotMap.touching(
                element, replicaContext().replica(), replicaContext().nextEvent());
        DotSet before = changed.replace(delta, owner());
        if (before != null) {
            return commit(changed, delta, CausalContext.of(before).join(CausalContext.of(delta)));
        }
        Causal<DotMap<E, DotSet>> committed = commit(changed, delta);
        if (isObserved()) {
            report(new SetChange<>(Set.of(element), Set.of()));
        }
        return committed;
    }

    /**
     * Adds several elements, in one delta.
     *
     * @param elements the elements
     * @return the delta
     */
    public Causal<DotMap<E, DotSet>> addAll(Collection<? extends E> elements) {
        elements.forEach(element -> Objects.requireNonNull(element, "element"));
        Owner editor = new Owner();
        DotMap<E, DotSet> delta = DotMap.<E, DotSet>nothingTouched().ownedBy(editor);
        DotMap<E, DotSet> changed = store().ownedBy(owner());
        MutableCausalContext superseded = new MutableCausalContext();
        Set<E> added = new HashSet<>();
        for (E element : elements) {
            if (!delta.containsKey(element)) {
                DotMap<E, DotSet> add = DotMap.touching(
                        element, replicaContext().replica(), replicaContext().nextEvent());
                delta.replace(add, editor);
                DotSet before = changed.replace(add, owner());
                if (before != null) {
                    superseded.addDotsOf(before);
                } else if (isObserved()) {
                    added.add(element);
                }
            }
        }
        superseded.addDotsOf(delta);
        Causal<DotMap<E, DotSet>> committed = commit(changed, delta, superseded.snapshot());
        report(added.isEmpty() ? null : new SetChange<>(added, Set.of()));
        return committed;
    }

    /**
     * Removes an element, as far as this replica has seen it added.
     *
     * @param element the element
     * @return the delta; it says nothing if the element is not there
     */
    public Causal<DotMap<E, DotSet>> remove(E element) {
        Objects.requireNonNull(element, "element");
        DotSet before = store().get(element);
        if (before == null) {
            return AddWinsSet.<E>type().bottom();
        }
        Causal<DotMap<E, DotSet>> delta = commit(
                store().put(element, DotSet.empty(), owner()),
                DotMap.touching(element, DotSet.empty()),
                CausalContext.of(before));
        if (isObserved()) {
            report(new SetChange<>(Set.of(), Set.of(element)));
        }
        return delta;
    }

    /**
     * Removes every element, as far as this replica has seen it added.
     *
     * @return the delta
     */
    public Causal<DotMap<E, DotSet>> clear() {
        return removeAll();
    }

    @Override
    protected boolean take(DotMap<E, DotSet> theirs, DotCover seen, DotCover senderSaw) {
        return !isObserved() && store().take(theirs, seen, senderSaw, owner());
    }

    @Override
    protected DotMap<E, DotSet> join(DotMap<E, DotSet> mine, DotMap<E, DotSet> theirs, JoinScope scope) {
        if (!isObserved()) {
            return mine.join(theirs, scope);
        }
        SetChange.Collector<E> changes = new SetChange.Collector<>();
        DotMap<E, DotSet> joined = mine.join(theirs, scope, changes);
        report(changes.change());
        return joined;
    }

    @Override
    public @Nullable SetChange<E> change(DotMap<E, DotSet> before, DotMap<E, DotSet> after) {
        Set<E> added = new HashSet<>(after.keys());
        added.removeAll(before.keys());
        Set<E> removed = new HashSet<>(before.keys());
        removed.removeAll(after.keys());
        return added.isEmpty() && removed.isEmpty() ? null : new SetChange<>(added, removed);
    }
}
