// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.causality;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The partial map of a delta that puts one event under one key: one object, and at the same time the cover of that event. What else the
 * event says is up to the subclass.
 */
abstract sealed class OneDotMap<K, S extends DotStore<S>> extends DotMap<K, S> implements DotCover
        permits OneAdd, OneWrite {

    private final K key;
    private final ReplicaId origin;
    private final long counter;

    OneDotMap(K key, ReplicaId origin, long counter) {
        if (counter < 1) {
            throw new IllegalArgumentException("a dot's counter starts at 1: " + counter);
        }
        this.key = Objects.requireNonNull(key, "key");
        this.origin = Objects.requireNonNull(origin, "origin");
        this.counter = counter;
    }

    /** The store, made anew. */
    abstract S store();

    final K key() {
        return key;
    }

    final ReplicaId origin() {
        return origin;
    }

    final long counter() {
        return counter;
    }

    @Override
    public final boolean covers(ReplicaId replica, long number) {
        return number == counter && origin.equals(replica);
    }

    @Override
    final int find(Object other) {
        return key.equals(other) ? 0 : -1;
    }

    @Override
    public final K key(int row) {
        return key;
    }

    @Override
    public final S store(int row) {
        return store();
    }

    @Override
    final boolean isEmpty(int row) {
        return false;
    }

    @Override
    public final void forEachDot(int row, DotConsumer action) {
        action.accept(origin, counter);
    }

    @Override
    final int edits() {
        return 0;
    }

    @Override
    public final int size() {
        return 1;
    }

    @Override
    public final boolean isPartial() {
        return true;
    }

    @Override
    final DotTable<K, S> table(@Nullable Owner editor) {
        return DotTable.ofOne(key, store(), editor);
    }

    @Override
    final void joinInto(DotTable<K, S> target, JoinScope scope, @Nullable Observer<? super K, ? super S> observer) {
        target.joinDot(this, scope, observer);
    }

    @Override
    public final DotMap<K, S> since(DotCover seen) {
        return seen.covers(origin, counter) ? empty() : table(null).full(null);
    }

    @Override
    public final DotMap<K, S> removed() {
        return empty();
    }

    @Override
    public final DotMap<K, S> removal() {
        return empty();
    }
}
