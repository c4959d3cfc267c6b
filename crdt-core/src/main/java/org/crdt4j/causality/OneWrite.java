// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.causality;

import org.jspecify.annotations.Nullable;

/** The delta of a write as of some time. */
final class OneWrite<K, V> extends OneDotMap<K, DotFun<Stamped<V>>> {

    private final long time;
    private final @Nullable V value;

    OneWrite(K key, ReplicaId origin, long counter, long time, @Nullable V value) {
        super(key, origin, counter);
        this.time = time;
        this.value = value;
    }

    long time() {
        return time;
    }

    @Nullable
    V value() {
        return value;
    }

    @Override
    DotFun<Stamped<V>> store() {
        return DotFun.of(new Dot(origin(), counter()), new Stamped<>(new HybridTimestamp(time), value));
    }
}
