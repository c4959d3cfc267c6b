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
import org.crdt4j.crdt.LatticeType;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.SetChange;
import org.jspecify.annotations.Nullable;

/**
 * A set that only grows (G-set).
 *
 * <p>Concurrent adds are all in; adds of one element are one. Nothing can be removed. Deltas may come in any order, late and twice.
 *
 * <p>Adding, asking, and joining a delta of one element take O(1); joining a whole state O(its elements). There is no metadata. What a
 * peer lacks cannot be told, so it is given the whole state. Elements need {@code equals} and {@code hashCode} and must not be changed
 * once they are in. Not thread-safe.
 *
 * <p>Shapiro, Preguica, Baquero, Zawirski, "A comprehensive study of Convergent and Commutative Replicated Data Types", 2011.
 *
 * @param <E> the elements
 */
public final class GrowOnlySet<E> implements Crdt<Elements<E>, SetChange<E>> {

    private static final LatticeType<GrowOnlySet<Object>, Elements<Object>, SetChange<Object>> TYPE =
            new LatticeType<>("grow-only-set", Elements.none(), GrowOnlySet::new, Elements.format());

    private final LiveElements<E> live = new LiveElements<>();
    private @Nullable LiveElements<E> collected;
    private @Nullable Consumer<? super SetChange<E>> observer;

    /**
     * An empty set.
     *
     * @param replicaContext its surroundings
     */
    public GrowOnlySet(ReplicaContext replicaContext) {
        Objects.requireNonNull(replicaContext, "replicaContext");
    }

    /**
     * The type.
     *
     * @param <E> the elements
     * @return its descriptor
     */
    @SuppressWarnings("unchecked")
    public static <E> LatticeType<GrowOnlySet<E>, Elements<E>, SetChange<E>> type() {
        return (LatticeType<GrowOnlySet<E>, Elements<E>, SetChange<E>>) (LatticeType<?, ?, ?>) TYPE;
    }

    /**
     * Whether an element is in the set.
     *
     * @param element the element
     * @return whether it is
     */
    public boolean contains(Object element) {
        return live.contains(element);
    }

    /**
     * The number of elements.
     *
     * @return how many there are
     */
    public int size() {
        return live.size();
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
                return Collections.unmodifiableSet(live.now()).iterator();
            }

            @Override
            public int size() {
                return live.size();
            }

            @Override
            public boolean contains(Object element) {
                return live.contains(element);
            }
        };
    }

    /** The elements now. Takes O(1); the next change then copies the set once. */
    @Override
    public Set<E> value() {
        return live.snapshot().all();
    }

    /**
     * Adds an element.
     *
     * @param element the element
     * @return the delta, also if the element is there already: others need not know it
     */
    public Elements<E> add(E element) {
        Objects.requireNonNull(element, "element");
        return commit(Elements.of(element));
    }

    /**
     * Adds several elements, in one delta.
     *
     * @param elements the elements
     * @return the delta
     */
    public Elements<E> addAll(Collection<? extends E> elements) {
        return commit(Elements.copyOf(elements));
    }

    private Elements<E> commit(Elements<E> delta) {
        join(delta);
        if (collected != null) {
            delta.all().forEach(collected::add);
        }
        return delta;
    }

    @Override
    public boolean join(Elements<E> delta) {
        boolean grew = false;
        Set<E> added = new HashSet<>();
        for (E element : delta.all()) {
            if (live.add(element)) {
                grew = true;
                if (observer != null) {
                    added.add(element);
                }
            }
        }
        if (observer != null && grew) {
            observer.accept(new SetChange<>(added, Set.of()));
        }
        return grew;
    }

    @Override
    public Elements<E> inOneDelta(Runnable mutators) {
        LiveElements<E> outer = collected;
        LiveElements<E> inner = new LiveElements<>();
        collected = inner;
        try {
            mutators.run();
        } finally {
            collected = outer;
            if (outer != null) {
                inner.now().forEach(outer::add);
            }
        }
        return inner.snapshot();
    }

    /** The whole state. Takes O(1); the next change then copies the set once. */
    @Override
    public Elements<E> state() {
        return live.snapshot();
    }

    /** The whole state: elements have no dots by which to tell old from new. */
    @Override
    public Elements<E> deltaSince(VersionVector seen) {
        Objects.requireNonNull(seen, "seen");
        return state();
    }

    /** Nothing to do: the state has no smaller form. */
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
        for (E element : live.now()) {
            if (!live.contains(element)) {
                throw new IllegalStateException("an element was changed after it was added: " + element);
            }
        }
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof GrowOnlySet<?> other && live.now().equals(other.live.now());
    }

    @Override
    public int hashCode() {
        return live.now().hashCode();
    }

    @Override
    public String toString() {
        return "GrowOnlySet" + live.now();
    }
}
