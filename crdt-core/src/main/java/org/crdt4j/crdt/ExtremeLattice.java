// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

import java.util.Comparator;
import java.util.Optional;

/** The greatest value of a total order. */
record ExtremeLattice<V>(Comparator<? super V> order) implements Lattice<Optional<V>> {

    @Override
    public Optional<V> bottom() {
        return Optional.empty();
    }

    @Override
    public Optional<V> join(Optional<V> one, Optional<V> other) {
        return other.isEmpty() || (one.isPresent() && compare(one.get(), other.get()) >= 0) ? one : other;
    }

    /* decimals of different scale, for instance, are equal to compareTo and not to equals; all replicas must prefer the same */
    private int compare(V one, V other) {
        int byOrder = byOrder(one, other);
        if (byOrder != 0 || one.equals(other)) {
            return byOrder;
        }
        int byText = one.toString().compareTo(other.toString());
        if (byText == 0) {
            throw new IllegalArgumentException(
                    "neither the order nor toString tells two values apart that are not equal: " + one + "; give "
                            + one.getClass().getName() + " an order that agrees with equals");
        }
        return byText;
    }

    /* what a peer sends may be of another class; the outcome must still be the same everywhere */
    private int byOrder(V one, V other) {
        try {
            return order.compare(one, other);
        } catch (ClassCastException mixed) {
            return one.getClass().getName().compareTo(other.getClass().getName());
        }
    }

    @Override
    public WireFormat<Optional<V>> format() {
        return WireFormat.optional(WireFormat.value());
    }
}
