// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.causality;

import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.crdt4j.internal.KeyRows;
import org.jspecify.annotations.Nullable;

/**
 * Maps in which a key holds timed writes, read and written without an object for each write. Of concurrent writes the greatest counts, by
 * time, then replica, then event number; a write without a value is a removal.
 */
public final class TimedWrites {

    private TimedWrites() {}

    /**
     * The position of the write that counts.
     *
     * @param writes concurrent writes
     * @return the position of the greatest, -1 if there is none
     */
    public static int newest(DotFun<? extends Stamped<?>> writes) {
        int best = writes.size() - 1;
        for (int index = best - 1; index >= 0; index--) {
            /* dots ascend, so of equal times the later position wins */
            if (writes.value(index).time().compareTo(writes.value(best).time()) > 0) {
                best = index;
            }
        }
        return best;
    }

    static <V> @Nullable V value(DotFun<Stamped<V>> writes) {
        int newest = newest(writes);
        return newest < 0 ? null : writes.value(newest).value();
    }

    static boolean isPresent(DotFun<? extends Stamped<?>> writes) {
        int newest = newest(writes);
        return newest >= 0 && writes.value(newest).value() != null;
    }

    static long latest(DotFun<? extends Stamped<?>> writes) {
        int newest = newest(writes);
        return newest < 0 ? 0 : writes.value(newest).time().packed();
    }

    /**
     * The value that counts.
     *
     * @param <K> the keys
     * @param <V> the values
     * @param map the writes of each key
     * @param key a key
     * @return the value of its greatest write, null if there is none or if it is a removal
     */
    public static <K, V> @Nullable V value(DotMap<K, DotFun<Stamped<V>>> map, @Nullable Object key) {
        int row = key == null ? -1 : map.find(key);
        return row < 0 ? null : value(map, row);
    }

    private static <K, V> @Nullable V value(DotMap<K, DotFun<Stamped<V>>> map, int row) {
        TimedColumn<V> column = columnOf(map);
        return column == null ? value(map.store(row)) : column.value(row);
    }

    private static <K, V> @Nullable TimedColumn<V> columnOf(DotMap<K, DotFun<Stamped<V>>> map) {
        return map instanceof DotTable<K, DotFun<Stamped<V>>> table && table.column() instanceof TimedColumn<V> column
                ? column
                : null;
    }

    /**
     * The number of keys whose greatest write has a value. Takes O(1) for the map of a live object.
     *
     * @param map the writes of each key
     * @return how many there are
     */
    public static int present(DotMap<?, ? extends DotFun<? extends Stamped<?>>> map) {
        if (map instanceof DotTable<?, ?> table && table.column() instanceof TimedColumn<?> column) {
            return column.present();
        }
        int present = 0;
        for (int row = 0; row < map.size(); row++) {
            present += isPresent(map.store(row)) ? 1 : 0;
        }
        return present;
    }

    /**
     * The latest time of a write whose key was taken away altogether since this was asked last. Only the owner of a map may ask.
     *
     * @param map the writes of each key
     * @return the packed time, 0 if no key was taken away
     */
    public static long takeGone(DotMap<?, ?> map) {
        return map instanceof DotTable<?, ?> table && table.column() instanceof TimedColumn<?> column
                ? column.takeGone()
                : 0;
    }

    /**
     * The keys whose greatest write has a value, with these values.
     *
     * @param <K> the keys
     * @param <V> the values
     * @param map the writes of each key
     * @return an iterator over the map as it is; it notices when keys come or go
     */
    public static <K, V> Iterator<Map.Entry<K, V>> entries(DotMap<K, DotFun<Stamped<V>>> map) {
        return new Entries<>(map);
    }

    private static final class Entries<K, V> implements Iterator<Map.Entry<K, V>> {

        private final DotMap<K, DotFun<Stamped<V>>> map;
        private final int edits;
        private int row = -1;
        private @Nullable V value;

        Entries(DotMap<K, DotFun<Stamped<V>>> map) {
            this.map = map;
            edits = map.edits();
            advance();
        }

        private void advance() {
            do {
                row++;
                value = row < map.size() ? value(map, row) : null;
            } while (value == null && row < map.size());
        }

        @Override
        public boolean hasNext() {
            return value != null;
        }

        @Override
        public Map.Entry<K, V> next() {
            if (edits != map.edits()) {
                throw new ConcurrentModificationException();
            }
            V present = value;
            if (present == null) {
                throw new NoSuchElementException();
            }
            Map.Entry<K, V> entry = Map.entry(map.key(row), present);
            advance();
            return entry;
        }
    }

    /**
     * The writes of one key of one map, found once for reading and then writing. Not thread-safe.
     *
     * @param <K> the keys
     * @param <V> the values
     */
    public static final class Place<K, V> {

        private final K key;
        private final DotTable<K, DotFun<Stamped<V>>> table;
        private final @Nullable TimedColumn<V> column;
        private final int hash;
        private final int row;

        /**
         * Finds a key.
         *
         * @param map the writes of each key
         * @param editor who is about to write
         * @param key the key
         */
        public Place(DotMap<K, DotFun<Stamped<V>>> map, DotStore.Owner editor, K key) {
            this.key = key;
            table = map.table(editor);
            column = columnOf(table);
            hash = KeyRows.hash(key);
            row = table.rows().find(key, hash);
        }

        /**
         * Whether there is no write.
         *
         * @return whether the key is absent
         */
        public boolean isAbsent() {
            return row < 0;
        }

        /**
         * Whether there is no more than one write, as nearly always.
         *
         * @return whether all of this can be asked and done
         */
        public boolean isSimple() {
            return row < 0 || (column != null && column.isOne(row));
        }

        /**
         * The time of the only write.
         *
         * @return the packed time, 0 if there is none
         */
        public long time() {
            return row < 0 || column == null ? 0 : column.time(row);
        }

        /**
         * The context of a write in place of the only one.
         *
         * @param origin who writes
         * @param counter the event of the write
         * @return the dot of both
         */
        public CausalContext superseding(ReplicaId origin, long counter) {
            return row < 0 || column == null
                    ? CausalContext.of(origin, counter)
                    : CausalContext.of(
                            column.palette().origin(column.origin(row)), column.counter(row), origin, counter);
        }

        /**
         * Puts a write in place of what is there.
         *
         * @param write the {@link DotMap#writing one write} of this key
         * @return the map, which the editor owns
         */
        public DotMap<K, DotFun<Stamped<V>>> put(DotMap<K, DotFun<Stamped<V>>> write) {
            table.replace(row, key, hash, (OneDotMap<K, DotFun<Stamped<V>>>) write);
            return table;
        }
    }
}
