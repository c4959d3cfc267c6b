// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.set;

import java.util.AbstractSet;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotConsumer;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.JoinScope;
import org.crdt4j.causality.MutableCausalContext;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.CausalCrdt;
import org.crdt4j.crdt.CausalType;
import org.crdt4j.crdt.RemoveWins;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.SetChange;
import org.crdt4j.crdt.WireFormat;
import org.jspecify.annotations.Nullable;

/**
 * A set in which removing wins (RW-set).
 *
 * <p>Concurrent add and remove of an element: it is out. An element is in if it was added, and every remove of it is in the past of an
 * add. The remove of an element that is not there is remembered, and wins against concurrent adds. An element can be added again after
 * it was removed, as often as you like, by somebody who has seen the removes.
 *
 * <p>A clear is no remove of all possible elements: it takes away what its author had seen, adds as well as removes. An add that is
 * concurrent with it stays. To win against concurrent adds too, {@linkplain #removeAll(Collection) remove} the elements.
 *
 * <p>Deltas may come in any order, late, twice and with gaps. Adding, removing, asking, and joining a delta of one element take O(1);
 * joining a whole state, and the size after a join of one, O(elements of both). A removed element stays as a tombstone of one dot until
 * {@link #forgetRemoves}. Elements need {@code equals} and {@code hashCode} and must not be changed once they are in. Not thread-safe.
 *
 * <p>Shapiro, Preguica, Baquero, Zawirski, "A comprehensive study of Convergent and Commutative Replicated Data Types", 2011; Almeida,
 * Shoker, Baquero, "Delta State Replicated Data Types", 2018.
 *
 * @param <E> the elements
 */
public final class RemoveWinsSet<E> extends CausalCrdt<DotMap<E, RemoveWins>, SetChange<E>> {

    /* An element holds the latest events on it, see RemoveWins; each add and each remove has a dot. size counts the elements that are
     * in; it is -1 until somebody asks for it.
     *
     * compact() must not drop stable removes. Who has dropped one can no longer name it when it adds the element again; a replica that
     * has it still would take that add for a concurrent one, and the two would differ. So dropping is an event, whose delta says what
     * is dropped. */

    private static final CausalType<RemoveWinsSet<Object>, DotMap<Object, RemoveWins>, SetChange<Object>> TYPE =
            new CausalType<>(
                    "remove-wins-set", DotMap.empty(), RemoveWinsSet::new, WireFormat.dotMap(RemoveWins.format()));

    private int size = -1;

    /**
     * An empty set.
     *
     * @param replicaContext its surroundings
     */
    public RemoveWinsSet(ReplicaContext replicaContext) {
        this(replicaContext, DotMap.empty());
    }

    private RemoveWinsSet(ReplicaContext replicaContext, DotMap<E, RemoveWins> store) {
        super(replicaContext, store);
    }

    /**
     * The type.
     *
     * @param <E> the elements
     * @return its descriptor
     */
    @SuppressWarnings("unchecked")
    public static <E> CausalType<RemoveWinsSet<E>, DotMap<E, RemoveWins>, SetChange<E>> type() {
        return (CausalType<RemoveWinsSet<E>, DotMap<E, RemoveWins>, SetChange<E>>) (CausalType<?, ?, ?>) TYPE;
    }

    private static boolean isIn(@Nullable RemoveWins events) {
        return events != null && events.isThere();
    }

    private static <E> int count(DotMap<E, RemoveWins> store) {
        int count = 0;
        for (Map.Entry<E, RemoveWins> entry : store.entries()) {
            count += isIn(entry.getValue()) ? 1 : 0;
        }
        return count;
    }

    /**
     * Whether an element is in the set.
     *
     * @param element the element
     * @return whether it is
     */
    public boolean contains(Object element) {
        return isIn(store().get(element));
    }

    /**
     * The number of elements.
     *
     * @return how many are in the set
     */
    public int size() {
        if (size < 0) {
            size = count(store());
        }
        return size;
    }

    /** Whether no element is in the set; what it remembers of removes is nothing to see. */
    @Override
    public boolean isVacant() {
        return size() == 0;
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
                return store().entries().stream()
                        .filter(entry -> isIn(entry.getValue()))
                        .map(Map.Entry::getKey)
                        .iterator();
            }

            @Override
            public int size() {
                return RemoveWinsSet.this.size();
            }

