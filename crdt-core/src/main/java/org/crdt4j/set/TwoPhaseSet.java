// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.set;

import java.util.AbstractSet;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Crdt;
import org.crdt4j.crdt.Delta;
import org.crdt4j.crdt.LatticeType;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.SetChange;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;
import org.jspecify.annotations.Nullable;

/**
 * A set from which an element is removed for ever (2P-set).
 *
 * <p>Concurrent add and remove of an element: it is out, and can never come in again; adding it says nothing then, see {@link
 * #isRemoved}. The remove of an element that was never there counts too: it keeps the element out for good. A clear removes the
 * elements that its author has seen. So this is a set for what is born and dies once, as identities are; for all else take an {@code
 * AddWinsSet}.
 *
 * <p>Deltas may come in any order, late and twice. Adding, removing, asking, and joining a delta of one element take O(1); joining a
 * whole state O(its elements). A removed element stays as a tombstone for ever. What a peer lacks cannot be told, so it is given the
 * whole state. Elements need {@code equals} and {@code hashCode} and must not be changed once they are in. Not thread-safe.
 *
 * <p>Shapiro, Preguica, Baquero, Zawirski, "A comprehensive study of Convergent and Commutative Replicated Data Types", 2011. There
 * only an element that is in can be removed; here a remove need not wait for its add.
 *
 * @param <E> the elements
 */
public final class TwoPhaseSet<E> implements Crdt<TwoPhaseSet.Phases<E>, SetChange<E>> {

    /* For each element the phases absent, present, removed are a chain, and the join is the later one. An element is in one of the two
     * sets at most: what was removed need not be known as added too. */

    private static final LatticeType<TwoPhaseSet<Object>, Phases<Object>, SetChange<Object>> TYPE =
            new LatticeType<>("two-phase-set", Phases.none(), TwoPhaseSet::new, Phases.format());

    private final Live<E> live = new Live<>();
    private @Nullable Live<E> collected;
    private @Nullable Consumer<? super SetChange<E>> observer;

    /**
     * An empty set.
     *
     * @param replicaContext its surroundings
     */
    public TwoPhaseSet(ReplicaContext replicaContext) {
        Objects.requireNonNull(replicaContext, "replicaContext");
    }

    /**
     * The type.
     *
     * @param <E> the elements
     * @return its descriptor
     */
    @SuppressWarnings("unchecked")
    public static <E> LatticeType<TwoPhaseSet<E>, Phases<E>, SetChange<E>> type() {
        return (LatticeType<TwoPhaseSet<E>, Phases<E>, SetChange<E>>) (LatticeType<?, ?, ?>) TYPE;
    }

    /**
     * Whether an element is in the set.
     *
     * @param element the element
     * @return whether it was added and not removed
     */
    public boolean contains(Object element) {
        return live.present.contains(element);
    }

    /**
     * Whether an element can never come in any more.
     *
     * @param element the element
     * @return whether it was removed, be it that it was in or not
     */
    public boolean isRemoved(Object element) {
        return live.removed.contains(element);
    }

    /**
     * The number of elements.
     *
     * @return how many are in the set
     */
    public int size() {
        return live.present.size();
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
                return Collections.unmodifiableSet(live.present.now()).iterator();
            }

            @Override
            public int size() {
                return TwoPhaseSet.this.size();
            }

