// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.causality;

import java.util.Arrays;

/** Stores as objects, whatever they are. */
final class ObjectColumn<S extends DotStore<S>> extends StoreColumn<S> {

    private Object[] stores;

    ObjectColumn() {
        this(new Object[0]);
    }

    private ObjectColumn(Object[] stores) {
        this.stores = stores;
    }

    @Override
    StoreColumn<S> fresh() {
        return new ObjectColumn<>();
    }

    @Override
    StoreColumn<S> copy() {
        return new ObjectColumn<>(stores.clone());
    }

    @Override
    void reserve(int rows) {
        if (rows > stores.length) {
            stores = Arrays.copyOf(stores, rows);
        }
    }

    @Override
    @SuppressWarnings("unchecked")
    S get(int row) {
        return (S) stores[row];
    }

    @Override
    boolean isEmpty(int row) {
        return get(row).isEmpty();
    }

    @Override
    void forEachDot(int row, DotConsumer action) {
        get(row).forEachDot(action);
    }

    @Override
    void set(int row, S store) {
        stores[row] = store;
    }

    @Override
    @SuppressWarnings("NullAway") // a row that nobody can reach any more
    void moveLast(int last, int row) {
        stores[row] = stores[last];
        stores[last] = null;
    }
}