            @Override
            public boolean contains(Object element) {
                return RemoveWinsSet.this.contains(element);
            }
        };
    }

    @Override
    public Set<E> value() {
        return Collections.unmodifiableSet(new HashSet<>(elements()));
    }

    /**
     * Adds an element, unless somebody removes it concurrently. Adding one that is there already is an event too: it then survives a
     * concurrent {@link #clear}.
     *
     * @param element the element
     * @return the delta
     */
    public Causal<DotMap<E, RemoveWins>> add(E element) {
        Objects.requireNonNull(element, "element");
        return put(Set.of(element), RemoveWins::added);
    }

    /**
     * Adds several elements, in one delta.
     *
     * @param elements the elements
     * @return the delta
     */
    public Causal<DotMap<E, RemoveWins>> addAll(Collection<? extends E> elements) {
        return put(copyOf(elements), RemoveWins::added);
    }

    /**
     * Removes an element, there or not: adds that this replica has not seen yet lose against it.
     *
     * @param element the element
     * @return the delta
     */
    public Causal<DotMap<E, RemoveWins>> remove(E element) {
        Objects.requireNonNull(element, "element");
        return put(Set.of(element), RemoveWins::removed);
    }

    /**
     * Removes several elements, there or not, in one delta.
     *
     * @param elements the elements
     * @return the delta
     */
    public Causal<DotMap<E, RemoveWins>> removeAll(Collection<? extends E> elements) {
        return put(copyOf(elements), RemoveWins::removed);
    }

    private static <E> Set<E> copyOf(Collection<? extends E> elements) {
        elements.forEach(element -> Objects.requireNonNull(element, "element"));
        return new LinkedHashSet<>(elements);
    }

    private Causal<DotMap<E, RemoveWins>> put(Set<E> elements, Function<Dot, RemoveWins> event) {
        Map<E, RemoveWins> fresh = new HashMap<>();
        SetChange.Collector<E> changes = new SetChange.Collector<>();
        MutableCausalContext context = new MutableCausalContext();
        DotMap<E, RemoveWins> changed = store();
        for (E element : elements) {
            RemoveWins before = changed.get(element);
            if (before != null) {
                before.forEachDot(context::add);
            }
            Dot dot = replicaContext().nextDot();
            context.add(dot.replica(), dot.counter());
            RemoveWins after = event.apply(dot);
            fresh.put(element, after);
            changed = changed.put(element, after, owner());
            note(element, before, after, changes);
        }
        Causal<DotMap<E, RemoveWins>> delta = commit(changed, partial(fresh), context.snapshot());
        report(changes.change());
        return delta;
    }

    private static <E> DotMap<E, RemoveWins> partial(Map<E, RemoveWins> touched) {
        return touched.isEmpty() ? DotMap.empty() : DotMap.of(touched, true);
    }

    private void note(
            E element, @Nullable RemoveWins before, @Nullable RemoveWins after, SetChange.Collector<E> changes) {
        boolean was = isIn(before);
        boolean is = isIn(after);
        changes.put(element, was, is);
        if (size >= 0) {
            size += (is ? 1 : 0) - (was ? 1 : 0);
        }
    }

    /**
     * Takes away every add and every remove that this replica has seen. Adds that it has not seen stay.
     *
     * @return the delta
     */
    public Causal<DotMap<E, RemoveWins>> clear() {
        return removeAll();
    }

    /**
     * Drops the tombstones that nobody needs any more: of elements that are out, if every replica has seen all of their latest events.
     * The value stays as it is. Unlike {@link #compact}, which has nothing to drop here, this is a change that the others have to hear
     * of; one replica is enough to do it.
     *
     * @param stable events that every replica has seen, such that every event not yet seen here happened after them; if they were not,
     *     adds that are concurrent with a forgotten remove would win
     * @return the delta; it says nothing if there is no such tombstone
     */
    public Causal<DotMap<E, RemoveWins>> forgetRemoves(VersionVector stable) {
        DotMap<E, RemoveWins> gone = forgettable(stable);
        DotMap<E, RemoveWins> changed = store();
        for (E element : gone.keys()) {
            changed = changed.put(element, RemoveWins.nothing(), owner());
        }
        return commit(changed, forgetting(gone), dotsOf(gone).snapshot());
    }

    /**
     * The tombstones that nobody needs any more.
     *
     * @param stable see {@link #forgetRemoves}
     * @return the elements that are out and of which every replica has seen the latest events, with these
     */
    public DotMap<E, RemoveWins> forgettable(VersionVector stable) {
        Map<E, RemoveWins> gone = new HashMap<>();
        store().forEach((element, events) -> {
            if (!events.isThere() && events.since(stable).isEmpty()) {
                gone.put(element, events);
            }
        });
        return partial(gone);
    }

    /**
     * The delta's store that forgets tombstones.
     *
     * @param <E> the elements
     * @param gone the elements to forget, see {@link #forgettable}
     * @return the store in which nothing is left of these
     */
    public static <E> DotMap<E, RemoveWins> forgetting(DotMap<E, RemoveWins> gone) {
        Map<E, RemoveWins> touched = new HashMap<>();
        gone.keys().forEach(element -> touched.put(element, RemoveWins.nothing()));
        return partial(touched);
    }

    @Override
    protected void emptied() {
        size = 0;
    }

    @Override
    protected DotMap<E, RemoveWins> join(DotMap<E, RemoveWins> mine, DotMap<E, RemoveWins> theirs, JoinScope scope) {
        if (!isObserved() && size < 0) {
            return mine.join(theirs, scope);
        }
        SetChange.Collector<E> changes = new SetChange.Collector<>();
        DotMap<E, RemoveWins> joined =
                mine.join(theirs, scope, (element, before, after) -> note(element, before, after, changes));
        report(changes.change());
        return joined;
    }

    @Override
    protected void forEachVisibleDot(DotMap<E, RemoveWins> present, DotConsumer action) {
        present.forEach((element, events) -> {
            if (events.isThere()) {
                events.forEachDot(action);
            }
        });
    }

    @Override
    public @Nullable SetChange<E> change(DotMap<E, RemoveWins> before, DotMap<E, RemoveWins> after) {
        SetChange.Collector<E> changes = new SetChange.Collector<>();
        before.forEach((element, events) -> changes.put(element, isIn(events), isIn(after.get(element))));
        after.forEach((element, events) -> changes.put(element, isIn(before.get(element)), isIn(events)));
        return changes.change();
    }

    @Override
    public void checkInvariants() {
        super.checkInvariants();
        int counted = count(store());
        if (size >= 0 && size != counted) {
            throw new IllegalStateException("size is " + size + ", but " + counted + " elements are in");
        }
    }
}
