// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.causality;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The partial map of a delta that touches one key. */
final class OneKeyMap<K, S extends DotStore<S>> extends DotMap<K, S> {

    private final K key;
    private final S store;

    OneKeyMap(K key, S store) {
        this.key = Objects.requireNonNull(key, "key");
        this.store = Objects.requireNonNull(store, "store");
    }

    @Override
    int find(Object other) {
        return key.equals(other) ? 0 : -1;
    }

    @Override
    public K key(int row) {
        return key;
    }

    @Override
    public S store(int row) {
        return store;
    }

    @Override
    boolean isEmpty(int row) {
        return store.isEmpty();
    }

    @Override
    public void forEachDot(int row, DotConsumer action) {
        store.forEachDot(action);
    }

    @Override
    int edits() {
        return 0;
    }

    @Override
    public int size() {
        return 1;
    }

    @Override
    public boolean isPartial() {
        return true;
    }

    @Override
    DotTable<K, S> table(@Nullable Owner editor) {
        return DotTable.ofOne(key, store, editor);
    }

    @Override
    void joinInto(DotTable<K, S> target, JoinScope scope, @Nullable Observer<? super K, ? super S> observer) {
        target.joinKey(key, store, scope, observer);
    }

    @Override
    public DotMap<K, S> since(DotCover seen) {
        return table(null).since(seen);
    }

    @Override
    public DotMap<K, S> removed() {
        return table(null).removed();
    }

    @Override
    public DotMap<K, S> removal() {
        return table(null).removal();
    }
}
