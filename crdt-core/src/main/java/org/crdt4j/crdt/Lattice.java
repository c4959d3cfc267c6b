// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A join-semilattice with a least element over immutable values: what a replicated type without dots is made of. Those that are put
 * together from the methods of this interface need no proof of their own: each part keeps the laws of the parts that it is given.
 *
 * <p>{@link LatticeVariable#type} makes a replicated type of a lattice. Whoever implements this interface by hand owes that
 * {@code join} is associative, commutative and idempotent, that {@code bottom} adds nothing, and that values are compared by
 * {@code equals}; the laws of the testkit check it.
 *
 * <p>Baquero, Almeida, Cunha, Ferreira, "Composition in State-based Replicated Data Types", 2017.
 *
 * @param <V> the values
 */
public interface Lattice<V> {

    /**
     * The value before anything is known.
     *
     * @return the least value
     */
    V bottom();

    /**
     * The least value that says what both say.
     *
     * @param one a value
     * @param other another
     * @return the join; {@code one} itself if the other adds nothing
     */
    V join(V one, V other);

    /**
     * How values are written.
     *
     * @return the format
     */
    WireFormat<V> format();

    /**
     * Two lattices side by side; each half joins by itself.
     *
     * @param <A> the first values
     * @param <B> the second values
     * @param first the first half
     * @param second the second half
     * @return the product
     */
    static <A, B> Lattice<Both<A, B>> product(Lattice<A> first, Lattice<B> second) {
        return new ProductLattice<>(first, second);
    }

    /**
     * A lattice that is overridden by another: whoever has more in the leading half wins with both halves; only where the leading
     * halves are equal do the others join. Of leading halves that were raised concurrently the join leads, with nothing beside it,
     * since neither other half belongs to it.
     *
     * @param <A> the leading values, for instance a version
     * @param <B> the values that they override
     * @param leading what decides
     * @param led what is decided about
     * @return the lexicographic product
     */
    static <A, B> Lattice<Both<A, B>> lexicographic(Lattice<A> leading, Lattice<B> led) {
        return new LexicographicLattice<>(leading, led);
    }

    /**
     * A lattice for each key; keys join by themselves. A key whose value is the least is not there.
     *
     * @param <K> the keys; they need {@code equals} and {@code hashCode} and must be immutable
     * @param <V> the values of the keys
     * @param values the lattice of the values
     * @return the maps
     */
    static <K, V> Lattice<Map<K, V>> mapOf(Lattice<V> values) {
        return new MapLattice<>(values);
    }

    /**
     * Sets that only grow.
     *
     * @param <E> the elements; they need {@code equals} and {@code hashCode} and must be immutable
     * @return the sets; the join is the union
     */
    static <E> Lattice<Set<E>> union() {
        return new UnionLattice<>();
    }

    /**
     * The greatest value counts.
     *
     * @param <V> the values; where the order finds two equal that are not, their {@code toString} decides
     * @return no value, or the greatest
     */
    static <V extends Comparable<? super V>> Lattice<Optional<V>> maxOf() {
        return new ExtremeLattice<>(Comparator.naturalOrder());
    }

    /**
     * The least value counts.
     *
     * @param <V> the values; where the order finds two equal that are not, their {@code toString} decides
     * @return no value, or the least
     */
    static <V extends Comparable<? super V>> Lattice<Optional<V>> minOf() {
        return new ExtremeLattice<>(Comparator.reverseOrder());
    }

    /**
     * The greatest value by a given order counts.
     *
     * @param <V> the values; where the order finds two equal that are not, their {@code toString} decides
     * @param order a total order, the same at all replicas
     * @return no value, or the greatest
     */
    static <V> Lattice<Optional<V>> maxOf(Comparator<? super V> order) {
        return new ExtremeLattice<>(order);
    }

    /**
     * The least value by a given order counts.
     *
     * @param <V> the values; where the order finds two equal that are not, their {@code toString} decides
     * @param order a total order, the same at all replicas
     * @return no value, or the least
     */
    static <V> Lattice<Optional<V>> minOf(Comparator<? super V> order) {
        return new ExtremeLattice<>(order.reversed());
    }

    /**
     * Two values side by side.
     *
     * @param <A> the first
     * @param <B> the second
     * @param first the first
     * @param second the second
     */
    record Both<A, B>(A first, B second) {}
}
