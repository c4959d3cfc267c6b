// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.internal;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The key column of a table: keys in dense rows, in order of insertion, and an index that finds a key's row in O(1). Removing a key moves
 * the last row into its place.
 *
 * @param <K> the keys
 */
public final class KeyRows<K> {

    /* The index is open addressing with linear probing. A cell is 0, or the row + 1 in its low bits and the low bits of the key's hash in
     * those that are left, so that a probe hardly ever looks at a wrong key. The hash's high bits are the cell where the probe starts.
     *
     * Keys with equal hash codes make probes long, which somebody may do on purpose. Where too many meet, a HashMap takes the place of the
     * index: it keeps keys that order themselves in trees. */

    /** How many keys of equal hash code a probe may meet. */
    static final int MAX_EQUAL = 16;

    private static final int MIN_BITS = 2;
    private static final int[] NONE = {};
    private static final Object[] NO_KEYS = {};

    private Object[] keys;
    private int[] hashes;
    private int size;
    private int room;
    private int edits;
    private int[] index;
    private int bits;
    private @Nullable Map<Object, Integer> rowsOfEqualHashes;

    /**
     * No rows.
     *
     * @param capacity how many are expected
     */
    public KeyRows(int capacity) {
        keys = NO_KEYS;
        hashes = NONE;
        index = NONE;
        reserve(capacity);
    }

    private KeyRows(KeyRows<K> original) {
        keys = original.keys.clone();
        hashes = original.hashes.clone();
        size = original.size;
        room = original.room;
        index = original.index.clone();
        bits = original.bits;
        rowsOfEqualHashes = original.rowsOfEqualHashes == null ? null : new HashMap<>(original.rowsOfEqualHashes);
    }

    /** A copy, which changes by itself from then on. */
    public KeyRows<K> copy() {
        return new KeyRows<>(this);
    }

    /** The hash of a key, the same in all tables of this process. */
    public static int hash(Object key) {
        return HashSeed.mix(key.hashCode());
    }

    /** How many rows there are. */
    public int size() {
        return size;
    }

    /** How many rows there is room for until arrays have to grow; columns beside grow alike. */
    public int capacity() {
        return keys.length;
    }

    /** Counts insertions and removals, for iterators that must notice them. */
    public int edits() {
        return edits;
    }

    /** The key of a row. */
    @SuppressWarnings("unchecked")
    public K key(int row) {
        return (K) keys[row];
    }

    /** The hash of a row's key. */
    public int hash(int row) {
        return hashes[row];
    }

    /** The row of a key, -1 if it is absent. */
    public int find(Object key, int hash) {
        int[] cells = index;
        if (cells.length == 0) {
            return findElsewhere(key);
        }
        int last = cells.length - 1;
        int fingerprint = hash << bits;
        for (int at = hash >>> -bits; ; at = (at + 1) & last) {
            int cell = cells[at];
            if (cell == 0) {
                return -1;
            }
            if (((cell ^ fingerprint) & ~last) == 0) {
                int row = (cell & last) - 1;
                Object present = keys[row];
                if (present == key || (hashes[row] == hash && key.equals(present))) {
                    return row;
                }
            }
        }
    }

    private int findElsewhere(Object key) {
        Integer row = rowsOfEqualHashes == null ? null : rowsOfEqualHashes.get(key);
        return row == null ? -1 : row;
    }

    /**
     * The row of a key, which is appended if the key is absent: the caller tells by the size. One probe does for both.
     */
    public int findOrAdd(K key, int hash) {
        if (size == room) {
            reserve(size + 1);
        }
        int[] cells = index;
        if (cells.length == 0) {
            return findOrAddElsewhere(key, hash);
        }
        int last = cells.length - 1;
        int fingerprint = hash << bits;
        int equal = 0;
        for (int at = hash >>> -bits; ; at = (at + 1) & last) {
            int cell = cells[at];
            if (cell == 0) {
                cells[at] = fingerprint | (size + 1);
                int row = append(key, hash);
                if (equal >= MAX_EQUAL) {
                    giveUpIndex();
                }
                return row;
            }
            if (((cell ^ fingerprint) & ~last) == 0) {
                int row = (cell & last) - 1;
                Object present = keys[row];
                if (present == key || (hashes[row] == hash && key.equals(present))) {
                    return row;
                }
                equal += hashes[row] == hash ? 1 : 0;
            }
        }
    }

