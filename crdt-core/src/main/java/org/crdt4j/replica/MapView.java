// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.AbstractMap;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A map as it changes, to be read only; its keys, its values and its entries are those of the moment in which they are asked for, so
 * that whoever goes through them sees the map as it was then.
 */
final class MapView<K, V> extends AbstractMap<K, V> {

    private final Function<Object, Optional<V>> values;
    private final IntSupplier size;
    private final Supplier<Map<K, V>> snapshot;

    MapView(Function<Object, Optional<V>> values, IntSupplier size, Supplier<Map<K, V>> snapshot) {
        this.values = values;
        this.size = size;
        this.snapshot = snapshot;
    }

    @Override
    public @Nullable V get(@Nullable Object key) {
        return key == null ? null : values.apply(key).orElse(null);
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return key != null && values.apply(key).isPresent();
    }

    @Override
    public int size() {
        return size.getAsInt();
    }

    @Override
    public Set<Map.Entry<K, V>> entrySet() {
        return snapshot.get().entrySet();
    }

    @Override
    public Set<K> keySet() {
        return snapshot.get().keySet();
    }

    @Override
    public Collection<V> values() {
        return snapshot.get().values();
    }
}
