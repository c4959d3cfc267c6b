// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.DotSet;
import org.crdt4j.causality.DotStore;
import org.crdt4j.causality.ReplicaId;
import org.jspecify.annotations.Nullable;

/** The format of dot maps: the stores as a column, then the keys as a column. */
final class DotMapFormat<K, S extends DotStore<S>> implements WireFormat<DotMap<K, S>> {

    /* Keys have no order of their own, so entries are put in the order of their smallest dots, which no two share as a rule; keys
     * without dots, or with equal ones, in the order of their bytes. Equal maps are then written equally. */

    /** How the stores of all keys are written. */
    interface Column<S> {

        void write(List<S> stores, WireOutput out);

        List<S> read(int size, WireInput in);
    }

    private static final class Entry<K, S extends DotStore<S>> implements Comparable<Entry<K, S>> {

        private final K key;
        private final S store;
        private final @Nullable Dot first;
        private final WireOutput out;
        private byte @Nullable [] keyBytes;

        Entry(K key, S store, WireOutput out) {
            this.key = key;
            this.store = store;
            this.first = firstDot(store);
            this.out = out;
        }

        @Override
        public int compareTo(Entry<K, S> other) {
            if (first == null || other.first == null) {
                return first == other.first ? compareKeys(other) : first == null ? -1 : 1;
            }
            int byDot = first.compareTo(other.first);
            return byDot != 0 ? byDot : compareKeys(other);
        }

        private int compareKeys(Entry<K, S> other) {
            return Arrays.compareUnsigned(keyBytes(), other.keyBytes());
        }

        private byte[] keyBytes() {
            byte[] known = keyBytes;
            if (known == null) {
                known = out.keyBytes(key);
                keyBytes = known;
            }
            return known;
        }
    }

    private final Column<S> column;

    DotMapFormat(Column<S> column) {
        this.column = column;
    }

    @Override
    public void write(DotMap<K, S> map, WireOutput out) {
        List<Entry<K, S>> entries = new ArrayList<>(map.size());
        for (Map.Entry<K, S> entry : map.entries()) {
            entries.add(new Entry<>(entry.getKey(), entry.getValue(), out));
        }
        Collections.sort(entries);
        out.writeCount(map.isPartial() ? 1 : 0);
        out.writeSize(entries.size());
        List<S> stores = new ArrayList<>(entries.size());
        entries.forEach(entry -> stores.add(entry.store));
        column.write(stores, out);
        entries.forEach(entry -> out.writeKey(entry.key));
    }

    private static @Nullable Dot firstDot(DotStore<?> store) {
        Dot[] first = new Dot[1];
        store.forEachDot((origin, counter) -> {
            Dot dot = new Dot(origin, counter);
            if (first[0] == null || dot.compareTo(first[0]) < 0) {
                first[0] = dot;
            }
        });
        return first[0];
    }

    @Override
    public DotMap<K, S> read(WireInput in) {
        boolean partial = in.readFlag();
        int size = in.readSize();
        List<S> stores = column.read(size, in);
        Map<K, S> entries = new HashMap<>();
        for (S store : stores) {
            @SuppressWarnings("unchecked")
            K key = (K) in.readKey();
            if (entries.put(key, store) != null) {
                throw WireInput.corrupt("a map with one key twice");
            }
            if (!partial && store.isEmpty()) {
                throw WireInput.corrupt("a map with an empty key");
            }
        }
        return DotMap.of(entries, partial);
    }

    /** Each store by itself. */
    record OneByOne<S>(WireFormat<S> format) implements Column<S> {

        @Override
        public void write(List<S> stores, WireOutput out) {
            stores.forEach(store -> format.write(store, out));
        }

        @Override
        public List<S> read(int size, WireInput in) {
            List<S> stores = new ArrayList<>();
            for (int index = 0; index < size; index++) {
                stores.add(format.read(in));
            }
            return stores;
        }
    }

    /** Runs of keys that have one dot each, the next of the same replica; and single keys that have none or several. */
    static final class DotRuns implements Column<DotSet> {

        @Override
        public void write(List<DotSet> stores, WireOutput out) {
            int index = 0;
            while (index < stores.size()) {
                int end = endOfRun(stores, index);
                DotSet first = stores.get(index);
                if (end == index) {
                    out.writeCount(first.size() * 2L + 1);
                    first.forEachDot(out::writeDot);
                    index++;
                } else {
                    out.writeCount((end - index) * 2L);
                    first.forEachDot(out::writeDot);
                    index = end;
                }
            }
        }

        /* the position after the run, or the start itself if it has not exactly one dot */
        private static int endOfRun(List<DotSet> stores, int start) {
            if (stores.get(start).size() != 1) {
                return start;
            }
            Dot first = stores.get(start).dots().get(0);
            int end = start + 1;
            while (end < stores.size()
                    && stores.get(end).size() == 1
                    && stores.get(end).contains(first.replica(), first.counter() + end - start)) {
                end++;
            }
            return end;
        }

        @Override
        public List<DotSet> read(int size, WireInput in) {
            List<DotSet> stores = new ArrayList<>();
            while (stores.size() < size) {
                long head = in.readCount();
                if ((head & 1) == 0) {
                    readRun(head >>> 1, size, in, stores);
                } else {
                    stores.add(readSet(head >>> 1, in));
                }
            }
            return stores;
        }

        private static void readRun(long length, int size, WireInput in, List<DotSet> stores) {
            if (length == 0 || length > size - stores.size()) {
                throw WireInput.corrupt("a run of " + length + " dots");
            }
            in.readDot((origin, counter) -> {
                if (counter > Long.MAX_VALUE - length) {
                    throw WireInput.corrupt("a run of dots beyond all bounds");
                }
                for (long offset = 0; offset < length; offset++) {
                    stores.add(DotSet.of(origin, counter + offset));
                }
                return stores;
            });
        }

        private static DotSet readSet(long size, WireInput in) {
            List<Dot> dots = new ArrayList<>();
            for (long left = size; left > 0; left--) {
                dots.add(in.readDot((ReplicaId origin, long counter) -> new Dot(origin, counter)));
            }
            return DotSet.of(dots.toArray(new Dot[0]));
        }
    }
}