    private int findOrAddElsewhere(K key, int hash) {
        int row = findElsewhere(key);
        if (row < 0) {
            row = append(key, hash);
            Objects.requireNonNull(rowsOfEqualHashes).put(key, row);
        }
        return row;
    }

    private int append(K key, int hash) {
        int row = size;
        keys[row] = key;
        hashes[row] = hash;
        size = row + 1;
        edits++;
        return row;
    }

    /** Makes room for a number of rows, so that adding them makes arrays grow but once. */
    public void reserve(int rows) {
        if (rows > keys.length) {
            int capacity = Math.max(rows, keys.length + (keys.length >> 1));
            keys = Arrays.copyOf(keys, capacity);
            hashes = Arrays.copyOf(hashes, capacity);
        }
        if (rowsOfEqualHashes != null) {
            room = keys.length;
            return;
        }
        if (rows > indexedRows(index.length)) {
            int needed = MIN_BITS;
            while (rows > indexedRows(1 << needed)) {
                needed++;
            }
            reindex(needed);
        }
        room = Math.min(keys.length, indexedRows(index.length));
    }

    /* at most two thirds of the cells are taken */
    private static int indexedRows(int cells) {
        return cells - cells / 3;
    }

    private void reindex(int newBits) {
        bits = newBits;
        index = new int[1 << newBits];
        for (int row = 0; row < size; row++) {
            place(row);
        }
    }

    private void place(int row) {
        int[] cells = index;
        int last = cells.length - 1;
        int hash = hashes[row];
        int fingerprint = hash << bits;
        int at = hash >>> -bits;
        while (cells[at] != 0) {
            at = (at + 1) & last;
        }
        cells[at] = fingerprint | (row + 1);
    }

    private void giveUpIndex() {
        Map<Object, Integer> rows = new HashMap<>(2 * size);
        for (int row = 0; row < size; row++) {
            rows.put(keys[row], row);
        }
        rowsOfEqualHashes = rows;
        index = NONE;
        bits = 0;
        room = keys.length;
    }

    /** Removes a row; the last row, if it is another, takes its place. */
    public void remove(int row) {
        int last = size - 1;
        if (rowsOfEqualHashes != null) {
            rowsOfEqualHashes.remove(keys[row]);
            if (row < last) {
                rowsOfEqualHashes.put(keys[last], row);
            }
        } else {
            int hole = cellOf(row);
            if (row < last) {
                index[cellOf(last)] = (hashes[last] << bits) | (row + 1);
            }
            closeGap(hole, row, last);
        }
        keys[row] = keys[last];
        hashes[row] = hashes[last];
        clear(last);
        size = last;
        edits++;
    }

    @SuppressWarnings("NullAway") // a row that nobody can reach any more
    private void clear(int row) {
        keys[row] = null;
    }

    private int cellOf(int row) {
        int last = index.length - 1;
        int at = hashes[row] >>> -bits;
        while ((index[at] & last) != row + 1) {
            at = (at + 1) & last;
        }
        return at;
    }

    /* moves cells back whose probes would otherwise end in the gap; `moved` is about to become `row` */
    private void closeGap(int hole, int row, int moved) {
        int last = index.length - 1;
        int gap = hole;
        for (int at = (hole + 1) & last; index[at] != 0; at = (at + 1) & last) {
            int present = (index[at] & last) - 1;
            int home = hashes[present == row ? moved : present] >>> -bits;
            if (((at - home) & last) >= ((at - gap) & last)) {
                index[gap] = index[at];
                gap = at;
            }
        }
        index[gap] = 0;
    }
}
