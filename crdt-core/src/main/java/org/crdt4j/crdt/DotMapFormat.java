// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

import java.util.ArrayList;
import java.util.List;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.DotStore;
import org.crdt4j.error.CorruptDataException;

/** The format of dot maps: the stores as a column, then the keys as a column. */
final class DotMapFormat<K, S extends DotStore<S>> implements WireFormat<DotMap<K, S>> {

    /** How the stores of all keys are written. */
    interface Column<S> {

        void write(List<S> stores, WireOutput out);

        List<S> read(int size, WireInput in);
    }

    private final Column<S> column;

    DotMapFormat(Column<S> column) {
        this.column = column;
    }

    @Override
    public void write(DotMap<K, S> map, WireOutput out) {
        KeyedFormat.checkCollisions(map.keys());
        List<EntryOrder.Entry<K, S>> entries = new EntryOrder<K, S>(out).of(map);
        out.writeCount(map.isPartial() ? 1 : 0);
        out.writeSize(entries.size());
        List<S> stores = new ArrayList<>(entries.size());
        entries.forEach(entry -> stores.add(entry.store()));
        column.write(stores, out);
        entries.forEach(entry -> out.writeKey(entry.key()));
    }

    @Override
    public DotMap<K, S> read(WireInput in) {
        boolean partial = in.readFlag();
        int size = in.readSize();
        List<S> stores = column.read(size, in);
        List<K> keys = new ArrayList<>(size);
        for (int index = 0; index < size; index++) {
            @SuppressWarnings("unchecked")
            K key = (K) in.readKey();
            keys.add(key);
        }
        KeyedFormat.checkCollisions(keys);
        try {
            return DotMap.of(keys, stores, partial);
        } catch (IllegalArgumentException refusal) {
            throw new CorruptDataException("no valid message: " + refusal.getMessage(), refusal);
        }
    }

    /** Each store by itself. */
    record OneByOne<S>(WireFormat<S> format) implements Column<S> {

        @Override
        public void write(List<S> stores, WireOutput out) {
            stores.forEach(store -> format.write(store, out));
        }

        @Override
        public List<S> read(int size, WireInput in) {
            List<S> stores = new ArrayList<>(size);
            for (int index = 0; index < size; index++) {
                stores.add(format.read(in));
            }
            return stores;
        }
    }
}
