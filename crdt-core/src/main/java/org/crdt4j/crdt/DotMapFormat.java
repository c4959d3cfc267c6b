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
    interface Column<S extends DotStore<S>> {

        void write(EntryOrder<?, S> entries, WireOutput out);

        /** Writes the store of the only key. */
        void writeOne(S store, WireOutput out);

        List<S> read(int size, WireInput in);
    }

    private final Column<S> column;

    DotMapFormat(Column<S> column) {
        this.column = column;
    }

    @Override
    public void write(DotMap<K, S> map, WireOutput out) {
        KeyedFormat.checkCollisions(map.keys());
        int size = map.size();
        out.writeCount(map.isPartial() ? 1 : 0);
        out.writeSize(size);
        if (size == 1) {
            column.writeOne(map.store(0), out);
            out.writeKey(map.key(0));
            return;
        }
        EntryOrder<K, S> entries = new EntryOrder<>(map, out);
        column.write(entries, out);
        for (int place = 0; place < size; place++) {
            out.writeKey(entries.key(place));
        }
    }

    @Override
    public DotMap<K, S> read(WireInput in) {
        boolean partial = in.readFlag();
        int size = in.readSize();
        List<S> stores = column.read(size, in);
        if (partial && size == 1) {
            return DotMap.touching(readKey(in), stores.get(0));
        }
        List<K> keys = new ArrayList<>(size);
        for (int index = 0; index < size; index++) {
            keys.add(readKey(in));
        }
        KeyedFormat.checkCollisions(keys);
        try {
            return DotMap.of(keys, stores, partial);
        } catch (IllegalArgumentException refusal) {
            throw new CorruptDataException("no valid message: " + refusal.getMessage(), refusal);
        }
    }

    @SuppressWarnings("unchecked")
    private K readKey(WireInput in) {
        return (K) in.readKey();
    }

    /** Each store by itself. */
    record OneByOne<S extends DotStore<S>>(WireFormat<S> format) implements Column<S> {

        @Override
        public void write(EntryOrder<?, S> entries, WireOutput out) {
            for (int place = 0; place < entries.size(); place++) {
                format.write(entries.store(place), out);
            }
        }

        @Override
        public void writeOne(S store, WireOutput out) {
            format.write(store, out);
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