            @Override
            public boolean contains(Object element) {
                return TwoPhaseSet.this.contains(element);
            }
        };
    }

    /** The elements now. Takes O(1); the next change then copies the set once. */
    @Override
    public Set<E> value() {
        return live.present.snapshot().all();
    }

    /**
     * Adds an element, unless it was removed before.
     *
     * @param element the element
     * @return the delta; it says nothing if the element was removed
     */
    public Phases<E> add(E element) {
        Objects.requireNonNull(element, "element");
        return commit(Phases.added(isRemoved(element) ? Elements.none() : Elements.of(element)));
    }

    /**
     * Adds several elements, in one delta, except those that were removed before.
     *
     * @param elements the elements
     * @return the delta
     */
    public Phases<E> addAll(Collection<? extends E> elements) {
        Elements<E> all = Elements.copyOf(elements);
        return commit(Phases.added(all.without(this::isRemoved)));
    }

    /**
     * Removes an element for ever, there or not.
     *
     * @param element the element
     * @return the delta, also if the element was removed before: others need not know it
     */
    public Phases<E> remove(E element) {
        Objects.requireNonNull(element, "element");
        return commit(Phases.removed(Elements.of(element)));
    }

    /**
     * Removes every element that this replica has seen in the set, for ever.
     *
     * @return the delta
     */
    public Phases<E> clear() {
        return commit(Phases.removed(live.present.snapshot()));
    }

    private Phases<E> commit(Phases<E> delta) {
        join(delta);
        if (collected != null) {
            collected.put(delta);
        }
        return delta;
    }

    @Override
    public boolean join(Phases<E> delta) {
        Set<E> gone = new HashSet<>();
        if (observer != null) {
            delta.removed.all().stream().filter(this::contains).forEach(gone::add);
        }
        Phases<E> news = live.put(delta);
        if (observer != null && !(gone.isEmpty() && news.present.isBottom())) {
            observer.accept(new SetChange<>(news.present.all(), gone));
        }
        return !news.isBottom();
    }

    @Override
    public Phases<E> inOneDelta(Runnable mutators) {
        Live<E> outer = collected;
        Live<E> inner = new Live<>();
        collected = inner;
        try {
            mutators.run();
        } finally {
            collected = outer;
            if (outer != null) {
                outer.put(inner.snapshot());
            }
        }
        return inner.snapshot();
    }

    /** The whole state. Takes O(1); the next change then copies once. */
    @Override
    public Phases<E> state() {
        return live.snapshot();
    }

    /** The whole state: elements have no dots by which to tell old from new. */
    @Override
    public Phases<E> deltaSince(VersionVector seen) {
        Objects.requireNonNull(seen, "seen");
        return state();
    }

    /** Nothing to do: what was removed must never be forgotten. */
    @Override
    public void compact(VersionVector stable) {
        Objects.requireNonNull(stable, "stable");
    }

    @Override
    public void observe(@Nullable Consumer<? super SetChange<E>> newObserver) {
        observer = newObserver;
    }

    @Override
    public void checkInvariants() {
        for (E element : live.present.now()) {
            if (isRemoved(element) || !contains(element)) {
                throw new IllegalStateException(
                        "an element is both there and removed, or was changed after it was added: " + element);
            }
        }
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof TwoPhaseSet<?> other && state().equals(other.state());
    }

    @Override
    public int hashCode() {
        return state().hashCode();
    }

    @Override
    public String toString() {
        return "TwoPhaseSet" + live.present.now();
    }

    /** The two sets, edited in place. */
    private static final class Live<E> {

        private final LiveElements<E> present = new LiveElements<>();
        private final LiveElements<E> removed = new LiveElements<>();

        /** Brings each element into its later phase, and returns those that were in an earlier one. */
        Phases<E> put(Phases<E> delta) {
            Set<E> out = new HashSet<>();
            for (E element : delta.removed.all()) {
                if (removed.add(element)) {
                    present.remove(element);
                    out.add(element);
                }
            }
            Set<E> in = new HashSet<>();
            for (E element : delta.present.all()) {
                if (!removed.contains(element) && present.add(element)) {
                    in.add(element);
                }
            }
            return new Phases<>(Elements.wrap(in), Elements.wrap(out));
        }

        Phases<E> snapshot() {
            return new Phases<>(present.snapshot(), removed.snapshot());
        }
    }

    /**
     * Elements in their phases: the set's delta and state. Immutable.
     *
     * @param <E> the elements
     */
    public static final class Phases<E> implements Delta<Phases<E>> {

        private static final Phases<Object> NONE = new Phases<>(Elements.none(), Elements.none());

        private final Elements<E> present;
        private final Elements<E> removed;

        private Phases(Elements<E> present, Elements<E> removed) {
            this.present = present;
            this.removed = removed;
        }

        @SuppressWarnings("unchecked")
        static <E> Phases<E> none() {
            return (Phases<E>) (Phases<?>) NONE;
        }

        /**
         * The delta of adding elements.
         *
         * @param <E> the elements
         * @param elements what is added
         * @return these, and nothing removed
         */
        public static <E> Phases<E> added(Elements<E> elements) {
            return elements.isBottom() ? none() : new Phases<>(elements, Elements.none());
        }

        /**
         * The delta of removing elements for ever.
         *
         * @param <E> the elements
         * @param elements what is removed
         * @return nothing but that these are removed
         */
        public static <E> Phases<E> removed(Elements<E> elements) {
            return elements.isBottom() ? none() : new Phases<>(Elements.none(), elements);
        }

        /**
         * The elements that were added and not removed.
         *
         * @return these elements
         */
        public Elements<E> present() {
            return present;
        }

        /**
         * The elements that were removed, be it that they were in before or not.
         *
         * @return these elements, none of which is among {@link #present}
         */
        public Elements<E> removed() {
            return removed;
        }

        /** Each element in the later of its two phases; this very object if the other adds nothing. */
        @Override
        public Phases<E> join(Phases<E> other) {
            Elements<E> out = removed.join(other.removed);
            Elements<E> in = present.join(other.present).without(out::contains);
            return out == removed && in == present ? this : new Phases<>(in, out);
        }

        @Override
        public boolean isBottom() {
            return present.isBottom() && removed.isBottom();
        }

        static <E> WireFormat<Phases<E>> format() {
            WireFormat<Elements<E>> elements = Elements.format();
            return new WireFormat<>() {
                @Override
                public void write(Phases<E> phases, WireOutput out) {
                    elements.write(phases.present, out);
                    elements.write(phases.removed, out);
                }

                @Override
                public Phases<E> read(WireInput in) {
                    Phases<E> phases = new Phases<>(elements.read(in), elements.read(in));
                    if (!Collections.disjoint(phases.present.all(), phases.removed.all())) {
                        throw WireInput.corrupt("an element that is both there and removed");
                    }
                    return phases;
                }
            };
        }

        @Override
        public boolean equals(Object object) {
            return object instanceof Phases<?> other && present.equals(other.present) && removed.equals(other.removed);
        }

        @Override
        public int hashCode() {
            return 31 * present.hashCode() + removed.hashCode();
        }

        @Override
        public String toString() {
            return "present " + present + ", removed " + removed;
        }
    }
}
