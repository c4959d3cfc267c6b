// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.causality;

/**
 * The stores of a table's rows, side by side. How they stand there depends on their kind.
 *
 * @param <S> the kind of store
 */
abstract sealed class StoreColumn<S extends DotStore<S>> permits ObjectColumn, DotColumn {

    /** An empty column that suits a kind of store. */
    @SuppressWarnings("unchecked")
    static <S extends DotStore<S>> StoreColumn<S> suiting(S store) {
        if (store instanceof DotSet) {
            return (StoreColumn<S>) (StoreColumn<?>) new DotSetColumn();
        }
        boolean timed = store instanceof DotFun<?> writes && !writes.isEmpty() && writes.value(0) instanceof Stamped<?>;
        return timed ? (StoreColumn<S>) (StoreColumn<?>) new TimedColumn<>() : new ObjectColumn<>();
    }

    /** An empty column of this kind. */
    abstract StoreColumn<S> fresh();

    /** A copy, which changes by itself from then on. */
    abstract StoreColumn<S> copy();

    /** Makes room for a number of rows. */
    abstract void reserve(int rows);

    /** The store in a row. */
    abstract S get(int row);

    /** Whether the store in a row is empty. */
    abstract boolean isEmpty(int row);

    /** Gives the dots of the store in a row. */
    abstract void forEachDot(int row, DotConsumer action);

    /** Puts a store into a row. */
    abstract void set(int row, S store);

    /** Moves a store from the last row into another, or clears the last row where it is the same. */
    abstract void moveLast(int last, int row);
}
